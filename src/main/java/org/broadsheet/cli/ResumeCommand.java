package org.broadsheet.cli;

import java.util.concurrent.Callable;
import org.broadsheet.edition.ApprovedEdition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = "Goes on with an edition that was interrupted, paused or held, and tries those again that wait.",
        footer = {"", "Example:", "  broadsheet resume 2025-11-20-recap"})
final class ResumeCommand implements Callable<Integer> {
    private final Shell shell;
    private final Sending sending;

    @Parameters(paramLabel = "EDITION", description = "The edition: its file's name, with or without .md.")
    private String edition = "";

    ResumeCommand(Shell shell, Sending sending) {
        this.shell = shell;
        this.sending = sending;
    }

    @Override
    public Integer call() throws InterruptedException {
        String slug = Shell.slugOf(edition);
        Terminal terminal = shell.terminal();
        try (Workbench bench = shell.open()) {
            ApprovedEdition found = EditionArgument.ours(bench, edition);
            if (found.state().isFinished()) {
                terminal.sayf(
                        "The edition %s is %s: nothing is left to do",
                        slug, found.state().word());
                if (terminal.isJson()) {
                    terminal.json(StatusCommand.json(found, bench.report().tally(found.id())));
                }
                return Exit.DONE;
            }
            return sending.reported(bench, sending.resume(bench, found));
        }
    }
}
