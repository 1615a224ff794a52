package org.broadsheet.mail;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/** The relaxed canonical form (RFC 6376 §3.4.2 and §3.4.4), in which white space that relays alter does not count. */
final class RelaxedForm {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] SPACE = {' '};

    private static final VarHandle OCTETS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7f * EACH;
    private static final long ALL_SPACES = ' ' * EACH;
    private static final long ALL_TABS = '\t' * EACH;

    private RelaxedForm() {}

    /**
     * Feeds the body to the digest. Stretches that the form leaves as they are go in as they lie in the message.
     *
     * @param from where the body begins in {@code message}
     */
    static void body(byte[] message, int from, MessageDigest digest) {
        int end = trimmedEnd(message, from);
        if (end == from) {
            return; // nothing but white space and empty lines
        }
        int pending = from;
        int i = from;
        while (i < end) {
            i = behindPlain(message, i, end);
            for (int near = Math.min(i + Long.BYTES, end); i < near; ) {
                if (!isBlank(message[i])) {
                    i++;
                    continue;
                }
                int next = i + 1;
                while (next < end && isBlank(message[next])) {
                    next++;
                }
                boolean ends = isLineEnd(message, next, end);
                if (ends || next - i > 1 || message[i] != ' ') {
                    digest.update(message, pending, i - pending);
                    if (!ends) {
                        digest.update(SPACE);
                    }
                    pending = next;
                }
                i = next;
            }
        }
        digest.update(message, pending, end - pending);
        digest.update(CRLF);
    }

    /**
     * Leaps, eight octets at a time, over what the form leaves as it is: where no octet is a tab, and none that may be a
     * blank or part of a line end stands before another.
     *
     * @return where something may be within the next eight octets
     */
    private static int behindPlain(byte[] message, int from, int end) {
        int i = from;
        while (i + Long.BYTES < end) {
            long here = (long) OCTETS.get(message, i);
            long next = (long) OCTETS.get(message, i + 1);
            if ((upToSpace(here) & upToSpace(next) | none(here ^ ALL_TABS)) != 0) {
                break;
            }
            i += Long.BYTES;
        }
        return i;
    }

    /** The highest bit of each octet that is a space or below, 7-bit. */
    private static long upToSpace(long octets) {
        return ~((octets & LOW_BITS) + (LOW_BITS - ALL_SPACES) | octets) & ~LOW_BITS;
    }

    /** The highest bit of each octet that is zero. */
    private static long none(long octets) {
        return ~((octets & LOW_BITS) + LOW_BITS | octets) & ~LOW_BITS;
    }

    /** Behind the last character that counts: what follows are blanks and line ends. */
    private static int trimmedEnd(byte[] message, int from) {
        int end = message.length;
        while (end > from) {
            if (isBlank(message[end - 1])) {
                end--;
            } else if (end - 2 >= from && isLineEnd(message, end - 2, end)) {
                end -= 2;
            } else {
                break;
            }
        }
        return end;
    }

    /** Appends one field without its line end: its name in lower case, its value on one line. */
    static void field(byte[] message, MessageHeader.Span span, ByteArrayOutputStream out) {
        int colon = span.colon();
        int nameEnd = colon;
        while (nameEnd > span.from() && isBlank(message[nameEnd - 1])) {
            nameEnd--;
        }
        for (int i = span.from(); i < nameEnd; i++) {
            out.write(message[i] >= 'A' && message[i] <= 'Z' ? message[i] + 'a' - 'A' : message[i]);
        }
        out.write(':');
        boolean begun = false;
        int i = colon + 1;
        while (i < span.to()) {
            boolean blank = false;
            int word = i;
            while (word < span.to() && (isBlank(message[word]) || isLineEnd(message, word, span.to()))) {
                blank |= isBlank(message[word]);
                word += isBlank(message[word]) ? 1 : CRLF.length;
            }
            int end = word;
            while (end < span.to() && !isBlank(message[end]) && !isLineEnd(message, end, span.to())) {
                end++;
            }
            if (begun && blank && end > word) {
                out.write(' ');
            }
            out.write(message, word, end - word);
            begun |= end > word;
            i = end;
        }
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static boolean isLineEnd(byte[] message, int at, int end) {
        return at + 1 < end && message[at] == '\r' && message[at + 1] == '\n';
    }
}
