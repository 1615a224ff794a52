package org.broadsheet.subscriber;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Database;
import org.jdbi.v3.core.Handle;

/** Puts one person on a list, as whoever runs it says. Who has left, or must not be written to, is not brought back. */
public final class Enrolment {
    /** What became of it. */
    public enum Outcome {
        /** On the list now. */
        ADDED,
        /** Was on it and had not confirmed; does now. */
        CONFIRMED,
        /** Is on it already; nothing changed. */
        KNOWN,
        /** Has left it, and stays so. */
        LEFT,
        /** Must not be written to, and was not put on it. */
        SUPPRESSED
    }

    private final Database database;
    private final AddressHashes hashes;
    private final Clock clock;

    public Enrolment(Database database, AddressHashes hashes, Clock clock) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
    }

    /**
     * @param address with the name, which may be empty, for somebody who is new
     * @param evidence how we know
     * @param confirmed whether they have agreed to get mail; else they get none until they confirm
     */
    public Outcome enrol(MailAddress address, MailingList list, String evidence, boolean confirmed) {
        String words = Evidence.bounded(evidence);
        return database.jdbi().inTransaction(handle -> {
            if (isSuppressed(handle, address)) {
                return Outcome.SUPPRESSED;
            }
            long id = person(handle, address);
            int added = handle.execute(
                    "INSERT INTO subscription (subscriber_id, list_id, state, evidence, changed_at)"
                            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    id,
                    list.id(),
                    confirmed ? "confirmed" : "unconfirmed",
                    words,
                    clock.instant());
            return added > 0 ? Outcome.ADDED : known(handle, new SubscriptionRef(id, list.id()), words, confirmed);
        });
    }

    private Outcome known(Handle handle, SubscriptionRef ref, String evidence, boolean confirmed) {
        Instant now = clock.instant();
        if (confirmed
                && handle.execute(
                                "UPDATE subscription SET state = 'confirmed', evidence = ?, changed_at = ?"
                                        + " WHERE subscriber_id = ? AND list_id = ? AND state = 'unconfirmed'",
                                evidence,
                                now,
                                ref.subscriberId(),
                                ref.listId())
                        > 0) {
            return Outcome.CONFIRMED;
        }
        Optional<String> state = handle.select(
                        "SELECT state FROM subscription WHERE subscriber_id = ? AND list_id = ?",
                        ref.subscriberId(),
                        ref.listId())
                .mapTo(String.class)
                .findOne();
        return state.filter("unsubscribed"::equals).isPresent() ? Outcome.LEFT : Outcome.KNOWN;
    }

    private boolean isSuppressed(Handle handle, MailAddress address) {
        return handle.select(
                        "SELECT 1 FROM suppression WHERE address_hash = ? UNION ALL"
                                + " SELECT 1 FROM domain_suppression WHERE domain = ?",
                        hashes.of(address),
                        address.asciiDomain())
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }

    /** Who is known keeps what is known. */
    private long person(Handle handle, MailAddress address) {
        handle.createUpdate("""
                        INSERT INTO subscriber (address, address_key, address_hash, name, first_name, locale, zone, tags, attributes,
                                                created_at, updated_at)
                        VALUES (:address, :key, :hash, :name, '', NULL, NULL, '', '{}', :now, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("address", address.address())
                .bind("key", address.key())
                .bind("hash", hashes.of(address))
                .bind("name", address.name())
                .bind("now", clock.instant())
                .execute();
        return handle.select("SELECT id FROM subscriber WHERE address_key = ?", address.key())
                .mapTo(Long.class)
                .one();
    }
}
