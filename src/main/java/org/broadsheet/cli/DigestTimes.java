package org.broadsheet.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.schedule.DigestPlan;
import org.jspecify.annotations.Nullable;

/**
 * When a digest is due.
 *
 * @param next when something is to go out
 * @param done times before the last of those at which nothing will, since somebody has sent that edition already, or cancelled it
 */
record DigestTimes(List<Instant> next, List<Done> done) {
    /** Of those that were sent ahead of their time. */
    private static final int MOST_DONE = 20;

    record Done(Instant at, ApprovedEdition edition) {}

    /** @param plan null for a digest without a schedule */
    static DigestTimes of(Workbench bench, String digest, @Nullable DigestPlan plan, int most) {
        List<Instant> next = new ArrayList<>();
        List<Done> done = new ArrayList<>();
        List<Instant> all = plan == null ? List.of() : plan.next(bench.clock().instant(), most + MOST_DONE);
        for (Instant at : all) {
            if (next.size() == most || plan == null) {
                break;
            }
            settled(bench, plan.day(at) + "-" + digest)
                    .ifPresentOrElse(edition -> done.add(new Done(at, edition)), () -> next.add(at));
        }
        return new DigestTimes(next, done);
    }

    private static Optional<ApprovedEdition> settled(Workbench bench, String slug) {
        return bench.hasDatabase()
                ? bench.begun(slug)
                        .or(() -> bench.editions()
                                .find(slug)
                                .filter(edition -> edition.state() == EditionState.CANCELLED))
                : Optional.empty();
    }
}
