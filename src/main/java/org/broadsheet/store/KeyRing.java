package org.broadsheet.store;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Secret keys that take turns: a new one is made when the last has served its time, and the older ones stay good for what was
 * made with them. All processes of a workspace have the same ones. Thread-safe.
 */
public final class KeyRing {
    private static final int LENGTH = 32;
    private static final long NANOS_BETWEEN_LOOKS = 1_000_000_000L;

    private final Database database;
    private final String name;
    private final Clock clock;
    private final Duration turn;
    private final Duration kept;
    private final SecureRandom random = new SecureRandom();

    private @Nullable List<Key> known;
    private long nextLook = System.nanoTime();

    /**
     * Compared by identity.
     *
     * @param since when it came into use
     */
    public record Key(int number, byte[] secret, Instant since) {}

    /**
     * @param name of its own among all keys, without a dot
     * @param turn after which a new key takes over
     * @param kept how long a key stays good after its turn: as long as anything made with it
     */
    public KeyRing(Database database, String name, Clock clock, Duration turn, Duration kept) {
        this.database = database;
        this.name = name;
        this.clock = clock;
        this.turn = turn;
        this.kept = kept;
    }

    /** The one that was in use at that moment, so that what is made again for it comes out the same. */
    public synchronized Key at(Instant moment) {
        List<Key> keys = current();
        return keys.stream()
                .filter(key -> !key.since().isAfter(moment))
                .findFirst()
                .orElse(keys.get(keys.size() - 1));
    }

    /** Those that are good, the last first. */
    public synchronized List<Key> all() {
        return current();
    }

    /** Looks for what another process may have made meanwhile, once a second at most. */
    public synchronized List<Key> lookAgain() {
        long now = System.nanoTime();
        if (now - nextLook >= 0) {
            nextLook = now + NANOS_BETWEEN_LOOKS;
            known = null;
        }
        return current();
    }

    /** A new key takes over now, for one that may have become known, say; what was made with the old ones stays good. */
    public synchronized void rotate() {
        List<Key> keys = current();
        make(keys.get(0).number() + 1, clock.instant());
    }

    private List<Key> current() {
        Instant now = clock.instant();
        List<Key> keys = Objects.requireNonNullElseGet(known, () -> read(now));
        if (keys.isEmpty() || !now.isBefore(keys.get(0).since().plus(turn))) {
            make(keys.isEmpty() ? 1 : keys.get(0).number() + 1, now);
            keys = read(now);
        }
        known = keys;
        return keys;
    }

    /** Whoever comes second writes nothing, and both read what the first wrote. */
    private void make(int number, Instant now) {
        byte[] secret = new byte[LENGTH];
        random.nextBytes(secret);
        database.jdbi().useHandle(handle -> {
            handle.createUpdate("""
                            INSERT INTO key_material (name, secret, created_at) VALUES (:name, :secret, :now)
                            ON CONFLICT DO NOTHING
                            """)
                    .bind("name", name + "." + number)
                    .bind("secret", secret)
                    .bind("now", now)
                    .execute();
            forgetOld(handle, now);
        });
        known = null;
    }

    /** A leaked backup tells nothing of links that have run out, once their keys are gone. */
    private void forgetOld(Handle handle, Instant now) {
        handle.createUpdate("DELETE FROM key_material WHERE name LIKE :names AND created_at < :before")
                .bind("names", name + ".%")
                .bind("before", now.minus(turn).minus(kept))
                .execute();
    }

    private List<Key> read(Instant now) {
        return database.jdbi()
                .withHandle(handle -> handle
                        .createQuery("""
                                SELECT name, secret, created_at FROM key_material
                                WHERE name LIKE :names AND created_at >= :before
                                """)
                        .bind("names", name + ".%")
                        .bind("before", now.minus(turn).minus(kept))
                        .map((row, context) -> new Key(
                                Integer.parseInt(row.getString(1).substring(name.length() + 1)),
                                row.getBytes(2),
                                row.getObject(3, java.time.OffsetDateTime.class).toInstant()))
                        .stream()
                        .sorted((a, b) -> Integer.compare(b.number(), a.number()))
                        .toList());
    }
}
