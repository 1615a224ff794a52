package org.broadsheet.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = "Goes on with an edition that was interrupted or paused, and tries those again that wait.",
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
            ApprovedEdition found = find(bench, slug);
            if (found.state() == EditionState.SENT || found.state() == EditionState.CANCELLED) {
                terminal.sayf(
                        "The edition %s is %s: nothing is left to do",
                        slug, found.state().word());
                if (terminal.isJson()) {
                    terminal.json(StatusCommand.json(found, bench.report().tally(found.id())));
                }
                return Exit.DONE;
            }
            Sending.Result result = sending.resume(bench, found);
            if (terminal.isJson()) {
                terminal.json(
                        Sending.json(result, bench.isSandbox() ? bench.outbox().toString() : null));
            }
            return result.exitCode();
        }
    }

    /** A rehearsal stays in the sandbox, and what was begun for real goes on for real. */
    private static ApprovedEdition find(Workbench bench, String slug) {
        Optional<ApprovedEdition> real = bench.editions().find(slug).filter(edition -> edition.startedAt() != null);
        Optional<ApprovedEdition> rehearsal = bench.editions().latestRehearsal(slug);
        if (bench.isSandbox()) {
            if (real.isPresent() && real.get().state() != EditionState.SENT) {
                throw Failure.usage("The edition " + slug
                        + " was begun through an SMTP server and none is configured now; add smtp:"
                        + " to broadsheet.yaml");
            }
            return rehearsal.or(() -> real).orElseThrow(() -> unknown(bench, slug));
        }
        return real.orElseThrow(() -> unknown(bench, slug));
    }

    private static Failure unknown(Workbench bench, String slug) {
        boolean approved = bench.editions().find(slug).isPresent();
        return Failure.usage("The edition " + slug + (approved ? " was not begun yet" : " is not known")
                + "; 'broadsheet send FILE' begins it, 'broadsheet status' shows those there are");
    }
}
