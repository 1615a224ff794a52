package org.broadsheet.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options that every command takes. */
@Command(
        name = "broadsheet",
        description = "Newsletters and e-mail digests for the maintainers of open-source projects.",
        mixinStandardHelpOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Start with 'broadsheet demo', then 'broadsheet init DIR'.",
            "Exit codes: 0 done; 1 the work failed or some of it did; 2 usage or configuration; 3 the preflight found errors."
        })
public final class BroadsheetCommand implements Runnable {
    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The workspace; this folder when not given.")
    private @Nullable Path workspace;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Report as JSON: the last line of standard output is one value.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version; with --verbose also the Java that runs it and what signs mail.")
    private boolean version;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** As it was given; null when it was not. */
    @Nullable
    Path workspace() {
        return workspace;
    }

    boolean json() {
        return json;
    }

    @Override
    public void run() {
        throw new ParameterException(new CommandLine(spec), "Say what to do, for example: broadsheet demo");
    }
}
