package org.broadsheet.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.broadsheet.mail.SmtpServer;
import org.broadsheet.text.Secret;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that answers as a test tells it to, on a free port of the loopback interface, and remembers what it took.
 *
 * <p>The script is asked for each command with its line and gives the reply, or null for the usual one. {@link #DROP}
 * closes the connection without an answer. Before a message comes in the script is asked about {@code "BODY"}, where any
 * answer breaks the connection off in the middle. The end of a message is the command {@code "."}; a message counts as taken
 * when its reply begins with 2 or with a digit that SMTP does not know, or when the script answers {@link #KEEP_AND_DROP} or
 * {@link #KEEP_AND_SILENCE}.
 */
public final class SmtpPeer implements AutoCloseable {
    public static final String DROP = "DROP";
    public static final String KEEP_AND_DROP = "KEEP_AND_DROP";
    /** The connection is reset, so that the other side may lose even what it had in its buffers. */
    public static final String RESET = "RESET";
    /** No answer any more until the other side has enough of waiting. */
    public static final String SILENCE = "SILENCE";
    /** The message is kept, and nothing said of it until the other side has enough of waiting. */
    public static final String KEEP_AND_SILENCE = "KEEP_AND_SILENCE";
    /** Before a reply: each byte of it comes in a packet of its own. */
    public static final String DRIP = "DRIP ";
    /** Before a reply: it comes late, and within the time that the other side waits. */
    public static final String LATE = "LATE ";
    /** Before a reply: after it the connection is closed, as one that has been idle. */
    public static final String LAST = "LAST ";

    private static final long LATE_MS = 300;

    private final ServerSocket server;
    private final BiFunction<String, Taken, @Nullable String> script;
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connects = new AtomicInteger();

    /** One message and its envelope; also handed to the script while it is still coming in. */
    public record Taken(String sender, String recipient, String message) {
        public String messageId() {
            return message.lines()
                    .filter(line -> line.startsWith("Message-ID: "))
                    .map(line -> line.substring("Message-ID: ".length()))
                    .findFirst()
                    .orElse("");
        }
    }

    private SmtpPeer(BiFunction<String, Taken, @Nullable String> script) throws IOException {
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        this.script = script;
        Thread accept = new Thread(this::accept, "smtp-peer");
        accept.setDaemon(true);
        accept.start();
    }

    /** Takes everything. */
    public static SmtpPeer willing() {
        return scripted((command, message) -> null);
    }

    public static SmtpPeer scripted(BiFunction<String, Taken, @Nullable String> script) {
        try {
            return new SmtpPeer(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public SmtpServer server() {
        return server(SmtpServer.Security.NONE, null);
    }

    /** @param username null for no login */
    public SmtpServer server(SmtpServer.Security security, @Nullable String username) {
        Secret password = username == null ? null : new Secret("secret");
        return new SmtpServer("127.0.0.1", port(), security, username, password, 4, 1);
    }

    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    /** Who got how many messages. */
    public Map<String, Long> copies() {
        return taken.stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        Taken::recipient, java.util.stream.Collectors.counting()));
    }

    /** Connections that are open at the moment. */
    public int open() {
        return connections.size();
    }

    public int connects() {
        return connects.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                connects.incrementAndGet();
                Thread thread = new Thread(() -> serve(socket), "smtp-peer-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            if (say(socket, out, answer("connect", new Taken("", "", ""), "220 peer.test ESMTP"))) {
                converse(socket, in, out);
            }
        } catch (IOException e) {
            // The other side is gone: nothing more to say to it.
        } finally {
            connections.remove(socket);
        }
    }

    private void converse(Socket socket, BufferedReader in, OutputStream out) throws IOException {
        Taken message = new Taken("", "", "");
        boolean wanted = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
            switch (verb) {
                case "MAIL" -> message = new Taken(between(line), "", "");
                case "RCPT" -> message = new Taken(message.sender(), between(line), "");
                default -> {}
            }
            String usual = verb.equals("DATA") && !wanted ? "503 5.5.1 no valid recipient" : usual(verb);
            String reply = answer(line, message, usual);
            if (!say(socket, out, reply)) {
                return;
            }
            wanted = verb.equals("RCPT") && (reply.startsWith("2") || reply.startsWith("3"));
            if (verb.equals("DATA") && reply.startsWith("354")) {
                if (!"".equals(answer("BODY", message, ""))) {
                    in.readLine();
                    return;
                }
                message = new Taken(message.sender(), message.recipient(), body(in));
                if (!end(socket, out, message)) {
                    return;
                }
            }
            if (verb.equals("QUIT")) {
                return;
            }
        }
    }

    private boolean end(Socket socket, OutputStream out, Taken message) throws IOException {
        String reply = answer(".", message, "250 2.0.0 taken");
        if (reply.matches("(?s)(?:" + DRIP + "|" + LATE + "|" + LAST + ")?[26-9].*") || reply.startsWith("KEEP_AND_")) {
            taken.add(message);
        }
        return say(socket, out, reply);
    }

    private String answer(String command, Taken message, String usual) {
        String scripted = script.apply(command, message);
        return scripted == null ? usual : scripted;
    }

    private static String usual(String verb) {
        return switch (verb) {
            case "EHLO" -> "250-peer.test\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 2.0.0 bye";
            default -> "250 2.1.0 ok";
        };
    }

    private static boolean say(Socket socket, OutputStream out, String reply) throws IOException {
        if (reply.equals(DROP) || reply.equals(KEEP_AND_DROP)) {
            return false;
        }
        if (reply.equals(RESET)) {
            socket.setSoLinger(true, 0);
            return false;
        }
        if (reply.equals(SILENCE) || reply.equals(KEEP_AND_SILENCE)) {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return false;
        }
        if (reply.startsWith(DRIP)) {
            for (byte each : (reply.substring(DRIP.length()) + "\r\n").getBytes(StandardCharsets.UTF_8)) {
                out.write(each);
                out.flush();
            }
            return true;
        }
        if (reply.startsWith(LATE)) {
            sleep(LATE_MS);
            return say(socket, out, reply.substring(LATE.length()));
        }
        if (reply.startsWith(LAST)) {
            say(socket, out, reply.substring(LAST.length()));
            return false;
        }
        out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return !reply.startsWith("421");
    }

    private static void sleep(long millis) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private static String body(BufferedReader in) throws IOException {
        StringBuilder body = new StringBuilder();
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("the sender went away in the body");
            }
            body.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        return body.toString();
    }

    private static String between(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : connections) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
