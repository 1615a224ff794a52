package org.broadsheet.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the fields of a message lie in its bytes.
 *
 * @param fields by name in lower case, each in the order of the message
 * @param body where the body begins: behind the empty line, or at the end where there is none
 */
record MessageHeader(Map<String, List<Span>> fields, int body) {
    /**
     * One field, folded lines included.
     *
     * @param colon behind the name
     * @param to behind the last character, before the last line end
     */
    record Span(int from, int colon, int to) {}

    /** @throws IllegalArgumentException for what cannot be a message: a line that is no field, a bare line end */
    static MessageHeader of(byte[] message) {
        Map<String, List<Span>> fields = new HashMap<>();
        int at = 0;
        while (at < message.length) {
            int end = lineEnd(message, at);
            if (end == at) {
                return new MessageHeader(fields, at + 2);
            }
            while (end + 2 < message.length && isBlank(message[end + 2])) {
                end = lineEnd(message, end + 2);
            }
            Span span = span(message, at, end);
            String name = new String(message, at, span.colon() - at, StandardCharsets.ISO_8859_1)
                    .strip()
                    .toLowerCase(Locale.ROOT);
            fields.computeIfAbsent(name, first -> new ArrayList<>(1)).add(span);
            at = end + 2;
        }
        return new MessageHeader(fields, message.length);
    }

    private static Span span(byte[] message, int from, int to) {
        for (int i = from; i < to; i++) {
            if (message[i] == ':' && i > from) {
                return new Span(from, i, to);
            }
            if (message[i] == '\r') {
                break;
            }
        }
        throw new IllegalArgumentException("a line of the message's header is no field");
    }

    private static int lineEnd(byte[] message, int from) {
        for (int i = from; i + 1 < message.length; i++) {
            if (message[i] == '\r' && message[i + 1] == '\n') {
                return i;
            }
            if (message[i] == '\r' || message[i] == '\n') {
                break;
            }
        }
        throw new IllegalArgumentException("a line of the message's header does not end in CRLF");
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    List<Span> named(String name) {
        return fields.getOrDefault(name, List.of());
    }
}
