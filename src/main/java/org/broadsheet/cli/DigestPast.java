package org.broadsheet.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DigestRun;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.Hold;
import org.jspecify.annotations.Nullable;

/**
 * What the database knows of a digest.
 *
 * @param pause null while it is not paused
 * @param runs the last ones that were not sent, the latest first
 * @param last the edition that was approved last
 */
record DigestPast(DigestRuns.@Nullable Pause pause, List<Run> runs, Optional<ApprovedEdition> last) {
    static final int MOST = 5;
    private static final String IF_STILL_PAUSED = " when it is due, if the digest is still paused then";

    /** @param reason as it is now, which the last round may have seen otherwise; null where the state says all */
    record Run(DigestRun run, @Nullable String reason) {}

    /** Nothing where there is no database, and to ask would make one. */
    static DigestPast of(Workbench bench, DigestsCommand.Digest digest) {
        if (!bench.hasDatabase()) {
            return new DigestPast(null, List.of(), Optional.empty());
        }
        Pattern ours = Pattern.compile("\\d{4}-\\d\\d-\\d\\d-" + Pattern.quote(digest.name()));
        Optional<ApprovedEdition> last = bench.editions().all().stream()
                .filter(edition -> ours.matcher(edition.slug()).matches())
                .findFirst();
        DigestRuns.Pause pause = bench.digestRuns().standing(digest.name()).pause();
        List<Run> runs = bench.digestRuns().latest(digest.name(), MOST).stream()
                .filter(run -> run.state() != DigestRun.State.SENT)
                .map(run -> new Run(run, reason(bench, digest, run, pause)))
                .toList();
        return new DigestPast(pause, runs, last);
    }

    private static @Nullable String reason(
            Workbench bench, DigestsCommand.Digest digest, DigestRun run, DigestRuns.@Nullable Pause pause) {
        if (run.state() != DigestRun.State.OPEN && run.state() != DigestRun.State.DRAFTED) {
            return run.reason();
        }
        ApprovedEdition edition = bench.editions().find(run.edition()).orElse(null);
        if (edition == null) {
            return joined(run.reason(), pause == null ? null : "left out" + IF_STILL_PAUSED);
        }
        return switch (edition.state()) {
            case APPROVED, SCHEDULED -> {
                Optional<Instant> other = anotherTime(edition, run);
                yield other.isPresent()
                        ? "scheduled for " + SendTime.words(other.get(), ZoneOffset.UTC)
                        : joined(
                                isAsApproved(bench, edition) ? "approved" : run.reason(),
                                pause == null ? null : "held" + IF_STILL_PAUSED);
            }
            case HELD -> edition.hold() == Hold.DIGEST ? withheld(bench, digest, edition) : run.reason();
            case PAUSED -> joined(edition.reason(), "'broadsheet resume " + edition.slug() + "' goes on with it");
            default -> run.reason();
        };
    }

    /** That a person gave it, whatever becomes of the digest. */
    private static Optional<Instant> anotherTime(ApprovedEdition edition, DigestRun run) {
        return Optional.ofNullable(edition.state() == EditionState.SCHEDULED ? edition.scheduledFor() : null)
                .filter(at -> !at.equals(run.due()));
    }

    private static boolean isAsApproved(Workbench bench, ApprovedEdition edition) {
        return !Standing.isAutomatic(bench, edition)
                && new ScheduledStart(bench)
                        .edited(edition, "editions/" + edition.slug() + ".md")
                        .isEmpty();
    }

    private static String withheld(Workbench bench, DigestsCommand.Digest digest, ApprovedEdition edition) {
        List<String> reasons = Withheld.reasons(bench, digest.name());
        if (reasons.isEmpty() && digest.isScheduled()) {
            return "approved, and held no longer: 'broadsheet serve' sends it, if that is within its grace";
        }
        return "approved, and held: " + (reasons.isEmpty() ? edition.reason() : String.join(", and ", reasons))
                + ". It goes out when that is over, if that is within its grace; 'broadsheet send editions/"
                + edition.slug() + ".md' sends it at any time";
    }

    private static @Nullable String joined(@Nullable String reason, @Nullable String more) {
        return reason == null ? more : more == null ? reason : reason + "; " + more;
    }
}
