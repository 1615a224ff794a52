package org.broadsheet.mail;

import java.util.Locale;
import java.util.Optional;

/** Base32 (RFC 4648 §6) in lower case and without padding: what survives in the local part of an address. */
final class Base32 {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
        int bits = 0;
        int held = 0;
        for (byte octet : bytes) {
            bits = (bits << 8) | (octet & 0xff);
            held += 8;
            while (held >= 5) {
                held -= 5;
                text.append(ALPHABET.charAt((bits >> held) & 31));
            }
            bits &= (1 << held) - 1;
        }
        return held == 0
                ? text.toString()
                : text.append(ALPHABET.charAt((bits << (5 - held)) & 31)).toString();
    }

    /** Whatever its case; empty for what {@link #encode} does not write. */
    static Optional<byte[]> decode(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        byte[] bytes = new byte[lower.length() * 5 / 8];
        int bits = 0;
        int held = 0;
        int done = 0;
        for (int i = 0; i < lower.length(); i++) {
            int value = ALPHABET.indexOf(lower.charAt(i));
            if (value < 0) {
                return Optional.empty();
            }
            bits = (bits << 5) | value;
            held += 5;
            if (held >= 8) {
                held -= 8;
                bytes[done++] = (byte) (bits >> held);
                bits &= (1 << held) - 1;
            }
        }
        return encode(bytes).equals(lower) ? Optional.of(bytes) : Optional.empty();
    }
}
