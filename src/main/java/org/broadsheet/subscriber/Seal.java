package org.broadsheet.subscriber;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Two numbers as 43 characters that fit a URL as they are, tell nothing to whoever reads them, and cannot be made without the
 * key. The same numbers always have the same text. Thread-safe.
 */
final class Seal {
    private static final int BLOCK = 16;
    private static final int SIGNATURE = 16; // RFC 2104 §5: half of the hash
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    /** Java looks for its cipher among all providers, which takes longer than the rest of a token. */
    private static final ThreadLocal<Cipher> AES = ThreadLocal.withInitial(Seal::aes);

    private final SecretKeySpec hiding;
    private final SecretKeySpec signing;

    /** @param use what it is for: with another one, the same key makes and takes other texts */
    Seal(byte[] key, String use) {
        SecretKeySpec root = new SecretKeySpec(key, "HmacSHA256");
        hiding = new SecretKeySpec(hmac(root, (use + ": hide").getBytes(StandardCharsets.UTF_8)), "AES");
        signing = new SecretKeySpec(hmac(root, (use + ": sign").getBytes(StandardCharsets.UTF_8)), "HmacSHA256");
    }

    record Pair(long first, long second) {}

    String seal(long first, long second) {
        byte[] plain = ByteBuffer.allocate(BLOCK).putLong(first).putLong(second).array();
        byte[] hidden = block(Cipher.ENCRYPT_MODE, plain);
        return TEXT.encodeToString(ByteBuffer.allocate(BLOCK + SIGNATURE)
                .put(hidden)
                .put(signature(hidden))
                .array());
    }

    /** Empty for whatever was not made with this key for this use. */
    Optional<Pair> open(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        // Several texts can stand for the same bytes; only the one that we write is ours.
        if (bytes.length != BLOCK + SIGNATURE || !TEXT.encodeToString(bytes).equals(token)) {
            return Optional.empty();
        }
        byte[] hidden = Arrays.copyOf(bytes, BLOCK);
        byte[] claimed = Arrays.copyOfRange(bytes, BLOCK, bytes.length);
        if (!MessageDigest.isEqual(signature(hidden), claimed)) {
            return Optional.empty();
        }
        ByteBuffer plain = ByteBuffer.wrap(block(Cipher.DECRYPT_MODE, hidden));
        return Optional.of(new Pair(plain.getLong(), plain.getLong()));
    }

    private byte[] signature(byte[] hidden) {
        return Arrays.copyOf(hmac(signing, hidden), SIGNATURE);
    }

    /** One block under one key: the cipher is a permutation of pairs, so ECB gives nothing away here. */
    private byte[] block(int mode, byte[] bytes) {
        try {
            Cipher cipher = AES.get();
            cipher.init(mode, hiding);
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES takes every block", e);
        }
    }

    private static Cipher aes() {
        try {
            return Cipher.getInstance("AES/ECB/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
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
