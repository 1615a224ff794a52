package org.broadsheet.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.Suppressions;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Who is owed what, and how it went. Every change of a delivery that is under way carries the epoch of the run that makes
 * it; a change under an older epoch changes nothing. Thread-safe.
 */
final class Ledger {
    static final String DUE = """
            SELECT d.id, d.subscriber_id, s.address, s.name, s.first_name, s.locale, d.tries, d.first_try_at
            FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id
            WHERE d.edition_id = :edition AND d.shard = :shard
              AND (d.state IN ('pending', 'deferred') OR d.state = 'in_doubt' AND d.doubts < :most)
              AND (d.next_try_at IS NULL OR d.next_try_at <= :now)
            ORDER BY d.id LIMIT :limit
            """;

    /**
     * A message that was in doubt so often is not sent again by itself: each time the reader may have got a copy. It stays
     * in doubt, where a person sees it.
     */
    static final int MOST_DOUBTS = 3;

    private static final Duration BETWEEN_TENDING = Duration.ofMinutes(1);
    /** Longer than any server may take over one message: whoever had it in the air is dead. */
    private static final Duration LONGEST_IN_THE_AIR = Duration.ofMinutes(15);

    private final Jdbi jdbi;
    /** Condition: something is left to do without a person; {@code sending} is, for a run may have died in it. */
    private final String toDo;

    private final int mostDoubts;

    /** @param resendInDoubt whether what is in doubt is sent again, or waits for a person */
    Ledger(Jdbi jdbi, boolean resendInDoubt) {
        this.jdbi = jdbi;
        this.mostDoubts = resendInDoubt ? MOST_DOUBTS : 0;
        this.toDo =
                "(state IN ('pending', 'sending', 'deferred') OR state = 'in_doubt' AND doubts < " + mostDoubts + ")";
    }

    /**
     * Makes the caller the only holder of the shard. What an earlier holder had begun and not settled is in doubt from
     * here on: those rows, and no others.
     *
     * @return the epoch under which the caller may write
     */
    long take(ShardRef shard, Instant now) {
        return jdbi.inTransaction(handle -> {
            handle.execute(
                    "UPDATE shard SET epoch = epoch + 1, settled = FALSE WHERE edition_id = ? AND number = ?",
                    shard.editionId(),
                    shard.number());
            long epoch = handle.select(
                            "SELECT epoch FROM shard WHERE edition_id = ? AND number = ?",
                            shard.editionId(),
                            shard.number())
                    .mapTo(long.class)
                    .one();
            doubt(handle, shard, epoch, now);
            return epoch;
        });
    }

    private static void doubt(Handle handle, ShardRef shard, long epoch, Instant now) {
        String reason = "the sender stopped before it could save the server's answer";
        handle.execute("""
                INSERT INTO attempt (delivery_id, at, epoch, outcome, reason)
                SELECT id, ?, ?, 'in_doubt', ? FROM delivery WHERE edition_id = ? AND shard = ? AND state = 'sending'
                """, now, epoch, reason, shard.editionId(), shard.number());
        handle.execute("""
                UPDATE delivery SET state = 'in_doubt', reason = ?, doubts = doubts + 1, next_try_at = NULL, changed_at = ?
                WHERE edition_id = ? AND shard = ? AND state = 'sending'
                """, reason, now, shard.editionId(), shard.number());
        // Whoever was erased meanwhile is owed nothing, and would keep the edition from ever being sent.
        handle.execute("""
                UPDATE delivery SET state = 'skipped', reason = 'was erased', changed_at = ?
                WHERE edition_id = ? AND shard = ? AND state = 'in_doubt'
                  AND NOT EXISTS (SELECT 1 FROM subscriber s WHERE s.id = delivery.subscriber_id)
                """, now, shard.editionId(), shard.number());
    }

    /** What a run can do now, in the order of the rows, at most {@code limit} of them. */
    List<Candidate> due(ShardRef shard, Instant now, int limit) {
        return jdbi.withHandle(handle -> {
            Map<Long, Set<String>> optOuts = optOuts(handle, shard);
            Instant notBefore = notBefore(handle, shard).orElse(null);
            return handle.createQuery(DUE)
                    .bind("edition", shard.editionId())
                    .bind("shard", shard.number())
                    .bind("most", mostDoubts)
                    .bind("now", now)
                    .bind("limit", limit)
                    .map((row, context) -> candidate(row, optOuts, notBefore))
                    .list();
        });
    }

    private static Map<Long, Set<String>> optOuts(Handle handle, ShardRef shard) {
        Map<Long, Set<String>> topics = new HashMap<>();
        handle.select("""
                        SELECT o.subscriber_id, o.topic
                        FROM topic_opt_out o
                        JOIN edition e ON e.list_id = o.list_id
                        JOIN delivery d ON d.edition_id = e.id AND d.subscriber_id = o.subscriber_id
                        WHERE d.edition_id = ? AND d.shard = ?
                        """, shard.editionId(), shard.number())
                .map((row, context) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(entry -> topics.computeIfAbsent(entry.getKey(), id -> new HashSet<>())
                        .add(entry.getValue()));
        return topics;
    }

    private static Candidate candidate(ResultSet row, Map<Long, Set<String>> optOuts, @Nullable Instant notBefore)
            throws SQLException {
        OffsetDateTime firstTry = row.getObject("first_try_at", OffsetDateTime.class);
        long subscriber = row.getLong("subscriber_id");
        return new Candidate(
                row.getLong("id"),
                subscriber,
                new MailAddress(row.getString("address"), row.getString("name")),
                row.getString("first_name"),
                row.getString("locale"), // null where nobody said
                Set.copyOf(optOuts.getOrDefault(subscriber, Set.of())),
                row.getInt("tries"),
                firstTry == null ? null : firstTry.toInstant(),
                notBefore);
    }

    /** Why a delivery may not be begun, in words; null when nothing about the recipient forbids it. */
    @Nullable
    String objection(long delivery) {
        return jdbi.withHandle(handle -> handle.select("""
                        SELECT (SELECT %s FROM subscriber s WHERE s.id = d.subscriber_id) AS suppressed,
                               (SELECT max(n.state) FROM subscription n
                                WHERE n.list_id = e.list_id AND n.subscriber_id = d.subscriber_id) AS subscription
                        FROM delivery d JOIN edition e ON e.id = d.edition_id WHERE d.id = ?
                        """.formatted(Suppressions.REASON_OF_S), delivery)
                .map((row, context) -> Optional.ofNullable(objection(row)))
                .findOne()
                .flatMap(reason -> reason)
                .orElse(null));
    }

    private static @Nullable String objection(ResultSet row) throws SQLException {
        if (row.getString("suppressed") != null) {
            return "suppressed: " + row.getString("suppressed");
        }
        String subscription = row.getString("subscription");
        return "confirmed".equals(subscription) ? null : subscription == null ? "left the list" : subscription;
    }

    /** Lets deliveries that are due rest without costing them a try; changes nothing under an older epoch. */
    void rest(ShardRef shard, long epoch, List<Long> deliveries, Instant until, String reason, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE delivery
                        SET state = CASE WHEN state = 'pending' THEN 'deferred' ELSE state END,
                            reason = CASE WHEN state = 'in_doubt' THEN reason ELSE :reason END,
                            next_try_at = :until, changed_at = :now
                        WHERE id IN (<ids>) AND state IN ('pending', 'deferred', 'in_doubt')
                          AND EXISTS (SELECT 1 FROM shard WHERE edition_id = :edition AND number = :shard AND epoch = :epoch)
                        """)
                .bindList("ids", deliveries)
                .bind("reason", reason)
                .bind("until", until)
                .bind("now", now)
                .bind("edition", shard.editionId())
                .bind("shard", shard.number())
                .bind("epoch", epoch)
                .execute());
    }

    /**
     * When the shard next has work; empty when all of it is settled or waits for a person, which is noted of the shard, so
     * that nobody has to look through its deliveries again.
     */
    Optional<Instant> nextWork(ShardRef shard, Instant now) {
        return jdbi.inTransaction(handle -> {
            // Held until the note is made: a person who lets the edition go on comes before it or after.
            handle.select(
                            "SELECT epoch FROM shard WHERE edition_id = ? AND number = ? FOR UPDATE",
                            shard.editionId(),
                            shard.number())
                    .mapTo(long.class)
                    .one();
            Optional<Instant> next = earliest(handle, shard, now);
            if (next.isEmpty()) {
                handle.execute(
                        "UPDATE shard SET settled = TRUE WHERE edition_id = ? AND number = ?",
                        shard.editionId(),
                        shard.number());
            }
            return next;
        });
    }

    private Optional<Instant> earliest(Handle handle, ShardRef shard, Instant now) {
        return handle.createQuery("SELECT min(COALESCE(next_try_at, :now)) FROM delivery"
                        + " WHERE edition_id = :edition AND shard = :shard AND " + toDo)
                .bind("now", now)
                .bind("edition", shard.editionId())
                .bind("shard", shard.number())
                .map((row, context) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .one();
    }

    /** When the shard may begin; empty for at once. */
    Optional<Instant> notBefore(ShardRef shard) {
        return jdbi.withHandle(handle -> notBefore(handle, shard));
    }

    private static Optional<Instant> notBefore(Handle handle, ShardRef shard) {
        return handle.select(
                        "SELECT not_before FROM shard WHERE edition_id = ? AND number = ?",
                        shard.editionId(),
                        shard.number())
                .map((row, context) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .one();
    }

    /** Whether a shard with something left to do could have begun by then. */
    boolean hasBeenDueSince(long editionId, Instant then) {
        return jdbi.withHandle(
                handle -> handle.select("""
                                SELECT count(*) FROM shard
                                WHERE edition_id = ? AND NOT settled AND (not_before IS NULL OR not_before < ?)
                                """, editionId, then).mapTo(int.class).one() > 0);
    }

    /** The shards of editions under way that may have something left to do, and may begin by then. */
    List<ShardRef> unfinished(Instant then) {
        return jdbi.withHandle(handle -> handle.select("""
                        SELECT edition_id, number FROM shard
                        WHERE NOT settled AND edition_id IN (SELECT id FROM edition WHERE state = 'sending')
                          AND (not_before IS NULL OR not_before <= ?)
                        ORDER BY edition_id, number
                        """, then)
                .map((row, context) -> new ShardRef(row.getLong(1), row.getInt(2)))
                .list());
    }

    /** Marks the edition as sent when nothing of it is left to do without a person; does nothing otherwise. */
    void finish(long editionId, Instant now) {
        if (isSettled(editionId)) {
            jdbi.useTransaction(handle -> finish(handle, editionId, now));
        }
    }

    private static void finish(Handle handle, long editionId, Instant now) {
        // Locked before the shards are looked at: whoever owes the edition again has done so by then, or waits.
        handle.select("SELECT id FROM edition WHERE id = ? FOR UPDATE", editionId)
                .mapTo(long.class)
                .one();
        handle.execute(
                "UPDATE edition SET state = 'sent', finished_at = ?, trouble = NULL WHERE id = ? AND state = 'sending'"
                        + " AND NOT EXISTS (SELECT 1 FROM shard WHERE edition_id = edition.id AND NOT settled)",
                now,
                editionId);
    }

    private boolean isSettled(long editionId) {
        return jdbi.withHandle(
                handle -> handle.select("SELECT count(*) FROM shard WHERE edition_id = ? AND NOT settled", editionId)
                                .mapTo(int.class)
                                .one()
                        == 0);
    }

    /** Of what the server answered since a person last let the edition go on. */
    record Answers(int answered, int refused) {}

    Answers answers(long editionId) {
        return jdbi.withHandle(handle -> handle.select(
                        "SELECT COALESCE(sum(answered), 0), COALESCE(sum(refused), 0) FROM shard WHERE edition_id = ?",
                        editionId)
                .map((row, context) -> new Answers(row.getInt(1), row.getInt(2)))
                .one());
    }

    /**
     * Notes that a process looks after the editions under way. One that nobody has looked after since {@code late}, though
     * something of it was due, is left alone: it waits for a person.
     */
    void tend(Instant now, Instant late) {
        jdbi.useHandle(handle -> handle.execute("""
                UPDATE edition SET tended_at = ? WHERE state = 'sending' AND tended_at < ?
                  AND (tended_at >= ?
                       OR NOT EXISTS (SELECT 1 FROM shard h WHERE h.edition_id = edition.id AND NOT h.settled
                                      AND (h.not_before IS NULL OR h.not_before < ?)))
                """, now, now.minus(BETWEEN_TENDING), late, late));
    }

    /** Ends what is left of cancelled editions, and of runs that died in an edition that nobody delivers any more. */
    void tidy(Instant now) {
        jdbi.useTransaction(handle -> Control.sweep(handle, now));
        left("changed_at < ?", now.minus(LONGEST_IN_THE_AIR)).forEach(shard -> take(shard, now));
    }

    /** What an edition that is not being sent has in the air is in doubt: no run lives that could still answer for it. */
    void settle(long editionId, Instant now) {
        left("edition_id = ?", editionId).forEach(shard -> take(shard, now));
    }

    private List<ShardRef> left(String condition, Object value) {
        return jdbi.withHandle(handle -> handle.select("""
                        SELECT DISTINCT edition_id, shard FROM delivery
                        WHERE state = 'sending'
                          AND edition_id IN (SELECT id FROM edition WHERE state IN ('paused', 'held', 'cancelled'))
                          AND\s""" + condition, value)
                .map((row, context) -> new ShardRef(row.getLong(1), row.getInt(2)))
                .list());
    }
}
