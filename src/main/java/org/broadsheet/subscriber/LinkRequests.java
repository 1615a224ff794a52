package org.broadsheet.subscriber;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Database;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Links that subscribers asked to have mailed; each works once. Thread-safe, among processes too. */
public final class LinkRequests {
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration DAY = Duration.ofHours(24);
    /** For one subscriber in a day; links to new addresses are counted by themselves. */
    static final int MOST_A_DAY = 3;

    private final Database database;
    private final AddressHashes hashes;
    private final Clock clock;

    public LinkRequests(Database database, AddressHashes hashes, Clock clock) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
    }

    /**
     * Asks for a link. One to a new address takes the place of those to others: a slip is no key to somebody's subscription.
     *
     * @param newAddress null for a link to the subscriber's own
     * @return empty when it is on its way; else when there is room for it again
     */
    public Optional<Instant> ask(long subscriberId, LinkTokens.Use use, @Nullable MailAddress newAddress) {
        Instant now = clock.instant();
        return database.jdbi().inTransaction(handle -> {
            // One at a time: two who count at once would both find room for the last one.
            handle.select("SELECT id FROM subscriber WHERE id = ? FOR UPDATE", subscriberId)
                    .mapTo(Long.class)
                    .list();
            List<Instant> before = before(handle, subscriberId, use, now.minus(DAY));
            if (before.size() >= MOST_A_DAY) {
                return Optional.of(before.get(before.size() - MOST_A_DAY).plus(DAY));
            }
            if (use == LinkTokens.Use.NEW_ADDRESS) {
                end(handle, subscriberId, use, now);
            }
            handle.execute("""
                    INSERT INTO link_request (subscriber_id, purpose, address, state, created_at, changed_at)
                    VALUES (?, ?, ?, 'asked', ?, ?)
                    """, subscriberId, use.word(), newAddress == null ? null : newAddress.address(), now, now);
            return Optional.empty();
        });
    }

    private static List<Instant> before(Handle handle, long subscriberId, LinkTokens.Use use, Instant since) {
        String same = use == LinkTokens.Use.NEW_ADDRESS ? "=" : "<>";
        return handle.select(
                        "SELECT created_at FROM link_request WHERE subscriber_id = ? AND created_at > ? AND purpose "
                                + same + " ? ORDER BY created_at",
                        subscriberId,
                        since,
                        LinkTokens.Use.NEW_ADDRESS.word())
                .map((row, context) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .list();
    }

    /** Whatever was mailed for this use opens nothing any more. */
    private static void end(Handle handle, long subscriberId, LinkTokens.Use use, Instant now) {
        handle.execute(
                "UPDATE link_request SET state = 'used', changed_at = ?"
                        + " WHERE subscriber_id = ? AND purpose = ? AND state NOT IN ('used', 'moved')",
                now,
                subscriberId,
                use.word());
    }

    /** Whoever reads the address that somebody has left must not act for them with what was mailed there. */
    private static void endAll(Handle handle, long subscriberId, Instant now) {
        handle.execute(
                "UPDATE link_request SET state = 'used', address = NULL, changed_at = ?"
                        + " WHERE subscriber_id = ? AND state NOT IN ('used', 'moved')",
                now,
                subscriberId);
    }

    /** Takes the one that was asked first; nobody else gets it meanwhile. */
    public Optional<LinkRequest> take() {
        Instant now = clock.instant();
        Instant dead = now.minus(LONGEST_LOOK);
        return database.jdbi().inTransaction(handle -> {
            List<Long> ids = handle.select("""
                            SELECT id FROM link_request WHERE state = 'asked' OR state = 'taken' AND changed_at < ?
                            ORDER BY changed_at, id FETCH FIRST 10 ROWS ONLY
                            """, dead).mapTo(Long.class).list();
            for (long id : ids) {
                int taken = handle.execute(
                        "UPDATE link_request SET state = 'taken', changed_at = ?"
                                + " WHERE id = ? AND (state = 'asked' OR state = 'taken' AND changed_at < ?)",
                        now,
                        id,
                        dead);
                if (taken > 0) {
                    return find(handle, id);
                }
            }
            return Optional.empty();
        });
    }

    /** What was taken is not written to. */
    public void refuse(LinkRequest request) {
        database.jdbi().useHandle(handle -> settle(handle, request, false));
    }

    /**
     * What was taken has been written to, or is not to be.
     *
     * @param handle in the transaction in which it is written
     * @return false when somebody else has done so meanwhile
     */
    public boolean settle(Handle handle, LinkRequest request, boolean mailed) {
        return handle.execute(
                        "UPDATE link_request SET state = ?, changed_at = ? WHERE id = ? AND state = 'taken'",
                        mailed ? "mailed" : "refused",
                        clock.instant(),
                        request.id())
                > 0;
    }

    /** One whose link has not been used; empty for one for another use. */
    public Optional<LinkRequest> find(LinkTokens.Use use, long id) {
        return database.jdbi()
                .withHandle(handle -> find(handle, id).filter(request -> request.use() == use && isOpen(handle, id)));
    }

    private static boolean isOpen(Handle handle, long id) {
        return handle.select("SELECT state FROM link_request WHERE id = ?", id)
                .mapTo(String.class)
                .findOne()
                .filter(state -> !state.equals("used") && !state.equals("moved"))
                .isPresent();
    }

    /** How a move to a new address ended. */
    public enum Move {
        DONE,
        /** The link was used before. */
        USED,
        /** Somebody has that address already. */
        TAKEN
    }

    /** Moves the subscriber to the new address, with all lists and topics. */
    public Move move(LinkRequest request) {
        MailAddress address = request.newAddress();
        if (address == null) {
            throw new IllegalArgumentException("request " + request.id() + " names no address");
        }
        return database.jdbi().inTransaction(handle -> {
            boolean taken = handle.select(
                                    "SELECT count(*) FROM subscriber WHERE address_key = ? AND id <> ?",
                                    address.key(),
                                    request.subscriberId())
                            .mapTo(Integer.class)
                            .one()
                    > 0;
            if (taken) {
                return Move.TAKEN;
            }
            Instant now = clock.instant();
            // The row keeps the old address until it was told.
            int used = handle.execute("""
                    UPDATE link_request SET state = 'moved', changed_at = ?,
                                            address = (SELECT address FROM subscriber WHERE id = subscriber_id)
                    WHERE id = ? AND state NOT IN ('used', 'moved')
                    """, now, request.id());
            if (used == 0) {
                return Move.USED;
            }
            endAll(handle, request.subscriberId(), now);
            takeAlong(handle, request.subscriberId(), address);
            handle.execute(
                    "UPDATE subscriber SET address = ?, address_key = ?, address_hash = ?, updated_at = ? WHERE id = ?",
                    address.address(),
                    address.key(),
                    hashes.of(address),
                    now,
                    request.subscriberId());
            return Move.DONE;
        });
    }

    /** Somebody who has moved. @param id of the request; @param from the address before */
    public record Moved(long id, long subscriberId, MailAddress from) {}

    /** Those whose old address is to be told of it: some of them, where there are many. */
    public List<Moved> moved() {
        return database.jdbi()
                .withHandle(handle -> handle.select("""
                        SELECT id, subscriber_id, address FROM link_request WHERE state = 'moved'
                        ORDER BY changed_at, id FETCH FIRST 10 ROWS ONLY
                        """)
                        .map((row, context) ->
                                new Moved(row.getLong(1), row.getLong(2), new MailAddress(row.getString(3), "")))
                        .list());
    }

    /** True for one caller, in whose transaction the old address is written to. */
    public boolean tell(Handle handle, Moved moved) {
        return handle.execute(
                        "UPDATE link_request SET state = 'used', address = NULL, changed_at = ? WHERE id = ? AND state = 'moved'",
                        clock.instant(),
                        moved.id())
                > 0;
    }

    /** What is kept by the old address would be found neither when the person asks for it nor when they are erased. */
    private void takeAlong(Handle handle, long subscriberId, MailAddress to) {
        String old = handle.select("SELECT address_hash FROM subscriber WHERE id = ?", subscriberId)
                .mapTo(String.class)
                .one();
        handle.execute(
                "UPDATE sign_up SET address = ?, address_hash = ? WHERE address_hash = ?",
                to.address(),
                hashes.of(to),
                old);
        handle.execute("UPDATE notice SET address_hash = ? WHERE address_hash = ?", hashes.of(to), old);
    }

    /** Drops what is old. */
    public void tidy() {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "DELETE FROM link_request WHERE changed_at < ?",
                        clock.instant().minus(KEPT)));
    }

    private static Optional<LinkRequest> find(Handle handle, long id) {
        return handle.select("SELECT id, subscriber_id, purpose, address FROM link_request WHERE id = ?", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    private static LinkRequest read(ResultSet row) throws SQLException {
        String address = row.getString("address"); // null for the subscriber's own
        return new LinkRequest(
                row.getLong("id"),
                row.getLong("subscriber_id"),
                LinkTokens.Use.of(row.getString("purpose")),
                address == null ? null : new MailAddress(address, ""));
    }
}
