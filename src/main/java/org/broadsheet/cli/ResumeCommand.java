package org.broadsheet.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.broadsheet.delivery.DeliveryState;
import org.broadsheet.delivery.Report;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.text.Counted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = "Goes on with an edition that was interrupted, paused or held, and tries those again that wait."
                + " One that is scheduled it begins at its time, and waits for that.",
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
            Optional<ApprovedEdition> waiting = EditionArgument.waiting(bench, edition);
            if (waiting.isPresent()) {
                return new Scheduling(shell).await(bench, waiting.get())
                        ? sending.reported(
                                bench,
                                sending.follow(
                                        bench,
                                        bench.editions().get(waiting.get().id())))
                        : Exit.DONE;
            }
            ApprovedEdition found = EditionArgument.ours(shell, bench, edition);
            if (found.state().isFinished()) {
                Sending.Result result =
                        new Sending.Result(found, bench.report().tally(found.id()), new Report.Waiting(0, null));
                int missed = result.tally().of(DeliveryState.REJECTED)
                        + result.tally().of(DeliveryState.IN_DOUBT);
                terminal.sayf(
                        missed == 0 || found.state() != EditionState.SENT
                                ? "The edition %s is %s: nothing is left to do"
                                : "The edition %s is %s: nothing is left to do by itself; %,d %5$s in doubt,"
                                        + " 'broadsheet retry %1$s%4$s' writes to them",
                        slug,
                        found.state().word(),
                        missed,
                        shell.inWorkspace(bench),
                        Counted.form(missed, "was rejected or is", "were rejected or are"));
                if (terminal.isJson()) {
                    terminal.json(StatusJson.of(found, result.tally()));
                }
                return found.state() == EditionState.SENT ? result.exitCode() : Exit.DONE;
            }
            return sending.reported(bench, sending.resume(bench, found));
        }
    }
}
