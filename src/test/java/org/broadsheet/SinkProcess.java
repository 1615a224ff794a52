package org.broadsheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that takes everything and keeps nothing, as fast as it can, for benchmarks; a process of its own. Prints its
 * port on a line; for each line of its standard input how many messages and bytes came since the last; ends with it.
 */
public final class SinkProcess {
    private final long answersAfterMillis;
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    private SinkProcess(long answersAfterMillis) {
        this.answersAfterMillis = answersAfterMillis;
    }

    /** @param arguments after how many milliseconds it answers */
    public static void main(String[] arguments) throws IOException {
        SinkProcess sink = new SinkProcess(Long.parseLong(arguments[0]));
        ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread accept = new Thread(() -> sink.accept(server));
        accept.setDaemon(true);
        accept.start();
        System.out.println(server.getLocalPort());
        for (int next = System.in.read(); next >= 0; next = System.in.read()) {
            if (next == '\n') {
                System.out.println(sink.messages.sumThenReset() + " " + sink.bytes.sumThenReset());
            }
        }
    }

    private void accept(ServerSocket server) {
        while (true) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread thread = new Thread(() -> serve(socket));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Input in = new Input(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            say(in, out, "220 sink");
            for (String line = in.line(); line != null; line = in.line()) {
                String verb = line.length() < 4 ? line : line.substring(0, 4);
                switch (verb) {
                    case "EHLO" -> say(in, out, "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000");
                    case "DATA" -> {
                        say(in, out, "354 go on");
                        bytes.add(in.body());
                        messages.increment();
                        say(in, out, "250 2.0.0 taken");
                    }
                    case "QUIT" -> {
                        say(in, out, "221 bye");
                        return;
                    }
                    default -> say(in, out, "250 2.1.0 ok");
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client is gone.
        }
    }

    /** Gathers the replies to what came together, as servers do that allow pipelining (RFC 2920 §3.2). */
    private void say(Input in, OutputStream out, String reply) throws IOException, InterruptedException {
        if (answersAfterMillis > 0 && in.isEmpty()) {
            Thread.sleep(answersAfterMillis);
        }
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Without the lock that Java's own buffers take for each byte, which would cost more than all else here. */
    private static final class Input {
        private final InputStream in;
        private final byte[] buffer = new byte[64 * 1024];
        private int at;
        private int end;

        Input(InputStream in) {
            this.in = in;
        }

        boolean isEmpty() throws IOException {
            return at == end && in.available() == 0;
        }

        private boolean fill() throws IOException {
            at = 0;
            end = Math.max(0, in.read(buffer));
            return end > 0;
        }

        @Nullable
        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            while (at < end || fill()) {
                char next = (char) buffer[at++];
                if (next == '\n') {
                    return line.toString();
                }
                if (next != '\r') {
                    line.append(next);
                }
            }
            return null;
        }

        /** Up to the dot that stands alone on its line; says how long that was. */
        long body() throws IOException {
            int state = 2; // at the beginning of a line
            long length = 0;
            while (at < end || fill()) {
                int from = at;
                while (at < end) {
                    byte next = buffer[at++];
                    if (next > '.') {
                        state = 0;
                        continue;
                    }
                    state = switch (next) {
                        case '\r' -> state == 3 ? 4 : 1;
                        case '\n' -> state == 4 ? 5 : state == 1 ? 2 : 0;
                        case '.' -> state == 2 ? 3 : 0;
                        default -> 0;
                    };
                    if (state == 5) {
                        return length + at - from;
                    }
                }
                length += at - from;
            }
            throw new IOException("gone");
        }
    }
}
