package org.broadsheet.subscriber;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Database;
import org.broadsheet.store.Word;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The addresses and domains that must not be written to. Addresses are kept as keyed hashes: whoever was forgotten is known
 * again only by somebody who names the address. Thread-safe.
 */
public final class Suppressions {
    private static final String DOMAIN_OF_S = "SUBSTRING(s.address_key FROM POSITION('@' IN s.address_key) + 1)";

    /** Why nobody may write to the row {@code s} of subscribers, as a value of SQL; null when nothing forbids it. */
    public static final String REASON_OF_S = "COALESCE("
            + "(SELECT p.reason FROM suppression p WHERE p.address_hash = s.address_hash),"
            + " (SELECT q.reason FROM domain_suppression q WHERE q.domain = " + DOMAIN_OF_S + "))";

    /** A condition of SQL: nothing forbids writing to the row {@code s} of subscribers. */
    public static final String NONE_OF_S =
            "NOT EXISTS (SELECT 1 FROM suppression p WHERE p.address_hash = s.address_hash)"
                    + " AND NOT EXISTS (SELECT 1 FROM domain_suppression q WHERE q.domain = " + DOMAIN_OF_S + ")";

    private static final int FETCH = 1000;

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

        /** As it is written on the command line and in files. */
        public String word() {
            return Word.of(this);
        }

        public static Optional<Reason> of(String word) {
            return Arrays.stream(values())
                    .filter(reason -> reason.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /**
     * One that is kept. Exactly one of hash and domain is not null.
     *
     * @param hash of the address, in hex
     * @param address null but for somebody who is still known
     */
    public record Entry(
            @Nullable String hash,
            @Nullable String address,
            @Nullable String domain,
            Reason reason,
            String evidence,
            Instant at) {}

    private final Database database;
    private final AddressHashes hashes;
    private final Clock clock;

    public Suppressions(Database database, AddressHashes hashes, Clock clock) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** The first reason stays: adding an address again changes nothing. @return whether it was new */
    public boolean add(MailAddress address, Reason reason, String evidence) {
        return addHash(hashes.of(address), reason, evidence, clock.instant());
    }

    /** @param hash as {@link AddressHashes} made it in this workspace */
    boolean addHash(String hash, Reason reason, String evidence, Instant at) {
        return database.jdbi()
                        .withHandle(handle -> handle.execute("""
                                INSERT INTO suppression (address_hash, reason, evidence, at) VALUES (?, ?, ?, ?)
                                ON CONFLICT DO NOTHING
                                """, hash, reason.word(), Evidence.bounded(evidence), at))
                > 0;
    }

    /** Likewise. @param domain as {@link MailAddress#asciiDomain} gives it; its sub-domains are not meant */
    public boolean addDomain(String domain, Reason reason, String evidence) {
        return addDomain(domain, reason, evidence, clock.instant());
    }

    boolean addDomain(String domain, Reason reason, String evidence, Instant at) {
        return database.jdbi()
                        .withHandle(
                                handle -> handle.execute("""
                                INSERT INTO domain_suppression (domain, reason, evidence, at) VALUES (?, ?, ?, ?)
                                ON CONFLICT DO NOTHING
                                """, domain, reason.word(), Evidence.bounded(evidence), at))
                > 0;
    }

    /** The address may be written to again, where nothing else forbids it. @return whether it was suppressed itself */
    public boolean remove(MailAddress address) {
        return removed("DELETE FROM suppression WHERE address_hash = ?", hashes.of(address));
    }

    public boolean removeDomain(String domain) {
        return removed("DELETE FROM domain_suppression WHERE domain = ?", domain);
    }

    private boolean removed(String sql, String key) {
        return database.jdbi().withHandle(handle -> handle.execute(sql, key)) > 0;
    }

    public boolean contains(MailAddress address) {
        return reason(address).isPresent();
    }

    /** Why the address must not be written to, itself or because of its domain. */
    public Optional<Reason> reason(MailAddress address) {
        return find(address).map(Entry::reason);
    }

    /** What forbids writing to the address: its own entry, or that of its domain. */
    public Optional<Entry> find(MailAddress address) {
        return database.jdbi()
                .withHandle(handle -> handle.select("""
                                SELECT address_hash, NULL AS address, NULL AS domain, reason, evidence, at
                                FROM suppression WHERE address_hash = ?
                                """, hashes.of(address))
                        .map((row, context) -> read(row))
                        .findOne()
                        .or(() -> domain(handle, address.asciiDomain())));
    }

    /** The entry of a domain. */
    public Optional<Entry> find(String domain) {
        return database.jdbi().withHandle(handle -> domain(handle, domain));
    }

    private static Optional<Entry> domain(Handle handle, String domain) {
        return handle.select("""
                        SELECT NULL AS address_hash, NULL AS address, domain, reason, evidence, at
                        FROM domain_suppression WHERE domain = ?
                        """, domain).map((row, context) -> read(row)).findOne();
    }

    /** What servers said of addresses, and might name them, is kept for some time; that they are suppressed, and why, stays. */
    public void dropReplies(Duration kept) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE suppression SET evidence = ''"
                                + " WHERE reason IN ('bounced', 'complained') AND at < ? AND evidence <> ''",
                        clock.instant().minus(kept)));
    }

    public long count() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT (SELECT count(*) FROM suppression) + (SELECT count(*) FROM domain_suppression)")
                        .mapTo(Long.class)
                        .one());
    }

    /** All of them, domains first, then the oldest. */
    public void forEach(Consumer<Entry> consumer) {
        database.jdbi()
                .useTransaction(
                        handle -> { // PostgreSQL streams rows only inside one
                            try (Stream<Entry> entries =
                                    handle
                                            .createQuery("""
                            SELECT NULL AS address_hash, NULL AS address, domain, reason, evidence, at, 0 AS place
                            FROM domain_suppression
                            UNION ALL
                            SELECT p.address_hash, s.address, NULL, p.reason, p.evidence, p.at, 1
                            FROM suppression p LEFT JOIN subscriber s ON s.address_hash = p.address_hash
                            ORDER BY place, at, domain, address_hash
                            """)
                                            .setFetchSize(FETCH)
                                            .map((row, context) -> read(row))
                                            .stream()) {
                                for (Iterator<Entry> entry = entries.iterator(); entry.hasNext(); ) {
                                    consumer.accept(entry.next());
                                }
                            }
                        });
    }

    private static Entry read(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("address_hash"),
                row.getString("address"),
                row.getString("domain"),
                Word.read(Reason.class, row.getString("reason")),
                row.getString("evidence"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
