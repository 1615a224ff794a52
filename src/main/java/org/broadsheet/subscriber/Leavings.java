package org.broadsheet.subscriber;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.broadsheet.store.Database;
import org.jdbi.v3.core.Handle;

/**
 * Leaving a list, and thinking better of it soon after: later the link of a mail, which may have been passed on, brings nobody
 * back. Thread-safe.
 */
public final class Leavings {
    /** How long somebody may think better of it. */
    public static final Duration GRACE = Duration.ofHours(24);
    /** Who undoes it on the page at once is not told of it by mail. */
    private static final Duration SECOND_THOUGHTS = Duration.ofMinutes(2);
    /** Later than this nobody is told any more. */
    private static final Duration NEWS = Duration.ofHours(1);

    private final Database database;
    private final Clock clock;

    public Leavings(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Takes the person off the list; saved when this returns. Repeating it changes nothing, and the first evidence stays.
     *
     * @return whether this call made the difference
     */
    public boolean leave(SubscriptionRef ref, String evidence) {
        Instant now = clock.instant();
        return database.jdbi().inTransaction(handle -> {
            Optional<String> consent = handle.select(
                            "SELECT evidence FROM subscription"
                                    + " WHERE subscriber_id = ? AND list_id = ? AND state = 'confirmed'",
                            ref.subscriberId(),
                            ref.listId())
                    .mapTo(String.class)
                    .findOne();
            int left = handle.execute("""
                    UPDATE subscription SET state = 'unsubscribed', evidence = ?, changed_at = ?
                    WHERE subscriber_id = ? AND list_id = ? AND state <> 'unsubscribed'
                    """, Evidence.bounded(evidence), now, ref.subscriberId(), ref.listId());
            if (left > 0 && consent.isPresent()) {
                forget(handle, ref);
                handle.execute("""
                        INSERT INTO leaving (subscriber_id, list_id, at, consent) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """, ref.subscriberId(), ref.listId(), now, consent.get());
            }
            return left > 0;
        });
    }

    /** Whether the person has just left and may think better of it. */
    public boolean mayReturn(SubscriptionRef ref) {
        return database.jdbi().withHandle(handle -> consent(handle, ref).isPresent());
    }

    /** All is as before. @return false when it is too late, or there is nothing to undo */
    public boolean undo(SubscriptionRef ref) {
        return database.jdbi().inTransaction(handle -> undo(handle, ref));
    }

    private boolean undo(Handle handle, SubscriptionRef ref) {
        Optional<String> consent = consent(handle, ref);
        consent.ifPresent(evidence -> {
            Consent.subscribe(handle, ref, evidence, clock.instant());
            forget(handle, ref);
        });
        return consent.isPresent();
    }

    /**
     * The person stays after all, for these topics only. Who is on the list chooses anew: the same link could take them off it
     * and do this, and whoever presses twice has stayed already.
     *
     * @param all topics that the list has
     * @return false when it is too late
     */
    public boolean stay(SubscriptionRef ref, Collection<String> all, Collection<String> wanted) {
        return database.jdbi().inTransaction(handle -> {
            boolean back = undo(handle, ref) || isOn(handle, ref);
            if (back) {
                OptOuts.save(handle, ref, all, wanted);
            }
            return back;
        });
    }

    /** Who has left when, and may be told so by mail. */
    public record Farewell(SubscriptionRef ref, Instant at) {}

    /**
     * Those who left one of these lists some minutes ago and did not come back: some of them, where there are many. What
     * could not be written within an hour is not owed any more.
     */
    public List<Farewell> farewells(Collection<Long> listIds) {
        if (listIds.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT v.subscriber_id, v.list_id, v.at FROM leaving v
                        JOIN subscription x ON x.subscriber_id = v.subscriber_id AND x.list_id = v.list_id
                        WHERE v.list_id IN (<lists>) AND v.told_at IS NULL AND v.at <= :before AND v.at > :after
                          AND x.state = 'unsubscribed'
                        ORDER BY v.at, v.subscriber_id FETCH FIRST 10 ROWS ONLY
                        """)
                        .bindList("lists", List.copyOf(listIds))
                        .bind("before", now.minus(SECOND_THOUGHTS))
                        .bind("after", now.minus(NEWS))
                        .map((row, context) -> new Farewell(
                                new SubscriptionRef(row.getLong(1), row.getLong(2)),
                                row.getObject(3, OffsetDateTime.class).toInstant()))
                        .list());
    }

    /** True for one caller, in whose transaction the goodbye is written; false for who is back. */
    public boolean tell(Handle handle, Farewell farewell) {
        return handle.execute(
                        """
                        UPDATE leaving SET told_at = ? WHERE subscriber_id = ? AND list_id = ? AND at = ? AND told_at IS NULL
                        """,
                        clock.instant(),
                        farewell.ref().subscriberId(),
                        farewell.ref().listId(),
                        farewell.at())
                > 0;
    }

    /** Keeps why somebody has just left. */
    public void reason(SubscriptionRef ref, String words) {
        String line = Evidence.bounded(words);
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE leaving SET reason = ? WHERE subscriber_id = ? AND list_id = ? AND at > ?",
                        line.isEmpty() ? null : line,
                        ref.subscriberId(),
                        ref.listId(),
                        clock.instant().minus(GRACE)));
    }

    /**
     * Somebody who left, without who it was.
     *
     * @param reason in their words; empty where they gave none
     */
    public record Left(Instant at, String reason) {}

    /** Those who left a list by themselves and have not come back, the latest first. */
    public List<Left> of(MailingList list) {
        return database.jdbi()
                .withHandle(handle -> handle.select("""
                        SELECT v.at, v.reason FROM leaving v
                        JOIN subscription x ON x.subscriber_id = v.subscriber_id AND x.list_id = v.list_id
                        WHERE v.list_id = ? AND x.state = 'unsubscribed' ORDER BY v.at DESC
                        """, list.id())
                        .map((row, context) -> new Left(
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                Objects.requireNonNullElse(row.getString("reason"), "")))
                        .list());
    }

    /** The lists that the person is on. */
    public List<MailingList> remaining(long subscriberId) {
        return database.jdbi()
                .withHandle(handle -> handle.select("""
                        SELECT l.id, l.name, l.title FROM mailing_list l JOIN subscription x ON x.list_id = l.id
                        WHERE x.subscriber_id = ? AND x.state = 'confirmed' ORDER BY l.title, l.id
                        """, subscriberId)
                        .map((row, context) -> new MailingList(row.getLong(1), row.getString(2), row.getString(3)))
                        .list());
    }

    /** The lists that the person has just left, and may come back to. */
    public List<MailingList> returnable(long subscriberId) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                """
                        SELECT l.id, l.name, l.title FROM leaving v JOIN mailing_list l ON l.id = v.list_id
                        JOIN subscription x ON x.subscriber_id = v.subscriber_id AND x.list_id = v.list_id
                        WHERE v.subscriber_id = ? AND v.at > ? AND x.state = 'unsubscribed' ORDER BY l.title, l.id
                        """, subscriberId, clock.instant().minus(GRACE))
                        .map((row, context) -> new MailingList(row.getLong(1), row.getString(2), row.getString(3)))
                        .list());
    }

    private Optional<String> consent(Handle handle, SubscriptionRef ref) {
        return handle.select(
                        """
                        SELECT v.consent FROM leaving v
                        JOIN subscription x ON x.subscriber_id = v.subscriber_id AND x.list_id = v.list_id
                        WHERE v.subscriber_id = ? AND v.list_id = ? AND v.at > ? AND x.state = 'unsubscribed'
                        """, ref.subscriberId(), ref.listId(), clock.instant().minus(GRACE))
                .mapTo(String.class)
                .findOne();
    }

    private static boolean isOn(Handle handle, SubscriptionRef ref) {
        return handle.select(
                        "SELECT 1 FROM subscription WHERE subscriber_id = ? AND list_id = ? AND state = 'confirmed'",
                        ref.subscriberId(),
                        ref.listId())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private static void forget(Handle handle, SubscriptionRef ref) {
        handle.execute("DELETE FROM leaving WHERE subscriber_id = ? AND list_id = ?", ref.subscriberId(), ref.listId());
    }
}
