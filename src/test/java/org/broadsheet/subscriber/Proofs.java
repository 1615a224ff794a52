package org.broadsheet.subscriber;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** Does by the documented rule the work that is asked of browsers. */
public final class Proofs {
    private Proofs() {}

    public static String find(String challenge, int bits) {
        return find(challenge, bits, 0);
    }

    static String find(String challenge, int bits, long from) {
        return search(challenge, bits, from, true);
    }

    /** A number that does not do. */
    public static String findNone(String challenge, int bits) {
        return search(challenge, bits, 0, false);
    }

    private static String search(String challenge, int bits, long from, boolean good) {
        for (long number = from; ; number++) {
            String proof = challenge + "." + number;
            if (isGood(proof, bits) == good) {
                return proof;
            }
        }
    }

    private static boolean isGood(String proof, int bits) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(proof.getBytes(StandardCharsets.US_ASCII));
            return new java.math.BigInteger(1, hash).bitLength() <= 256 - bits;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
