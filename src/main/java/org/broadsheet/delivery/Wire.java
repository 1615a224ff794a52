package org.broadsheet.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.broadsheet.mail.Reply;
import org.jspecify.annotations.Nullable;

/**
 * A connection once it is made: gathers commands and message, and writes them in one piece, so that they leave in as few
 * packets as they fit in; reads the replies. Not thread-safe.
 */
final class Wire {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] END = {'.', '\r', '\n'};
    private static final ScheduledThreadPoolExecutor GUARD = guard();

    private final long timeoutMillis;
    private @Nullable Socket socket;
    private @Nullable ReplyReader replies;
    private byte[] buffer = new byte[64 * 1024];
    private int length;

    /** @param timeout how long the other side may leave us standing in the middle of a write */
    Wire(Duration timeout) {
        this.timeoutMillis = timeout.toMillis();
    }

    /** Java has no timeout for writing: whoever takes nothing for so long has the connection closed from here. */
    private static ScheduledThreadPoolExecutor guard() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "smtp-write-guard");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** The socket that was made last is the one in use: STARTTLS puts another one over the first. */
    void use(Socket made) {
        socket = made;
        replies = null;
    }

    /** @throws IOException when no reply comes, or what comes is none */
    Reply read() throws IOException {
        return replies().next();
    }

    /**
     * To be called when every command has its reply, before anything else is said.
     *
     * @throws IOException when the server has said more than it was asked
     */
    void expectSilence() throws IOException {
        replies().expectSilence();
    }

    private ReplyReader replies() throws IOException {
        if (replies == null) {
            replies = new ReplyReader(open().getInputStream());
        }
        return replies;
    }

    private Socket open() throws IOException {
        if (socket == null) {
            throw new IOException("there is no connection");
        }
        return socket;
    }

    /** @throws IllegalArgumentException when the line would be more than one command */
    void command(String line) {
        if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a command is one line");
        }
        bytes(line.getBytes(StandardCharsets.UTF_8));
        bytes(CRLF);
    }

    /** Adds a message and its end, with dots stuffed (RFC 5321 §4.5.2). */
    void message(byte[] message) {
        int from = 0;
        if (message.length > 0 && message[0] == '.') {
            bytes(END, 0, 1);
        }
        // Every octet of every message is looked at here: strings are searched by the processor's own instructions.
        String octets = new String(message, StandardCharsets.ISO_8859_1);
        for (int end = octets.indexOf("\n."); end >= 0; end = octets.indexOf("\n.", from)) {
            bytes(message, from, end + 1);
            bytes(END, 0, 1);
            from = end + 1;
        }
        bytes(message, from, message.length);
        if (message.length == 0 || message[message.length - 1] != '\n') {
            bytes(CRLF);
        }
        bytes(END);
    }

    private void bytes(byte[] added) {
        bytes(added, 0, added.length);
    }

    private void bytes(byte[] added, int from, int to) {
        int needed = length + to - from;
        if (needed > buffer.length) {
            buffer = java.util.Arrays.copyOf(buffer, Math.max(needed, 2 * buffer.length));
        }
        System.arraycopy(added, from, buffer, length, to - from);
        length = needed;
    }

    /** Writes what was gathered. */
    void flush() throws IOException {
        Socket open = open();
        int all = length;
        length = 0;
        AtomicBoolean ended = new AtomicBoolean();
        Runnable end = () -> {
            ended.set(true); // the write may return while the connection is being closed
            cut(open);
        };
        Future<?> late = GUARD.schedule(end, timeoutMillis, TimeUnit.MILLISECONDS);
        try {
            OutputStream out = open.getOutputStream();
            out.write(buffer, 0, all);
            out.flush();
        } catch (IOException e) {
            throw ended.get() ? new IOException("nothing was taken for " + timeoutMillis + " ms", e) : e;
        } finally {
            late.cancel(false);
        }
    }

    /** Ends the connection without a word: what the server has not got whole it does not take. */
    void cut() {
        length = 0;
        Socket open = socket;
        if (open != null) {
            cut(open);
        }
    }

    private static void cut(Socket open) {
        try {
            // TLS says goodbye when it is closed, and waits with that for a write which may be the one that hangs,
            // unless it
            // may not linger.
            open.setSoLinger(true, 0);
            open.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }
}
