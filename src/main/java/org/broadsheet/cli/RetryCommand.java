package org.broadsheet.cli;

import java.util.concurrent.Callable;
import org.broadsheet.delivery.Control;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.text.Counted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "retry",
        description = {
            "Sends an edition once more to those who missed it: whom the server rejected, and at once whom it put off.",
            "Nobody who has it gets it twice; those in doubt, who may have it, are left out unless you name them."
        },
        footer = {
            "",
            "Examples:",
            "  broadsheet retry 2025-11-20-recap",
            "  broadsheet retry 2025-11-20-recap --in-doubt --yes"
        })
final class RetryCommand implements Callable<Integer> {
    private final Shell shell;
    private final Sending sending;

    @Parameters(paramLabel = "EDITION", description = "The edition: its file's name, with or without .md.")
    private String edition = "";

    @Option(names = "--in-doubt", description = "Also to those who may have got it: some may get it twice.")
    private boolean inDoubt;

    @Option(names = "--yes", description = "Do not ask before mail goes to a real server.")
    private boolean yes;

    RetryCommand(Shell shell, Sending sending) {
        this.shell = shell;
        this.sending = sending;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Workbench bench = shell.open()) {
            ApprovedEdition found = EditionArgument.ours(shell, bench, edition);
            if (found.state() == EditionState.CANCELLED) {
                throw Failure.usage("The edition " + found.slug() + " is cancelled: nobody is written to any more");
            }
            Control.Missed missed = bench.control().missed(found.id());
            int again = missed.rejected() + missed.deferred() + (inDoubt ? missed.inDoubt() : 0);
            if (again == 0) {
                shell.terminal().sayf("Nobody has missed %s%s", found.slug(), doubtful(missed));
                return EditionArgument.report(shell, bench, found.id(), null);
            }
            shell.confirm(
                    yes || bench.isSandbox(),
                    String.format(
                            "Send %s again to %,d of its readers through %s?", found.slug(), again, bench.relayName()),
                    "This would send " + found.slug() + " again to " + again + " of its readers");
            bench.control().retry(found.id(), inDoubt);
            shell.terminal()
                    .sayf("%,d %s written to again%s", again, Counted.form(again, "is", "are"), doubtful(missed));
            return sending.reported(
                    bench, sending.resume(bench, bench.editions().get(found.id())));
        }
    }

    private String doubtful(Control.Missed missed) {
        return inDoubt || missed.inDoubt() == 0
                ? ""
                : String.format(
                        "; %,d %s in doubt, and --in-doubt writes to %s too",
                        missed.inDoubt(),
                        Counted.form(missed.inDoubt(), "is", "are"),
                        Counted.form(missed.inDoubt(), "that one", "them"));
    }
}
