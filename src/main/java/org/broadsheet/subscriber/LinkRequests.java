package org.broadsheet.subscriber;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

    private final Database database;
    private final AddressHashes hashes;
    private final Clock clock;

    public LinkRequests(Database database, AddressHashes hashes, Clock clock) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** @param newAddress null for a link to the subscriber's own */
    public void ask(long subscriberId, LinkTokens.Use use, @Nullable MailAddress newAddress) {
        Instant now = clock.instant();
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        """
                        INSERT INTO link_request (subscriber_id, purpose, address, state, created_at, changed_at)
                        VALUES (?, ?, ?, 'asked', ?, ?)
                        """, subscriberId, use.word(), newAddress == null ? null : newAddress.address(), now, now));
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
                .filter(state -> !state.equals("used"))
                .isPresent();
    }

    /** True for one caller. */
    public boolean use(LinkRequest request) {
        return database.jdbi().withHandle(handle -> use(handle, request));
    }

    private boolean use(Handle handle, LinkRequest request) {
        return handle.execute(
                        "UPDATE link_request SET state = 'used', changed_at = ? WHERE id = ? AND state <> 'used'",
                        clock.instant(),
                        request.id())
                > 0;
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
            if (!use(handle, request)) {
                return Move.USED;
            }
            handle.execute(
                    "UPDATE subscriber SET address = ?, address_key = ?, address_hash = ?, updated_at = ? WHERE id = ?",
                    address.address(),
                    address.key(),
                    hashes.of(address),
                    clock.instant(),
                    request.subscriberId());
            return Move.DONE;
        });
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
