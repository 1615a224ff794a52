package org.broadsheet.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Text of any script in a header field (RFC 2047), as words short enough for a line each. */
final class EncodedWords {
    private static final int LONGEST = 75; // RFC 2047 §2
    private static final int ROOM = LONGEST - "=?UTF-8?Q??=".length();

    private EncodedWords() {}

    /**
     * In the shorter of the two encodings; each word holds whole characters only (RFC 2047 §5).
     *
     * @param column where the first word begins: a line with an encoded word has at most 76 characters
     */
    static List<String> of(String text, int column) {
        int plain = (int) text.chars().filter(EncodedWords::isPlain).count();
        boolean readable = plain * 3 > text.length() * 2;
        List<String> words = new ArrayList<>();
        StringBuilder chunk = new StringBuilder();
        int used = readable ? column : column - column / 4;
        for (int c : text.codePoints().toArray()) {
            int cost = readable ? q(c).length() : utf8(c).length;
            if (used + cost > (readable ? ROOM : ROOM / 4 * 3)) {
                words.add(word(chunk.toString(), readable));
                chunk.setLength(0);
                used = 0;
            }
            chunk.appendCodePoint(c);
            used += cost;
        }
        words.add(word(chunk.toString(), readable));
        return words;
    }

    private static String word(String chunk, boolean readable) {
        if (!readable) {
            return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(chunk.getBytes(StandardCharsets.UTF_8)) + "?=";
        }
        StringBuilder out = new StringBuilder("=?UTF-8?Q?");
        chunk.codePoints().forEach(c -> out.append(q(c)));
        return out.append("?=").toString();
    }

    private static byte[] utf8(int c) {
        return Character.toString(c).getBytes(StandardCharsets.UTF_8);
    }

    private static String q(int c) {
        if (c == ' ') {
            return "_";
        }
        if (isPlain(c)) {
            return Character.toString(c);
        }
        StringBuilder out = new StringBuilder();
        for (byte octet : utf8(c)) {
            out.append(String.format("=%02X", octet & 0xff));
        }
        return out.toString();
    }

    /** The characters that may stand for themselves in a phrase, RFC 2047 §5 (3); fewer than elsewhere. */
    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '!';
    }
}
