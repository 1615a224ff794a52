package org.broadsheet.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What servers said about people's mail, which may name them. It is kept for some time; what became of each message, its code
 * and its time stay. Thread-safe.
 */
public final class ServerReplies {
    private static final int PAGE = 10_000;

    private final Jdbi jdbi;
    private final Clock clock;

    public ServerReplies(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Drops them from the ledger, and the record of notices with the addresses that they went to. */
    public void dropAfter(Duration kept) {
        Instant before = clock.instant().minus(kept);
        jdbi.useHandle(
                handle -> handle.execute("DELETE FROM notice WHERE next_try_at IS NULL AND changed_at < ?", before));
        for (long edition : due(before)) {
            Optional<Long> last = page(edition, 0, before);
            while (last.isPresent()) {
                last = page(edition, last.get(), before);
            }
            jdbi.useHandle(handle -> handle.execute(
                    "UPDATE edition SET replies_dropped_at = ?, trouble = NULL WHERE id = ? AND finished_at < ?",
                    clock.instant(),
                    edition,
                    before));
        }
    }

    /** Those of which something may have to go: an edition that is not finished is looked at every time. */
    private List<Long> due(Instant before) {
        return jdbi.withHandle(
                handle -> handle.select("""
                        SELECT id FROM edition
                        WHERE started_at < ?
                          AND (finished_at IS NULL OR finished_at < ?
                               AND (replies_dropped_at IS NULL OR replies_dropped_at < finished_at))
                        ORDER BY id
                        """, before, before).mapTo(Long.class).list());
    }

    /** Some of an edition's deliveries at a time, so that a long list neither locks nor fills anything. @return the last */
    private Optional<Long> page(long edition, long after, Instant before) {
        return jdbi.inTransaction(handle -> {
            Optional<Long> last =
                    handle.select("""
                            SELECT max(id) FROM (
                              SELECT id FROM delivery WHERE edition_id = ? AND id > ? ORDER BY id FETCH FIRST ? ROWS ONLY
                            ) p
                            """, edition, after, PAGE).mapTo(Long.class).findOne(); // empty for null
            last.ifPresent(until -> drop(handle, edition, after, until, before));
            return last;
        });
    }

    private static void drop(Handle handle, long edition, long after, long until, Instant before) {
        handle.execute("""
                UPDATE attempt SET reply_text = NULL, reason = NULL
                WHERE delivery_id > ? AND delivery_id <= ? AND at < ? AND (reply_text IS NOT NULL OR reason IS NOT NULL)
                  AND EXISTS (SELECT 1 FROM delivery d WHERE d.id = attempt.delivery_id AND d.edition_id = ?)
                """, after, until, before, edition);
        // Why somebody was left out is in our own words, and stays.
        handle.execute("""
                UPDATE delivery
                SET reply_text = NULL, reason = CASE WHEN state IN ('suppressed', 'skipped', 'cancelled') THEN reason END
                WHERE edition_id = ? AND id > ? AND id <= ? AND changed_at < ? AND state <> 'sending'
                  AND (reply_text IS NOT NULL OR reason IS NOT NULL AND state NOT IN ('suppressed', 'skipped', 'cancelled'))
                """, edition, after, until, before);
    }
}
