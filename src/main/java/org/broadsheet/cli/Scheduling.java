package org.broadsheet.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.broadsheet.delivery.WallTime;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;

/** Lets an edition begin by itself at a time, or waits for that time in the foreground. */
final class Scheduling {
    private static final long LONGEST_NAP_MS = 1000;

    private final Shell shell;

    Scheduling(Shell shell) {
        this.shell = shell;
    }

    int schedule(Workbench bench, ApprovedEdition edition, WallTime at, ZoneId zone, Shell.Manuscript manuscript) {
        boolean inWorkspace =
                bench.root().resolve(manuscript.name()).normalize().startsWith(bench.root());
        if (!bench.control().schedule(edition.id(), at.at(), inWorkspace ? manuscript.name() : null)) {
            throw Sending.notBegun(bench.editions().get(edition.id()));
        }
        ApprovedEdition scheduled = bench.editions().get(edition.id());
        Terminal terminal = shell.terminal();
        terminal.sayf("%s: scheduled for %s", terminal.strong(edition.slug()), SendTime.words(at.at(), zone));
        if (bench.isServed()) {
            terminal.say(
                    "  'broadsheet serve' begins it then; until then 'pause' and 'cancel' stop it, and so does any edit");
        } else {
            terminal.complain("warning: nothing runs here that would begin it: start 'broadsheet serve' before then, or"
                    + " 'broadsheet resume " + edition.slug() + shell.inWorkspace(bench)
                    + "', which waits for the time");
        }
        report(scheduled);
        return Exit.DONE;
    }

    private void report(ApprovedEdition edition) {
        if (shell.terminal().isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("edition", edition.slug());
            json.put("rehearsal", edition.rehearsal());
            json.put("state", edition.state().word());
            json.put("sha256", edition.bundle());
            json.put("scheduled_for", String.valueOf(edition.scheduledFor()));
            shell.terminal().json(json);
        }
    }

    /**
     * Goes on with an edition that waits for its time: where a {@code serve} runs it leaves that to it, else it waits itself.
     *
     * @return true when the edition has begun and is to be delivered; false when somebody else does that
     */
    boolean await(Workbench bench, ApprovedEdition waiting) throws InterruptedException {
        if (waiting.state() == EditionState.PAUSED && !bench.control().waitAgain(waiting.id())) {
            throw Failure.usage("The edition " + waiting.slug() + " is not paused any more");
        }
        Optional<String> withheld = withheld(bench, waiting);
        if (withheld.isPresent()) {
            shell.terminal()
                    .sayf(
                            "%s waits: %s. 'broadsheet serve' sends it when that is over, if that is within its grace",
                            waiting.slug(), withheld.get());
            report(bench.editions().get(waiting.id()));
            return false;
        }
        Instant at = Objects.requireNonNull(waiting.scheduledFor());
        String when = SendTime.words(at, java.time.ZoneOffset.UTC);
        if (bench.isServed()) {
            shell.terminal().sayf("%s: scheduled for %s; 'broadsheet serve' begins it then", waiting.slug(), when);
            report(bench.editions().get(waiting.id()));
            return false;
        }
        shell.terminal().sayf("%s waits for %s, and goes out then while this runs", waiting.slug(), when);
        bench.onSignal(() -> "stopped: " + waiting.slug() + " stays scheduled for " + when);
        while (bench.clock().instant().isBefore(at) && state(bench, waiting) == EditionState.SCHEDULED) {
            Duration left = Duration.between(bench.clock().instant(), at);
            TimeUnit.MILLISECONDS.sleep(Math.max(1, Math.min(LONGEST_NAP_MS, left.toMillis())));
        }
        return begin(bench, waiting);
    }

    /** Why an edition that its digest has scheduled does not go out for now. */
    private static Optional<String> withheld(Workbench bench, ApprovedEdition edition) {
        return Withheld.run(bench, edition).flatMap(run -> Withheld.reason(bench, run.digest()));
    }

    private static EditionState state(Workbench bench, ApprovedEdition edition) {
        return bench.editions().get(edition.id()).state();
    }

    private static boolean begin(Workbench bench, ApprovedEdition waiting) {
        ApprovedEdition now = bench.editions().get(waiting.id());
        if (now.startedAt() == null && now.state() != EditionState.SCHEDULED) {
            throw Failure.work(
                    "The edition " + now.slug() + " is " + now.state().word() + " now and does not begin");
        }
        Optional<String> withheld = now.startedAt() == null ? withheld(bench, now) : Optional.empty();
        if (withheld.isPresent()) {
            throw Failure.work("The edition " + now.slug() + " does not begin: " + withheld.get());
        }
        Optional<String> held = now.startedAt() == null ? new ScheduledStart(bench).begin(now) : Optional.empty();
        if (held.isPresent()) {
            throw Failure.work(
                    "The edition " + now.slug() + " is held: " + held.get() + "; 'broadsheet send FILE' sends it");
        }
        return true;
    }
}
