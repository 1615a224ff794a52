package org.broadsheet.subscriber;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Database;

/** The addresses that must not be written to, kept as keyed hashes. */
public final class Suppressions {
    /** Why nobody may write there. */
    public enum Reason {
        /** The mailbox refuses mail for good. */
        BOUNCED,
        /** The person reported the mail as unwanted. */
        COMPLAINED,
        /** The person asked to be forgotten. */
        FORGOTTEN,
        /** Somebody who runs the list said so. */
        BLOCKED;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Database database;
    private final AddressHashes hashes;
    private final Clock clock;

    public Suppressions(Database database, AddressHashes hashes, Clock clock) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** The first reason stays: adding an address again changes nothing. */
    public void add(MailAddress address, Reason reason, String evidence) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                                INSERT INTO suppression (address_hash, reason, evidence, at)
                                VALUES (:hash, :reason, :evidence, :at)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("hash", hashes.of(address))
                        .bind("reason", reason.column())
                        .bind("evidence", Evidence.bounded(evidence))
                        .bind("at", clock.instant())
                        .execute());
    }

    public boolean contains(MailAddress address) {
        return reason(address).isPresent();
    }

    public Optional<Reason> reason(MailAddress address) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT reason FROM suppression WHERE address_hash = :hash")
                        .bind("hash", hashes.of(address))
                        .mapTo(String.class)
                        .findOne())
                .map(column -> Reason.valueOf(column.toUpperCase(Locale.ROOT)));
    }
}
