package org.broadsheet.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes what was read from a file. */
public final class Utf8 {
    private Utf8() {}

    /**
     * The text without a byte order mark; empty when it is not UTF-8 or longer than {@code most} bytes, with the problem
     * added.
     */
    public static Optional<String> decode(String file, byte[] bytes, int most, Problems problems) {
        if (bytes.length > most) {
            String message = "the file is larger than " + most / 1000 + " kB";
            problems.error("too-large", Position.wholeFile(file), message, "split it");
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            problems.error("not-utf-8", endOf(file, text), "the file is not UTF-8 here", "save it as UTF-8");
            return Optional.empty();
        }
        return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    private static Position endOf(String file, String text) {
        Lines lines = Lines.of(text);
        int last = lines.count();
        return new Position(file, last, lines.line(last).length() + 1);
    }
}
