package org.broadsheet.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.broadsheet.delivery.DeliveryState;
import org.broadsheet.delivery.Tally;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.EditionsSource;
import org.jspecify.annotations.Nullable;

/** Finds the edition that a command names, and says how it stands afterwards. */
final class EditionArgument {
    private static final long LOOK_MS = 50;
    private static final long LONGEST_S = 5;

    private EditionArgument() {}

    /** What was sent or scheduled for real comes before rehearsals, and rehearsals before what only was approved. */
    static ApprovedEdition known(Workbench bench, String name) {
        String slug = Shell.slugOf(name);
        Optional<ApprovedEdition> real = bench.editions().find(slug);
        return real.filter(edition -> edition.startedAt() != null || isWaiting(edition) || Withheld.isSo(edition))
                .or(() -> bench.editions().latestRehearsal(slug))
                .or(() -> real)
                .orElseThrow(() -> unknown(bench, slug));
    }

    private static Failure unknown(Workbench bench, String slug) {
        boolean isDigest = bench.digestFiles().find(slug).isPresent();
        return Failure.usage(
                isDigest
                        ? slug + " is a digest and not an edition; 'broadsheet digests " + slug
                                + "' shows it, 'broadsheet" + " digests pause " + slug + "' keeps it from being sent"
                        : "The edition " + slug
                                + " is not known: it was never approved; 'broadsheet status' shows those there are");
    }

    /** Scheduled, or paused while it was. */
    static boolean isWaiting(ApprovedEdition edition) {
        return edition.startedAt() == null
                && edition.scheduledFor() != null
                && (edition.state() == EditionState.SCHEDULED || edition.state() == EditionState.PAUSED);
    }

    /** One that waits for its time in this workspace, as it is configured; empty when the name is of another. */
    static Optional<ApprovedEdition> waiting(Workbench bench, String name) {
        String slug = Shell.slugOf(name);
        Optional<ApprovedEdition> ours = bench.isSandbox()
                ? bench.editions().latestRehearsal(slug)
                : bench.editions().find(slug);
        return ours.filter(EditionArgument::isWaiting);
    }

    /** One that can be paused: it is being sent, or would begin by itself. */
    static ApprovedEdition begunOrScheduled(Shell shell, Workbench bench, String name) {
        ApprovedEdition found = known(bench, name);
        if (found.startedAt() == null && !isWaiting(found) && !Withheld.isSo(found)) {
            throw notBegun(shell, bench, found);
        }
        return found;
    }

    /** One that this workspace, as it is configured, delivers: a rehearsal stays in the sandbox, the real thing out of it. */
    static ApprovedEdition ours(Shell shell, Workbench bench, String name) {
        String slug = Shell.slugOf(name);
        Optional<ApprovedEdition> real = bench.editions().find(slug).filter(edition -> edition.startedAt() != null);
        if (!bench.isSandbox()) {
            return real.orElseThrow(() -> absent(shell, bench, slug));
        }
        if (real.isPresent() && !real.get().state().isFinished()) {
            throw Failure.usage("The edition " + slug
                    + " was begun through an SMTP server and none is configured now; add smtp: to broadsheet.yaml");
        }
        return bench.editions().latestRehearsal(slug).or(() -> real).orElseThrow(() -> absent(shell, bench, slug));
    }

    private static Failure absent(Shell shell, Workbench bench, String slug) {
        return bench.editions()
                .find(slug)
                .map(edition -> notBegun(shell, bench, edition))
                .orElseGet(
                        () -> Failure.usage(
                                "The edition " + slug
                                        + " is not known; 'broadsheet send FILE' begins it, 'broadsheet status' shows those there are"));
    }

    private static Failure notBegun(Shell shell, Workbench bench, ApprovedEdition edition) {
        String begin = "The edition " + edition.slug() + " was not begun yet";
        Optional<String> waits = Withheld.waits(bench, edition);
        if (waits.isEmpty()) {
            return Failure.usage(
                    begin + "; 'broadsheet send FILE' begins it, 'broadsheet status' shows those there are");
        }
        String why = Withheld.isSo(edition) ? ": it " + waits.get() : ": it is held: " + waits.get();
        String end = Withheld.isSo(edition) ? Withheld.end(bench, shell, EditionsSource.digestOf(edition.slug())) : "";
        return Failure.usage(begin + why + "; " + end + "'broadsheet send editions/" + edition.slug() + ".md"
                + shell.inWorkspace(bench) + "' sends it at any time");
    }

    /**
     * Waits for the messages that are in the air, or puts them in doubt when nobody delivers any more; then says how the edition stands.
     *
     * @param next the command that goes on from here, or null
     */
    static int report(Shell shell, Workbench bench, long editionId, @Nullable String next) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_S);
        Map<String, Long> heartbeats = bench.schedule().heartbeats();
        Tally tally = bench.report().tally(editionId);
        while (tally.of(DeliveryState.SENDING) > 0 && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            tally = bench.report().tally(editionId);
        }
        if (tally.of(DeliveryState.SENDING) > 0
                && heartbeats.equals(bench.schedule().heartbeats())) {
            bench.delivery().settle(editionId); // whoever sent it is dead
            tally = bench.report().tally(editionId);
        }
        ApprovedEdition now = bench.editions().get(editionId);
        Terminal terminal = shell.terminal();
        terminal.sayf("%s: %s", terminal.strong(now.slug()), now.state().word());
        String counts = DeliveryCounts.of(terminal, tally);
        if (!counts.isEmpty()) {
            terminal.say(counts);
        }
        if (next != null) {
            terminal.sayf("  'broadsheet %s %s%s' goes on with it", next, now.slug(), shell.inWorkspace(bench));
        }
        if (terminal.isJson()) {
            terminal.json(StatusJson.of(now, tally));
        }
        return Exit.DONE;
    }
}
