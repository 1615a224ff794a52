package org.broadsheet.store;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * The secret keys of a workspace: 32 random bytes each, made when first asked for and kept in the database. Processes
 * that ask for a new key at the same moment get the same one.
 */
public final class Keys {
    /** One key for each use, so that what is done with one tells nothing about another. */
    public enum Purpose {
        /** Unsubscribe links. */
        TOKENS,
        /** Message-IDs, which must not tell a subscriber's number. */
        MESSAGE_IDS,
        /** Return paths, by which returned mail is known. */
        RETURN_PATHS,
        /** Hashes of addresses that outlive the subscriber. Never changes: the hashes could not be met again. */
        ADDRESS_HASHES,
        /** Challenges that browsers work for. */
        PROOFS_OF_WORK;

        String row() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final int LENGTH = 32;

    private final Database database;
    private final SecureRandom random = new SecureRandom();
    private final Map<Purpose, byte[]> known = new ConcurrentHashMap<>();

    public Keys(Database database) {
        this.database = database;
    }

    /** A copy; the caller may wipe it. */
    public byte[] get(Purpose purpose) {
        return known.computeIfAbsent(purpose, this::findOrMake).clone();
    }

    private byte[] findOrMake(Purpose purpose) {
        return database.jdbi()
                .withHandle(handle -> find(handle, purpose).orElseGet(() -> {
                    make(handle, purpose);
                    return find(handle, purpose).orElseThrow();
                }));
    }

    private static Optional<byte[]> find(Handle handle, Purpose purpose) {
        return handle.createQuery("SELECT secret FROM key_material WHERE name = :name")
                .bind("name", purpose.row())
                .mapTo(byte[].class)
                .findOne();
    }

    private void make(Handle handle, Purpose purpose) {
        byte[] secret = new byte[LENGTH];
        random.nextBytes(secret);
        // Whoever comes second writes nothing, and both read what the first wrote.
        handle.createUpdate("INSERT INTO key_material (name, secret) VALUES (:name, :secret) ON CONFLICT DO NOTHING")
                .bind("name", purpose.row())
                .bind("secret", secret)
                .execute();
    }
}
