package org.broadsheet.cli;

import java.util.concurrent.Callable;
import org.broadsheet.edition.ApprovedEdition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "pause",
        description =
                "Stops an edition that is being sent, whichever process sends it, or that is scheduled or waits for its digest,"
                        + " until 'resume'.",
        footer = {"", "Example:", "  broadsheet pause 2025-11-20-recap"})
final class PauseCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "EDITION", description = "The edition: its file's name, with or without .md.")
    private String edition = "";

    PauseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Workbench bench = shell.open()) {
            ApprovedEdition found = EditionArgument.begunOrScheduled(shell, bench, edition);
            String by = System.getProperty("user.name", "somebody");
            if (!bench.control().pause(found.id(), "paused by " + by)) {
                throw Failure.usage(
                        "The edition " + found.slug() + " is " + found.state().word() + ": it is not being sent");
            }
            return EditionArgument.report(shell, bench, found.id(), "resume");
        }
    }
}
