package org.broadsheet.mail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The envelope senders of bulk mail. With VERP each recipient of each edition has one of their own, so that returned mail
 * names who did not get what, however little of it the returning server quotes. The token cannot be made without the
 * workspace's key, and tells nobody the numbers in it; the same delivery always has the same. Thread-safe.
 */
public final class ReturnPaths {
    /** What leaves room for {@code +TOKEN} in the 64 octets of a local part (RFC 5321 §4.5.3.1.1). */
    public static final int LONGEST_LOCAL = 21;

    private static final int SIGNATURE = 8;
    private static final int LONGEST_NUMBER = 9; // seven bits an octet, and none is negative

    private final BounceSettings settings;
    private final SecretKeySpec signing;
    private final SecretKeySpec hiding;

    /** Which delivery a return path belongs to. */
    public record Ref(long editionId, long subscriberId) {
        public Ref {
            if (editionId < 0 || subscriberId < 0) {
                throw new IllegalArgumentException("no number of a row is negative");
            }
        }
    }

    /** @param key a secret that is used for nothing else */
    public ReturnPaths(BounceSettings settings, byte[] key) {
        this.settings = settings;
        SecretKeySpec root = new SecretKeySpec(key, "HmacSHA256");
        this.signing = derived(root, "return path: sign");
        this.hiding = derived(root, "return path: hide");
    }

    /** For a message of an edition: without angle brackets. */
    public String sender(MailAddress from, Ref ref) {
        MailAddress address = settings.address();
        return address == null || !settings.verp()
                ? sender(from)
                : address.local() + "+" + token(ref) + "@" + address.asciiDomain();
    }

    /** For a message that belongs to no edition. */
    public String sender(MailAddress from) {
        MailAddress address = settings.address() == null ? from : settings.address();
        return address.local() + "@" + address.asciiDomain();
    }

    /**
     * Reads an address that returned mail was sent to, whatever became of its case on the way.
     *
     * @return empty for whatever this workspace did not make itself
     */
    public Optional<Ref> parse(String address) {
        int at = address.lastIndexOf('@');
        String local = at < 0 ? address : address.substring(0, at);
        String token = local.substring(local.lastIndexOf('+') + 1);
        return token.length() > 64 ? Optional.empty() : Base32.decode(token).flatMap(this::open);
    }

    /** Names the delivery in reports about it (RFC 3461 §4.4); {@link #parse} reads it. */
    public String token(Ref ref) {
        ByteBuffer numbers = ByteBuffer.allocate(2 * LONGEST_NUMBER);
        put(numbers, ref.editionId());
        put(numbers, ref.subscriberId());
        byte[] plain = Arrays.copyOf(numbers.array(), numbers.position());
        byte[] signature = signature(plain);
        return Base32.encode(ByteBuffer.allocate(SIGNATURE + plain.length)
                .put(signature)
                .put(mixed(plain, signature))
                .array());
    }

    private Optional<Ref> open(byte[] bytes) {
        if (bytes.length < SIGNATURE + 2 || bytes.length > SIGNATURE + 2 * LONGEST_NUMBER) {
            return Optional.empty();
        }
        byte[] signature = Arrays.copyOf(bytes, SIGNATURE);
        byte[] plain = mixed(Arrays.copyOfRange(bytes, SIGNATURE, bytes.length), signature);
        if (!MessageDigest.isEqual(signature(plain), signature)) {
            return Optional.empty();
        }
        ByteBuffer numbers = ByteBuffer.wrap(plain); // written by us, so it holds two and no more
        return Optional.of(new Ref(number(numbers), number(numbers)));
    }

    /** The numbers hidden or shown again. The signature is theirs alone, so no two of them are mixed with the same octets. */
    private byte[] mixed(byte[] numbers, byte[] signature) {
        byte[] mask = hmac(hiding, signature);
        byte[] mixed = numbers.clone();
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] ^= mask[i];
        }
        return mixed;
    }

    private byte[] signature(byte[] plain) {
        return Arrays.copyOf(hmac(signing, plain), SIGNATURE);
    }

    /** Seven bits an octet, the lowest first; the eighth says that more follow. */
    private static void put(ByteBuffer out, long number) {
        long rest = number;
        while (rest >= 0x80) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long number(ByteBuffer in) {
        long number = 0;
        int shift = 0;
        byte octet;
        do {
            octet = in.get();
            number |= (long) (octet & 0x7f) << shift;
            shift += 7;
        } while (octet < 0);
        return number;
    }

    private static SecretKeySpec derived(SecretKeySpec root, String use) {
        return new SecretKeySpec(hmac(root, use.getBytes(StandardCharsets.UTF_8)), "HmacSHA256");
    }

    private static byte[] hmac(SecretKeySpec key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
