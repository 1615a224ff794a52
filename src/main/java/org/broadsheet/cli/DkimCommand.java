package org.broadsheet.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "dkim",
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes the keys that sign mail, and shows what DNS must say of them.",
        footer = {
            "",
            "Examples:",
            "  broadsheet dkim keygen --domain example.org --selector s1",
            "  broadsheet dkim show"
        })
final class DkimCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** With its subcommands. */
    static CommandLine line(Shell shell) {
        return new CommandLine(new DkimCommand())
                .addSubcommand(new DkimKeygenCommand(shell))
                .addSubcommand(new DkimShowCommand(shell));
    }

    @Override
    public void run() {
        CommandSpec named = spec == null ? CommandSpec.create() : spec;
        throw new ParameterException(named.commandLine(), "Say what to do: keygen makes a key, show shows the records");
    }
}
