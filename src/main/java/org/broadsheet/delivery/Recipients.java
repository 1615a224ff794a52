package org.broadsheet.delivery;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Who an edition is owed to: read from the list once, in one transaction, when the edition starts. */
final class Recipients {
    private final Jdbi jdbi;
    private final int shardSize;

    /** @param shardSize deliveries in a shard; the last one may have fewer */
    Recipients(Jdbi jdbi, int shardSize) {
        this.jdbi = jdbi;
        this.shardSize = shardSize;
    }

    /**
     * Writes a row for every confirmed subscriber of the edition's list, cuts the rows into shards and lets the edition
     * begin. Those whose address is suppressed get a row that says so. All of it happens or none.
     *
     * @return false when the edition is not one that waits to begin
     */
    boolean snapshot(long editionId, Instant now) {
        return jdbi.inTransaction(handle -> {
            int begun = handle.execute(
                    "UPDATE edition SET state = 'sending', reason = NULL, started_at = ?, tended_at = ?"
                            + " WHERE id = ? AND started_at IS NULL AND state IN ('approved', 'held')",
                    now,
                    now,
                    editionId);
            if (begun == 0) {
                return false;
            }
            suppressed(handle, editionId, now);
            int wanted = pending(handle, editionId, now);
            shards(handle, editionId, (wanted + shardSize - 1) / shardSize);
            return true;
        });
    }

    private static void suppressed(Handle handle, long editionId, Instant now) {
        handle.execute("""
                INSERT INTO delivery (edition_id, subscriber_id, state, reason, tries, doubts, changed_at)
                SELECT e.id, s.id, 'suppressed', 'suppressed: ' || x.reason, 0, 0, ?
                FROM edition e
                JOIN subscription n ON n.list_id = e.list_id AND n.state = 'confirmed'
                JOIN subscriber s ON s.id = n.subscriber_id
                JOIN suppression x ON x.address_hash = s.address_hash
                WHERE e.id = ?
                """, now, editionId);
    }

    private int pending(Handle handle, long editionId, Instant now) {
        return handle.execute("""
                INSERT INTO delivery (edition_id, subscriber_id, shard, state, tries, doubts, changed_at)
                SELECT e.id, s.id, (ROW_NUMBER() OVER (ORDER BY s.id) - 1) / ? + 1, 'pending', 0, 0, ?
                FROM edition e
                JOIN subscription n ON n.list_id = e.list_id AND n.state = 'confirmed'
                JOIN subscriber s ON s.id = n.subscriber_id
                WHERE e.id = ? AND NOT EXISTS (SELECT 1 FROM suppression x WHERE x.address_hash = s.address_hash)
                """, shardSize, now, editionId);
    }

    private static void shards(Handle handle, long editionId, int count) {
        for (int number = 1; number <= count; number++) {
            handle.execute("INSERT INTO shard (edition_id, number, epoch) VALUES (?, ?, 0)", editionId, number);
        }
    }
}
