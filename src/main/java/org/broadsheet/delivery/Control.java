package org.broadsheet.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.broadsheet.edition.Drafts;
import org.broadsheet.edition.Hold;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What a person, or a rule that stands in for one, says to an edition. Every run asks for the edition's state before each
 * message, so a word is obeyed in all processes when the message in hand is done. Thread-safe.
 */
public final class Control {
    private static final int LONGEST_REASON = 1000;
    private static final Duration SWEPT_FOR = Duration.ofDays(1);

    /** What waits to begin, and no person has kept from it. */
    private static final String WAITS =
            "(state IN ('approved', 'scheduled') OR state = 'held' AND held_for = '%s')".formatted(Hold.DIGEST.word());

    private final Jdbi jdbi;
    private final Clock clock;

    public Control(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Lets an edition stop, or not begin, until a person says so. False when it is neither being sent, nor scheduled, nor waits for its digest. */
    public boolean pause(long editionId, String reason) {
        return jdbi.withHandle(
                handle -> handle.execute("""
                        UPDATE edition SET state = 'paused', reason = ?
                        WHERE id = ? AND (state IN ('scheduled', 'sending') OR state = 'held' AND held_for = ?)
                        """, OneLine.clip(reason, LONGEST_REASON), editionId, Hold.DIGEST.word()) > 0);
    }

    /** Lets an edition wait for a person; false when it is neither being sent nor waits to begin. */
    public boolean hold(long editionId, String reason) {
        return jdbi.withHandle(
                handle -> handle.execute("""
                        UPDATE edition SET state = 'held', reason = ?, held_for = ?
                        WHERE id = ? AND state IN ('approved', 'scheduled', 'sending')
                        """, OneLine.clip(reason, LONGEST_REASON), Hold.PERSON.word(), editionId) > 0);
    }

    /**
     * Lets an edition that was not begun wait for a person. One that waits for its digest waits to begin all the same, and may be
     * held for another reason.
     *
     * @return false when it was begun meanwhile, or does not wait to begin
     */
    public boolean holdBack(long editionId, String reason) {
        return jdbi.withHandle(handle ->
                handle.execute("""
                        UPDATE edition SET state = 'held', reason = ?, held_for = ?
                        WHERE id = ? AND started_at IS NULL AND
                        """ + WAITS, OneLine.clip(reason, LONGEST_REASON), Hold.PERSON.word(), editionId) > 0);
    }

    /**
     * Lets an edition that was not begun wait for its digest.
     *
     * @param at when the digest would send it
     * @param file as for {@link #schedule}
     * @return false when it was begun meanwhile, or does not wait to begin
     */
    public boolean withhold(long editionId, Instant at, @Nullable String file, String reason) {
        return jdbi.withHandle(handle -> handle.execute(
                        """
                        UPDATE edition SET state = 'held', reason = ?, held_for = ?, scheduled_for = ?, scheduled_file = ?
                        WHERE id = ? AND started_at IS NULL AND
                        """ + WAITS, OneLine.clip(reason, LONGEST_REASON), Hold.DIGEST.word(), at, file, editionId)
                > 0);
    }

    /**
     * Lets an edition that was approved begin by itself.
     *
     * @param file whose text must be the same then, from the workspace; null when it lies elsewhere
     * @return false when the edition was begun or is finished
     */
    public boolean schedule(long editionId, Instant at, @Nullable String file) {
        return schedule(editionId, at, file, "state IN ('approved', 'scheduled', 'paused', 'held')");
    }

    /** As {@link #schedule}, for a rule: what a person has paused, held or cancelled meanwhile is left to them. */
    public boolean plan(long editionId, Instant at, @Nullable String file) {
        return schedule(editionId, at, file, WAITS);
    }

    private boolean schedule(long editionId, Instant at, @Nullable String file, String from) {
        return jdbi.withHandle(handle -> handle.execute("""
                        UPDATE edition SET state = 'scheduled', reason = NULL, scheduled_for = ?, scheduled_file = ?
                        WHERE id = ? AND started_at IS NULL AND
                        """ + from, at, file, editionId) > 0);
    }

    /** Lets an edition no longer begin by itself; it stays approved. False when it was neither scheduled nor waits for its digest. */
    public boolean unschedule(long editionId) {
        return jdbi.withHandle(handle -> handle.execute("""
                        UPDATE edition SET state = 'approved', reason = NULL, scheduled_for = NULL, scheduled_file = NULL
                        WHERE id = ? AND started_at IS NULL
                          AND (state = 'scheduled' OR state = 'held' AND held_for = ?)
                        """, editionId, Hold.DIGEST.word()) > 0);
    }

    /** Lets an edition that was paused before it began wait for its time again. False when it is not such a one. */
    public boolean waitAgain(long editionId) {
        return jdbi.withHandle(handle -> handle.execute("""
                        UPDATE edition SET state = 'scheduled', reason = NULL
                        WHERE id = ? AND started_at IS NULL AND state = 'paused' AND scheduled_for IS NOT NULL
                        """, editionId) > 0);
    }

    /**
     * Lets an edition that was begun go on; rules that stop a send count from here anew. False when it is finished or was
     * never begun.
     */
    public boolean goOn(long editionId) {
        return jdbi.inTransaction(handle -> goOn(handle, editionId, "('sending', 'paused', 'held')"));
    }

    private boolean goOn(Handle handle, long editionId, String from) {
        int gone = handle.execute(
                "UPDATE edition SET state = 'sending', reason = NULL, trouble = NULL, finished_at = NULL, tended_at = ?"
                        + " WHERE id = ? AND started_at IS NOT NULL AND state IN " + from,
                clock.instant(),
                editionId);
        handle.select("SELECT number FROM shard WHERE edition_id = ? ORDER BY number FOR UPDATE", editionId)
                .mapTo(int.class)
                .list(); // in the order in which runs lock them
        handle.execute("UPDATE shard SET answered = 0, refused = 0, settled = FALSE WHERE edition_id = ?", editionId);
        return gone > 0;
    }

    /**
     * Ends an edition: nobody is written to any more. A message that is on its way at this moment keeps the outcome that the
     * server gives it. False when the edition is finished.
     */
    public boolean cancel(long editionId, String reason) {
        return jdbi.inTransaction(handle -> {
            Instant now = clock.instant();
            int ended = handle.execute(
                    "UPDATE edition SET state = 'cancelled', reason = ?, finished_at = ?"
                            + " WHERE id = ? AND state IN ('approved', 'scheduled', 'sending', 'paused', 'held')",
                    OneLine.clip(reason, LONGEST_REASON),
                    now,
                    editionId);
            if (ended > 0) {
                Drafts.giveBack(handle, editionId);
            }
            sweep(handle, now);
            return ended > 0;
        });
    }

    /** What a run gave back after its edition was cancelled is cancelled too. */
    static void sweep(Handle handle, Instant now) {
        handle.execute("""
                UPDATE delivery SET state = 'cancelled', next_try_at = NULL, changed_at = ?
                WHERE state IN ('pending', 'deferred')
                  AND edition_id IN (SELECT id FROM edition WHERE state = 'cancelled' AND finished_at > ?)
                """, now, now.minus(SWEPT_FOR));
    }

    /** Those whom an edition that was begun has missed. */
    public record Missed(int rejected, int inDoubt, int deferred) {}

    public Missed missed(long editionId) {
        return jdbi.withHandle(handle -> handle.select("""
                        SELECT count(CASE WHEN state = 'rejected' THEN 1 END),
                               count(CASE WHEN state = 'in_doubt' THEN 1 END),
                               count(CASE WHEN state = 'deferred' THEN 1 END)
                        FROM delivery WHERE edition_id = ?
                        """, editionId)
                .map((row, context) -> new Missed(row.getInt(1), row.getInt(2), row.getInt(3)))
                .one());
    }

    /**
     * Owes the edition once more to those who were rejected, and lets those who wait for their next try have it now. What
     * happened to them before stays in the record of attempts.
     *
     * @param inDoubtToo also those who may have got it
     * @return false when the edition was never begun or was cancelled
     */
    public boolean retry(long editionId, boolean inDoubtToo) {
        return jdbi.inTransaction(handle -> {
            if (!goOn(handle, editionId, "('sending', 'paused', 'held', 'sent')")) {
                return false;
            }
            handle.execute(
                    """
                    UPDATE delivery
                    SET state = 'pending', reason = NULL, tries = 0, first_try_at = NULL, next_try_at = NULL,
                        reply_code = NULL, reply_status = NULL, reply_text = NULL, changed_at = ?
                    WHERE edition_id = ? AND shard IS NOT NULL AND state IN
                    """ + (inDoubtToo ? "('rejected', 'deferred', 'in_doubt')" : "('rejected', 'deferred')"),
                    clock.instant(),
                    editionId);
            return true;
        });
    }
}
