package org.broadsheet.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.broadsheet.delivery.DeliveryState;
import org.broadsheet.delivery.LocalHour;
import org.broadsheet.delivery.Report;
import org.broadsheet.delivery.Tally;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.store.Outage;
import org.broadsheet.text.Counted;
import org.jspecify.annotations.Nullable;

/** Sets an edition going, or going again, and follows it until nothing is left that can be done now. */
final class Sending {
    private static final long LOOK_MS = 100;
    private static final int LOOKS_AT_THE_END = 20;
    /** All is delivered then, and only the mark is missing; a busy machine takes its time. */
    private static final int LOOKS_FOR_THE_MARK = 300;
    /** Counting a long list takes its time: no more than this share of it goes into that. */
    private static final int COUNTING_SHARE = 20;
    /** The relay is asked a few times before the command gives up on it. */
    private static final long PATIENCE_S = 7;

    private final Shell shell;

    Sending(Shell shell) {
        this.shell = shell;
    }

    /** How it stood when the command stopped following. */
    record Result(ApprovedEdition edition, Tally tally, Report.Waiting waiting) {
        int exitCode() {
            boolean onlyWaits = edition.state() == EditionState.SENDING
                    && edition.trouble() == null
                    && waiting.count() > 0
                    && waiting.count() == tally.unsettled();
            boolean whole = (edition.state() == EditionState.SENT || onlyWaits)
                    && tally.of(DeliveryState.REJECTED) == 0
                    && tally.of(DeliveryState.IN_DOUBT) == 0;
            return whole ? Exit.DONE : Exit.FAILED;
        }
    }

    /** Snapshots the recipients of an edition that waits to begin, then delivers. */
    Result begin(Workbench bench, ApprovedEdition edition) throws InterruptedException {
        return begin(bench, edition, null);
    }

    /** @param hour at which it goes out wherever each reader is; those who wait for theirs are not waited for here. Null for at once */
    Result begin(Workbench bench, ApprovedEdition edition, @Nullable LocalHour hour) throws InterruptedException {
        if (!bench.delivery().begin(edition, hour)) {
            throw notBegun(bench.editions().get(edition.id()));
        }
        bench.schedule().reconcile();
        return deliver(bench, edition, false);
    }

    /** Delivers what is left of an edition that was begun, now. */
    Result resume(Workbench bench, ApprovedEdition edition) throws InterruptedException {
        // What kept it before may be over: from here on trouble is what happens now.
        bench.control().goOn(edition.id());
        bench.schedule().wake(edition.id());
        return deliver(bench, edition, true);
    }

    /** Delivers an edition that has just begun at its time. */
    Result follow(Workbench bench, ApprovedEdition edition) throws InterruptedException {
        return deliver(bench, edition, true);
    }

    /** @param patient whether those are waited for whose hour is yet to come, where nobody else delivers to them */
    private Result deliver(Workbench bench, ApprovedEdition edition, boolean patient) throws InterruptedException {
        bench.onSignal(() -> farewell(bench, edition));
        boolean served = bench.isServed(); // asked once: one that ends at this moment delivers nothing
        if (served) {
            shell.terminal().say("'broadsheet serve' of this workspace delivers it:");
        } else {
            bench.schedule().start();
        }
        Result result = follow(bench, edition.id(), served, patient && !served);
        if (!served) {
            bench.delivery().handNotices(); // to the editors, where a rule has stopped it
        }
        summarise(result, bench);
        return result;
    }

    private String farewell(Workbench bench, ApprovedEdition edition) {
        Tally tally = bench.report().tally(edition.id());
        String next = bench.isServed()
                ? "'broadsheet serve' goes on with it"
                : "'broadsheet resume " + edition.slug() + shell.inWorkspace(bench) + "' goes on with it";
        return String.format(
                "%nstopped: %,d of %,d %s done; %s",
                tally.settled(), tally.intended(), Counted.form(tally.settled(), "is", "are"), next);
    }

    /** Why it did not begin: another process has begun it, or had a word in the moment before. @param edition as it is now */
    static Failure notBegun(ApprovedEdition edition) {
        if (edition.startedAt() != null) {
            return begunAlready(edition);
        }
        String reason = edition.reason() == null ? "" : ": " + edition.reason();
        return Failure.work("The edition " + edition.slug() + " did not begin: it was changed meanwhile, and is "
                + edition.state().word() + reason + "; 'broadsheet status " + edition.slug() + "' shows how it stands");
    }

    static Failure begunAlready(ApprovedEdition edition) {
        String what = edition.isRehearsal() ? "was rehearsed already" : "was begun already";
        String next = edition.state() == EditionState.SENT
                ? "'broadsheet status " + edition.slug() + "' shows how it went"
                : "'broadsheet resume " + edition.slug() + "' goes on with it";
        String again = edition.isRehearsal() ? "; '--again' rehearses it once more" : "";
        return Failure.usage("The edition " + edition.slug() + " " + what + " ("
                + edition.state().word() + "); " + next + again);
    }

    private Result follow(Workbench bench, long edition, boolean served, boolean patient) throws InterruptedException {
        Count count = new Count(bench, edition);
        Tally first = count.latest();
        long seen = System.nanoTime();
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        try (Progress progress = Progress.on(shell.terminal(), first.intended())) {
            int settled = first.settled();
            while (true) {
                ApprovedEdition now = Outage.outlast(() -> bench.editions().get(edition));
                Tally tally = count.latest();
                progress.show(tally);
                if (served && bench.isServed()) {
                    seen = System.nanoTime();
                } else if (served && System.nanoTime() - seen > TimeUnit.SECONDS.toNanos(PATIENCE_S)) {
                    shell.terminal().complain("'broadsheet serve' has stopped");
                    return settledResult(bench, edition);
                }
                if (tally.settled() > settled || now.trouble() == null) {
                    settled = tally.settled();
                    patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
                }
                boolean stuck = now.trouble() != null && System.nanoTime() - patience > 0;
                int underWay = tally.underWay() - (patient ? 0 : count.waiting());
                if (now.state() != EditionState.SENDING || underWay <= 0 || stuck) {
                    // Read once more: the edition is marked as sent just after its last delivery is settled.
                    Result result = settledResult(bench, edition);
                    progress.show(result.tally());
                    return result;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        }
    }

    /** What stands in the ledger, read as often as is worth its while. */
    private static final class Count {
        private final Workbench bench;
        private final long edition;
        private long next = System.nanoTime();
        private @Nullable Tally tally;
        private int waiting;

        Count(Workbench bench, long edition) {
            this.bench = bench;
            this.edition = edition;
        }

        /** How many of the latest wait for their hour. */
        int waiting() {
            return waiting;
        }

        Tally latest() {
            Tally known = tally;
            long begin = System.nanoTime();
            if (known == null || begin - next >= 0) {
                known = Outage.outlast(() -> bench.report().tally(edition));
                waiting = Outage.outlast(() ->
                        bench.report().waiting(edition, bench.clock().instant()).count());
                next = System.nanoTime() + COUNTING_SHARE * (System.nanoTime() - begin);
                tally = known;
            }
            return known;
        }
    }

    private static Result settledResult(Workbench bench, long edition) throws InterruptedException {
        for (int looks = 1; ; looks++) {
            Result look = look(bench, edition);
            Tally tally = look.tally();
            boolean sending = look.edition().state() == EditionState.SENDING;
            boolean left = tally.settled() < tally.intended();
            if ((sending ? left : tally.of(DeliveryState.SENDING) == 0)
                    || looks > (sending ? LOOKS_FOR_THE_MARK : LOOKS_AT_THE_END)) {
                return look;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    /** A database that is away for a moment ends nothing: the jobs wait for it too. */
    private static Result look(Workbench bench, long edition) {
        return Outage.outlast(() -> {
            Tally tally = bench.report().tally(edition);
            Report.Waiting waiting =
                    bench.report().waiting(edition, bench.clock().instant());
            return new Result(bench.editions().get(edition), tally, waiting);
        });
    }

    private void summarise(Result result, Workbench bench) {
        Terminal terminal = shell.terminal();
        Tally tally = result.tally();
        ApprovedEdition edition = result.edition();
        terminal.say(DeliveryCounts.of(terminal, tally));
        if (edition.trouble() != null && edition.state() == EditionState.SENDING) {
            terminal.complain(terminal.red("error: ") + edition.trouble());
        }
        if (edition.reason() != null) {
            terminal.sayf("  %s: %s", terminal.strong(edition.state().word()), edition.reason());
        }
        Instant next = result.waiting().next();
        if (next != null) {
            terminal.sayf(
                    "  %,d %s hour, the first until %s; a running 'broadsheet serve' or 'broadsheet resume %s%s' delivers to them",
                    result.waiting().count(),
                    Counted.form(result.waiting().count(), "waits for its", "wait for their"),
                    SendTime.words(next, ZoneOffset.UTC),
                    edition.slug(),
                    shell.inWorkspace(bench));
        } else if (!edition.state().isFinished()) {
            String served = edition.state() == EditionState.SENDING ? " or a running 'broadsheet serve'" : "";
            terminal.sayf(
                    "  %,d %s; 'broadsheet resume %s%s'%s goes on with them",
                    tally.unsettled(),
                    Counted.form(tally.unsettled(), "waits", "wait"),
                    edition.slug(),
                    shell.inWorkspace(bench),
                    served);
        } else if (tally.of(DeliveryState.REJECTED) + tally.of(DeliveryState.IN_DOUBT) > 0) {
            terminal.sayf(
                    "  'broadsheet retry %s%s' writes to those who missed it",
                    edition.slug(), shell.inWorkspace(bench));
        }
        terminal.say(terminal.quiet("  " + where(bench) + "; 'broadsheet status " + edition.slug()
                + shell.inWorkspace(bench) + "' has the report"));
    }

    private static String where(Workbench bench) {
        return bench.isSandbox() ? "messages are in " + bench.outbox() : "through " + bench.relayName();
    }

    /** Prints the JSON when it is asked for; returns the exit code. */
    int reported(Workbench bench, Result result) {
        if (shell.terminal().isJson()) {
            shell.terminal()
                    .json(json(result, bench.isSandbox() ? bench.outbox().toString() : null));
        }
        return result.exitCode();
    }

    static Map<String, Object> json(Result result, @Nullable String outbox) {
        Map<String, Object> json = StatusJson.of(result.edition(), result.tally());
        Map<String, Object> whole = new LinkedHashMap<>(json);
        if (outbox != null) {
            whole.put("outbox", outbox);
        }
        return whole;
    }
}
