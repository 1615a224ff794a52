package org.broadsheet.subscriber;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Database;
import org.jdbi.v3.core.Handle;

/**
 * Forgets people, each all of it or nothing. What stays is that the address must not be written to, as a keyed hash, and how
 * many each edition was sent to. Thread-safe.
 */
public final class Erasure {
    private final Database database;
    private final AddressHashes hashes;
    private final Clock clock;
    private final Elsewhere elsewhere;

    public Erasure(Database database, AddressHashes hashes, Clock clock, Elsewhere elsewhere) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
        this.elsewhere = elsewhere;
    }

    /** What holds addresses besides the database. */
    public interface Elsewhere {
        /**
         * Repeating it does no harm.
         *
         * @return how many files or rows of files are gone
         * @throws IOException when there may be more; then nothing is erased from the database either
         */
        int forget(MailAddress address) throws IOException;
    }

    public static final Elsewhere NOWHERE = address -> 0;

    /** What there was of somebody. @param files files, or rows of files */
    public record Found(boolean subscriber, int signUps, int notices, int deliveries, int files) {
        public boolean isNothing() {
            return !subscriber && signUps == 0 && notices == 0 && files == 0;
        }
    }

    /** @param evidence why, without the address; @return false when nobody has that number */
    public boolean erase(long subscriberId, String evidence) {
        Optional<MailAddress> address = database.jdbi()
                .withHandle(handle -> handle.select("SELECT address FROM subscriber WHERE id = ?", subscriberId)
                        .map((row, context) -> new MailAddress(row.getString(1), ""))
                        .findOne());
        address.ifPresent(known -> forget(known, evidence));
        return address.isPresent();
    }

    /**
     * Whether the address is a subscriber's, has only been asked for by a form, or is not known at all.
     *
     * @param evidence why, without the address
     * @throws UncheckedIOException when a file that holds the address could not be changed; do it again then
     */
    public Found forget(MailAddress address, String evidence) {
        int files;
        try {
            files = elsewhere.forget(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return database.jdbi().inTransaction(handle -> forget(handle, address, evidence, files));
    }

    private Found forget(Handle handle, MailAddress address, String evidence, int files) {
        Instant now = clock.instant();
        String hash = hashes.of(address);
        suppress(handle, hash, evidence, now);
        int signUps = handle.execute("DELETE FROM sign_up WHERE address_hash = ?", hash);
        int notices = handle.execute(
                "DELETE FROM notice WHERE address_hash = ? OR LOWER(recipient) IN (?, ?)",
                hash,
                address.key(),
                address.address().toLowerCase(java.util.Locale.ROOT));
        moves(handle, address);
        Optional<Long> subscriber = handle.select("SELECT id FROM subscriber WHERE address_key = ?", address.key())
                .mapTo(Long.class)
                .findOne();
        int deliveries = subscriber.map(id -> erase(handle, id, now)).orElse(0);
        return new Found(subscriber.isPresent(), signUps, notices, deliveries, files);
    }

    /** What was known of an earlier reason, a server's words perhaps, goes too. */
    private static void suppress(Handle handle, String hash, String evidence, Instant now) {
        String reason = Suppressions.Reason.FORGOTTEN.word();
        String line = Evidence.bounded(evidence);
        int updated = handle.execute(
                "UPDATE suppression SET reason = ?, evidence = ?, at = ? WHERE address_hash = ?",
                reason,
                line,
                now,
                hash);
        if (updated == 0) {
            handle.execute(
                    "INSERT INTO suppression (address_hash, reason, evidence, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    hash,
                    reason,
                    line,
                    now);
        }
    }

    /** Somebody else may have asked to move to this address. */
    private static void moves(Handle handle, MailAddress address) {
        List<Long> ids = handle.select("SELECT id, address FROM link_request WHERE address IS NOT NULL")
                .map((row, context) ->
                        new MailAddress(row.getString(2), "").key().equals(address.key()) ? row.getLong(1) : 0)
                .list();
        ids.stream().filter(id -> id > 0).forEach(id -> handle.execute("DELETE FROM link_request WHERE id = ?", id));
    }

    private static int erase(Handle handle, long subscriberId, Instant now) {
        handle.execute(
                "UPDATE attempt SET reason = NULL, reply_text = NULL"
                        + " WHERE delivery_id IN (SELECT id FROM delivery WHERE subscriber_id = ?)",
                subscriberId);
        int deliveries = handle.execute(
                "UPDATE delivery SET reason = NULL, reply_text = NULL WHERE subscriber_id = ?", subscriberId);
        // What is owed to nobody would keep its edition from ever being sent.
        handle.execute("""
                UPDATE delivery SET state = 'skipped', reason = 'was erased', next_try_at = NULL, changed_at = ?
                WHERE subscriber_id = ? AND state IN ('pending', 'deferred', 'in_doubt')
                """, now, subscriberId);
        handle.execute("DELETE FROM subscriber WHERE id = ?", subscriberId);
        return deliveries;
    }

    /** The files that imports have read, and those of rejected rows that they wrote; some may be gone. */
    public record ImportFiles(List<Path> read, List<Path> rejected) {}

    public static ImportFiles importFiles(Database database) {
        return database.jdbi()
                .withHandle(handle -> new ImportFiles(
                        paths(handle, "SELECT DISTINCT file FROM import_run ORDER BY file"),
                        paths(
                                handle,
                                "SELECT DISTINCT rejected_file FROM import_run WHERE rejected_file IS NOT NULL"
                                        + " ORDER BY rejected_file")));
    }

    private static List<Path> paths(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(String.class).map(Path::of).list();
    }
}
