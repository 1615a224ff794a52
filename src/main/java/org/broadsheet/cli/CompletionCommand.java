package org.broadsheet.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Prints a script that completes commands and options in bash and zsh.",
        footer = {"", "Example:", "  source <(broadsheet completion)"})
final class CompletionCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.terminal().say(AutoComplete.bash("broadsheet", spec.root().commandLine()));
        return Exit.DONE;
    }
}
