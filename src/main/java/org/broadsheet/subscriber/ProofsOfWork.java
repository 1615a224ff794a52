package org.broadsheet.subscriber;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.broadsheet.store.Database;
import org.broadsheet.store.Keys;

/**
 * Work that whoever signs up does first: nothing to one person, much to a machine that signs up thousands. We give out a
 * challenge, 43 characters that are good for one list, once, and for half an hour; the proof is the challenge, a full stop and a
 * number, so that the SHA-256 of all that begins with some bits that are 0. To look at a proof costs the same whatever it took to
 * find. Thread-safe, among processes too.
 */
public final class ProofsOfWork {
    /** For how long a challenge is good. */
    public static final Duration GOOD = Duration.ofMinutes(30);
    /** The script looks at one word of the hash. */
    public static final int MOST_BITS = 24;

    private static final Pattern PROOF = Pattern.compile("([A-Za-z0-9_-]{43})\\.\\d{1,11}");
    private static final int SIGNATURE = 16; // RFC 2104 §5: half of the hash
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Database database;
    private final Keys keys;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public ProofsOfWork(Database database, Keys keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /** @param bits that are to be 0, so that it takes 2 to the power of so many tries */
    public String challenge(String list, int bits) {
        ByteBuffer body = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(clock.instant().plus(GOOD).getEpochSecond())
                .putLong(random.nextLong());
        return TEXT.encodeToString(ByteBuffer.allocate(body.capacity() + SIGNATURE)
                .put(body.array())
                .put(signature(body.array(), list, bits))
                .array());
    }

    /** Whether this is the work that was asked for, and has not been handed in before; it is spent then. */
    public boolean spend(String proof, String list, int bits) {
        Matcher parts = PROOF.matcher(proof);
        if (!parts.matches()) {
            return false;
        }
        byte[] challenge = Base64.getUrlDecoder().decode(parts.group(1));
        byte[] body = Arrays.copyOf(challenge, 2 * Long.BYTES);
        byte[] claimed = Arrays.copyOfRange(challenge, body.length, challenge.length);
        if (!MessageDigest.isEqual(signature(body, list, bits), claimed)) {
            return false; // and what it says is read by nobody
        }
        Instant until = Instant.ofEpochSecond(ByteBuffer.wrap(body).getLong());
        return clock.instant().isBefore(until)
                && zeros(sha256(proof)) >= bits
                && isFirst(TEXT.encodeToString(challenge), until);
    }

    private boolean isFirst(String challenge, Instant until) {
        return database.jdbi()
                        .withHandle(handle -> handle.execute(
                                "INSERT INTO spent_proof (proof, good_until) VALUES (?, ?) ON CONFLICT DO NOTHING",
                                challenge,
                                until))
                > 0;
    }

    /** Forgets those that are too old to be handed in again. */
    public void tidy() {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "DELETE FROM spent_proof WHERE good_until < ?",
                        clock.instant().minus(GOOD)));
    }

    private static int zeros(byte[] hash) {
        return Integer.numberOfLeadingZeros(ByteBuffer.wrap(hash).getInt());
    }

    private byte[] signature(byte[] body, String list, int bits) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.get(Keys.Purpose.PROOFS_OF_WORK), "HmacSHA256"));
            mac.update(body);
            mac.update((byte) bits);
            mac.update(list.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
