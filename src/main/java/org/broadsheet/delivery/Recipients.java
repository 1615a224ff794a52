package org.broadsheet.delivery;

import java.sql.SQLException;
import java.time.Instant;
import java.util.stream.Stream;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.subscriber.Segment;
import org.broadsheet.subscriber.SegmentSql;
import org.broadsheet.subscriber.Suppressions;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who an edition is owed to: read from the list once, in one transaction, when the edition starts. */
final class Recipients {
    private final Jdbi jdbi;
    private static final int SMALLEST_SHARD = 5;

    private final int shardSize;
    private final int connections;

    /**
     * @param shardSize the most deliveries in a shard
     * @param connections how many shards may be worked on at once: a short list is cut so that all of them have some
     */
    Recipients(Jdbi jdbi, int shardSize, int connections) {
        this.jdbi = jdbi;
        this.shardSize = shardSize;
        this.connections = connections;
    }

    /**
     * Writes a row for every confirmed subscriber of the edition's list whom the segment means, cuts the rows into shards and lets the edition
     * begin. Those whose address is suppressed get a row that says so. All of it happens or none.
     *
     * @param edition as it was when somebody decided that it begins
     * @param segment null for everybody
     * @param hour when it goes out wherever each reader is, as their zones are now; null for at once
     * @return false when the edition is not one that waits to begin, or is not as it was: another process held it say, or gave it
     *     another time
     */
    boolean snapshot(ApprovedEdition edition, @Nullable Segment segment, @Nullable LocalHour hour, Instant now) {
        SegmentSql meant = segment == null ? SegmentSql.EVERYBODY : SegmentSql.of(segment);
        long editionId = edition.id();
        return jdbi.inTransaction(handle -> {
            if (!begin(handle, edition, now)) {
                return false;
            }
            suppressed(handle, editionId, meant, now);
            int size = shardSize(handle, editionId, meant);
            if (hour == null) {
                int wanted = pending(handle, editionId, size, meant, now);
                shards(handle, editionId, (wanted + size - 1) / size);
            } else {
                new ZoneShards(handle, editionId, meant).write(hour, size, now);
            }
            return true;
        });
    }

    private static boolean begin(Handle handle, ApprovedEdition edition, Instant now) {
        return handle.execute(
                        """
                        UPDATE edition SET state = 'sending', reason = NULL, started_at = ?, tended_at = ?
                        WHERE id = ? AND started_at IS NULL AND state IN ('approved', 'scheduled', 'held')
                          AND state = ? AND (state <> 'held' OR held_for = ?) AND bundle = ?
                          AND scheduled_for IS NOT DISTINCT FROM CAST(? AS TIMESTAMP WITH TIME ZONE)
                        """,
                        now,
                        now,
                        edition.id(),
                        edition.state().word(),
                        edition.hold() == null ? null : edition.hold().word(),
                        edition.bundle(),
                        edition.scheduledFor())
                > 0;
    }

    /**
     * Has PostgreSQL count what a snapshot has written and what it was read from. It takes a table that it has not counted
     * for small, and would read the whole list for each message until its own housekeeping comes by.
     */
    void count() {
        jdbi.useHandle(handle -> {
            if (isPostgresql(handle)) {
                handle.execute(
                        "ANALYZE delivery, shard, subscription, subscriber, suppression, domain_suppression, edition");
            }
        });
    }

    private static boolean isPostgresql(Handle handle) {
        try {
            return handle.getConnection().getMetaData().getDatabaseProductName().equals("PostgreSQL");
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not tell its name", e);
        }
    }

    private static void suppressed(Handle handle, long editionId, SegmentSql meant, Instant now) {
        handle.execute(
                """
                INSERT INTO delivery (edition_id, subscriber_id, state, reason, tries, doubts, changed_at)
                SELECT e.id, s.id, 'suppressed', 'suppressed: ' || %s, 0, 0, ?
                FROM edition e
                JOIN subscription x ON x.list_id = e.list_id AND x.state = 'confirmed'
                JOIN subscriber s ON s.id = x.subscriber_id
                WHERE e.id = ? AND NOT (%s) AND \
                """.formatted(Suppressions.REASON_OF_S, Suppressions.NONE_OF_S) + meant.condition(),
                values(meant, now, editionId));
    }

    /** Those of the segment come last. */
    static Object[] values(SegmentSql meant, Object... first) {
        return Stream.concat(Stream.of(first), meant.values().stream()).toArray();
    }

    /** Near enough: those whose address is suppressed are counted too. */
    private int shardSize(Handle handle, long editionId, SegmentSql meant) {
        String people = meant == SegmentSql.EVERYBODY ? "" : "JOIN subscriber s ON s.id = x.subscriber_id";
        int readers = handle.select("""
                        SELECT count(*)
                        FROM edition e
                        JOIN subscription x ON x.list_id = e.list_id AND x.state = 'confirmed'
                        %s
                        WHERE e.id = ? AND \
                        """.formatted(people) + meant.condition(), values(meant, editionId))
                .mapTo(int.class)
                .one();
        int share = (readers + connections - 1) / connections;
        return Math.min(shardSize, Math.max(SMALLEST_SHARD, share));
    }

    private static int pending(Handle handle, long editionId, int size, SegmentSql meant, Instant now) {
        return handle.execute(
                """
                INSERT INTO delivery (edition_id, subscriber_id, shard, state, tries, doubts, changed_at)
                SELECT e.id, s.id, (ROW_NUMBER() OVER (ORDER BY s.id) - 1) / ? + 1, 'pending', 0, 0, ?
                FROM edition e
                JOIN subscription x ON x.list_id = e.list_id AND x.state = 'confirmed'
                JOIN subscriber s ON s.id = x.subscriber_id
                WHERE e.id = ? AND \
                """ + Suppressions.NONE_OF_S + " AND " + meant.condition(), values(meant, size, now, editionId));
    }

    private static void shards(Handle handle, long editionId, int count) {
        for (int number = 1; number <= count; number++) {
            handle.execute("INSERT INTO shard (edition_id, number, epoch) VALUES (?, ?, 0)", editionId, number);
        }
    }
}
