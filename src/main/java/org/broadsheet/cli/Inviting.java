package org.broadsheet.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.broadsheet.subscriber.ImportOptions;
import org.broadsheet.subscriber.ImportReport;
import org.broadsheet.subscriber.ImportWatch;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.subscriber.SignUp;
import org.broadsheet.text.Counted;

/** What {@code import --invite} asks for, and says, besides. */
final class Inviting {
    private Inviting() {}

    static ImportOptions of(Workbench bench, Shell shell, ImportOptions options) {
        OpenList list = bench.openList(options.list())
                .orElseThrow(() -> Failure.usage("Nobody can sign up for list " + options.list()
                        + ", so nobody can be invited to it; open it in broadsheet.yaml, under lists: " + options.list()
                        + ":"));
        if (!bench.isSandbox() && !bench.hasPublicUrl()) {
            String what = "broadsheet.yaml names an SMTP server but no url, so invitations lead to " + bench.baseUrl();
            if (!bench.isRelayLocal()) {
                throw Failure.usage(what + ", which nobody reaches; add url: https://…");
            }
            shell.terminal().complain("warning: " + what);
        }
        return options.inviting(
                new ImportOptions.Invitation(list.language(), SignUp.Origin.invitation(bench.isSandbox())));
    }

    /** Why nobody of the list can confirm by a mail of ours; empty where they can. */
    static Optional<String> obstacle(Workbench bench, String list) {
        if (bench.openList(list).isEmpty()) {
            return Optional.of("broadsheet.yaml does not open the list, under lists: " + list + ":");
        }
        return bench.isSandbox() || bench.hasPublicUrl() || bench.isRelayLocal()
                ? Optional.empty()
                : Optional.of("broadsheet.yaml names no url that the links could lead to");
    }

    /** Reads the file to say to how many mail would go, and asks. */
    static void confirm(Workbench bench, Shell shell, Path csv, ImportOptions options) {
        long invited = bench.csvImport()
                .run(csv, options.rehearsed(), ImportWatch.NONE)
                .invited();
        shell.confirm(
                invited == 0,
                String.format(
                        "Invite %s to %s through %s?",
                        Counted.of(invited, "person", "people"), options.list(), bench.relayName()),
                String.format(
                        "This would invite %s to %s through %s",
                        Counted.of(invited, "person", "people"), options.list(), bench.relayName()));
    }

    static void print(Workbench bench, Terminal terminal, ImportReport report) {
        if (report.dryRun()) {
            terminal.sayf("  %,d would be invited through %s", report.invited(), bench.relayName());
        } else if (report.invited() > 0) {
            terminal.sayf(
                    "  %,d %s invited through %s; %s",
                    report.invited(),
                    Counted.form(report.invited(), "is", "are"),
                    bench.relayName(),
                    bench.isServed()
                            ? "'broadsheet serve' writes to them now"
                            : Counted.form(report.invited(), "the invitation waits", "the invitations wait")
                                    + " until 'broadsheet serve' runs");
        }
        long others = report.unconfirmed() - report.invited();
        if (others > 0) {
            terminal.sayf(
                    "  %,d %s been asked already and not answered yet", others, Counted.form(others, "has", "have"));
        }
    }
}
