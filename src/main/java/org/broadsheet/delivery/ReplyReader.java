package org.broadsheet.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.broadsheet.mail.Reply;

/**
 * The receiving half of a connection: one reply at a time, bounded in size and time whatever the server does, and whether
 * there is more than was asked for. A reply too many would be taken for the answer to the next command, and in the end for
 * that to a message which was never taken. Not thread-safe.
 */
final class ReplyReader {
    private static final int LONGEST_LINE = 2_000;
    private static final int MOST_LINES = 1_000;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final InputStream in;
    private final byte[] buffer = new byte[4096];
    private int position;
    private int limit;
    private final byte[] line = new byte[LONGEST_LINE];

    /** @param in whose reads time out by themselves */
    ReplyReader(InputStream in) {
        this.in = in;
    }

    /**
     * Waits for one reply of one or more lines.
     *
     * @throws IOException when none comes, or what comes is no reply (RFC 5321 §4.2)
     */
    Reply next() throws IOException {
        long begun = System.nanoTime();
        StringBuilder reply = new StringBuilder();
        for (int lines = 0; lines < MOST_LINES; lines++) {
            String line = line(begun);
            reply.append(line).append('\n');
            if (!isReply(line)) {
                throw new IOException(
                        "it said what is no reply: " + Reply.parse(line).text());
            }
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return Reply.parse(reply.toString());
            }
        }
        throw new IOException("it gave a reply of more than " + MOST_LINES + " lines");
    }

    /** Three digits, and nothing or a blank or a hyphen after them. */
    private static boolean isReply(String line) {
        if (line.length() < 3 || line.length() > 3 && line.charAt(3) != ' ' && line.charAt(3) != '-') {
            return false;
        }
        for (int i = 0; i < 3; i++) {
            if (line.charAt(i) < '0' || line.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** @throws IOException when something was said that nobody asked for */
    void expectSilence() throws IOException {
        if (position < limit || in.available() > 0) {
            throw new IOException("it said more than it was asked: " + Reply.parse(line(System.nanoTime())));
        }
    }

    /** Without its end; what is beyond the limit is dropped. */
    private String line(long begun) throws IOException {
        int length = 0;
        for (int next = read(begun); next != '\n'; next = read(begun)) {
            if (length < LONGEST_LINE) {
                line[length++] = (byte) next;
            }
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.UTF_8);
    }

    private int read(long begun) throws IOException {
        if (position == limit) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new IOException("its reply does not end");
            }
            position = 0;
            limit = Math.max(0, in.read(buffer));
            if (limit == 0) {
                throw new IOException("it was closed from the other side");
            }
        }
        return buffer[position++];
    }
}
