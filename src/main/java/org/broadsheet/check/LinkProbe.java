package org.broadsheet.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a page is there. It speaks HTTP over sockets of its own, because what counts is the address that is
 * connected to: an edition must not make this machine knock at doors of its own network, whatever a name resolves to and
 * wherever a redirect leads. Thread-safe.
 */
final class LinkProbe implements AutoCloseable {
    private static final int MOST_HOPS = 6;
    private static final int MOST_HEADER = 64 * 1024;

    private final Resolver resolver;
    private final Predicate<InetAddress> allowed;
    private final Duration limit;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "link-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** Turns a name into addresses. */
    interface Resolver {
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    /**
     * @param allowed which addresses may be connected to
     * @param limit of one question, from the connection to the end of the answer's header
     */
    LinkProbe(Resolver resolver, Predicate<InetAddress> allowed, Duration limit) {
        this.resolver = resolver;
        this.allowed = allowed;
        this.limit = limit;
    }

    static LinkProbe ofInternet() {
        return new LinkProbe(
                host -> List.of(InetAddress.getAllByName(host)), PublicAddresses::isPublic, Duration.ofSeconds(10));
    }

    /** How it went. */
    enum Result {
        REACHED,
        /** Reached, but somewhere else, and for good. */
        MOVED,
        /** Somebody answered, and does not want to be asked by a program. */
        REFUSED,
        FAILED
    }

    /**
     * @param words why it failed; empty when it did not
     * @param last the URL that answered in the end
     */
    record Answer(Result result, String words, String last) {}

    private record Reply(int status, @Nullable String location) {
        boolean isRedirect() {
            return location != null
                    && (status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
        }

        boolean isForGood() {
            return status == 301 || status == 308; // RFC 9110 §15.4
        }
    }

    /** Asks with HEAD, then with GET where that was not liked, and follows redirects. */
    Answer ask(String url) {
        String now = url;
        boolean forGood = true;
        String moved = url;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            Optional<WebUrl> parsed = WebUrl.parse(now);
            if (parsed.isEmpty()) {
                return failed("it leads on to '" + now + "', which is no URL", now);
            }
            Reply reply;
            try {
                reply = exchange("HEAD", parsed.get());
                reply = reply.isRedirect() || reply.status() < 300 ? reply : exchange("GET", parsed.get());
            } catch (IOException e) {
                return failed(words(e), now);
            }
            if (!reply.isRedirect()) {
                return settled(reply.status(), url, moved, now);
            }
            forGood &= reply.isForGood();
            now = joined(now, reply.location());
            moved = forGood ? now : moved;
        }
        return failed("it is redirected more than " + MOST_HOPS + " times", now);
    }

    private static Answer settled(int status, String url, String moved, String last) {
        if (status < 300) {
            return new Answer(moved.equals(url) ? Result.REACHED : Result.MOVED, "", moved);
        }
        boolean refused = status == 401
                || status == 403
                || status == 405
                || status == 406
                || status == 429
                || status == 451
                || status == 503
                || status == 999;
        return new Answer(refused ? Result.REFUSED : Result.FAILED, "the server answers " + status, last);
    }

    private static Answer failed(String words, String last) {
        return new Answer(Result.FAILED, words, last);
    }

    private static String words(IOException e) {
        if (e instanceof UnknownHostException) {
            return "there is no host " + e.getMessage();
        }
        if (e instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (e instanceof SSLException) {
            return "its TLS cannot be trusted: " + e.getMessage();
        }
        String message = e.getMessage();
        return message == null ? "no connection" : message.toLowerCase(Locale.ROOT);
    }

    private static String joined(String from, @Nullable String location) {
        String target = location == null ? "" : location.strip();
        try {
            return URI.create(from.split("#", 2)[0]).resolve(target).toString();
        } catch (IllegalArgumentException laxerThanTheStandard) {
            return target;
        }
    }

    private Reply exchange(String method, WebUrl url) throws IOException {
        InetAddress address = address(url);
        int port = url.port() != 0 ? url.port() : url.isSecure() ? 443 : 80;
        int millis = (int) limit.toMillis();
        try (Socket plain = new Socket()) {
            ScheduledFuture<?> end = watch.schedule(() -> close(plain), millis, TimeUnit.MILLISECONDS);
            try {
                plain.connect(new InetSocketAddress(address, port), millis);
                plain.setSoTimeout(millis);
                Socket socket = url.isSecure() ? secured(plain, url.host(), port) : plain;
                socket.getOutputStream().write(request(method, url).getBytes(StandardCharsets.US_ASCII));
                return reply(socket.getInputStream());
            } catch (IOException e) {
                if (plain.isClosed()) {
                    throw new SocketTimeoutException();
                }
                throw e;
            } finally {
                end.cancel(false);
            }
        }
    }

    private InetAddress address(WebUrl url) throws IOException {
        List<InetAddress> addresses = url.address() == null ? resolver.resolve(url.host()) : List.of(url.address());
        for (InetAddress address : addresses) {
            if (!allowed.test(address)) {
                throw new IOException(url.host() + " is at " + address.getHostAddress() + ", which is not public");
            }
        }
        return addresses.stream().findFirst().orElseThrow(() -> new UnknownHostException(url.host()));
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocket socket =
                (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 9110 §4.3.4
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String request(String method, WebUrl url) {
        String rest = url.rest().split("#", 2)[0];
        String path = rest.startsWith("/") ? rest : "/" + rest;
        String host = url.port() == 0 ? url.host() : url.host() + ":" + url.port();
        return method + " " + encoded(path) + " HTTP/1.1\r\nHost: " + host
                + "\r\nUser-Agent: Broadsheet (link check)\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    }

    /** What a request line may not hold is percent-encoded (RFC 9112 §3.2). */
    private static String encoded(String path) {
        StringBuilder out = new StringBuilder(path.length());
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > ' ' && octet < 0x7f && "\"<>\\^`{|}".indexOf(octet) < 0;
            out.append(plain ? String.valueOf((char) octet) : String.format("%%%02X", octet & 0xff));
        }
        return out.toString();
    }

    private static Reply reply(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int count = 0; count < MOST_HEADER; count++) {
            int octet = in.read();
            if (octet < 0) {
                break;
            }
            if (octet != '\n') {
                line.append((char) octet);
                continue;
            }
            if (line.toString().isBlank()) {
                break;
            }
            lines.add(line.toString().strip());
            line.setLength(0);
        }
        String first = lines.isEmpty() ? "" : lines.get(0);
        if (!first.matches("HTTP/\\d\\.\\d [1-9]\\d\\d(?: .*)?")) {
            throw new IOException("the server does not speak HTTP");
        }
        String location = lines.stream()
                .filter(field -> field.regionMatches(true, 0, "location:", 0, 9))
                .map(field -> field.substring(9).strip())
                .findFirst()
                .orElse(null);
        return new Reply(Integer.parseInt(first.substring(9, 12)), location);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // nothing is left to do
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
