package org.broadsheet.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Speaks HTTP over sockets of its own, because what counts is the address that is connected to: nothing that is read here
 * may make this machine knock at doors of its own network, whatever a name resolves to and however often the answer
 * changes. A name is resolved once for each exchange, and to what was looked at the connection is made. Thread-safe.
 */
public final class Wire implements AutoCloseable {
    private final Resolver resolver;
    private final Reach reach;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(named("fetch-watch"));
    private final ExecutorService names = Executors.newCachedThreadPool(named("fetch-names"));

    public Wire(Resolver resolver, Reach reach) {
        this.resolver = resolver;
        this.reach = reach;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * @param fields of the header, besides Host, Connection and Content-Length; names and values without line breaks
     * @param body empty for none
     */
    public record Request(String method, WebUrl url, Map<String, String> fields, byte[] body) {
        public Request(String method, WebUrl url, Map<String, String> fields) {
            this(method, url, fields, new byte[0]);
        }

        private byte[] bytes() {
            String rest = url.rest().split("#", 2)[0];
            StringBuilder text = new StringBuilder()
                    .append(method)
                    .append(' ')
                    .append(encoded(rest.startsWith("/") ? rest : "/" + rest))
                    .append(" HTTP/1.1\r\nHost: ")
                    .append(url.host())
                    .append(url.port() == 0 ? "" : ":" + url.port())
                    .append("\r\n");
            fields.forEach((name, value) -> text.append(name)
                    .append(": ")
                    .append(value.replaceAll("[^\\x20-\\x7e]", ""))
                    .append("\r\n"));
            if (body.length > 0) {
                text.append("Content-Length: ").append(body.length).append("\r\n");
            }
            byte[] head = text.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
            byte[] all = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, all, head.length, body.length);
            return all;
        }
    }

    /** Reads an answer. */
    public interface Reader<T> {
        /** @param body as it comes over the wire: not yet unpacked */
        T read(Head head, InputStream body) throws IOException;
    }

    /**
     * Sends the request and reads the answer.
     *
     * @throws SocketTimeoutException when it is not over by the deadline
     * @throws IOException when the address may not be connected to, or whatever else goes wrong
     */
    public <T> T exchange(Request request, Deadline deadline, Reader<T> reader) throws IOException {
        WebUrl url = request.url();
        InetAddress address = address(url, deadline);
        int port = url.port() != 0 ? url.port() : url.isSecure() ? 443 : 80;
        try (Socket plain = new Socket()) {
            int millis = deadline.millisLeft();
            AtomicBoolean late = new AtomicBoolean();
            ScheduledFuture<?> end = watch.schedule(
                    () -> {
                        late.set(true);
                        close(plain);
                    },
                    millis,
                    TimeUnit.MILLISECONDS);
            try {
                plain.connect(new InetSocketAddress(address, port), millis);
                plain.setSoTimeout(millis);
                Socket socket = url.isSecure() ? secured(plain, url.host(), port) : plain;
                socket.getOutputStream().write(request.bytes());
                InputStream in = new BufferedInputStream(socket.getInputStream());
                return reader.read(Head.read(in), in);
            } catch (IOException e) {
                if (late.get()) { // newer Javas close a socket that was refused too
                    throw new SocketTimeoutException();
                }
                throw e;
            } finally {
                end.cancel(false);
            }
        }
    }

    private InetAddress address(WebUrl url, Deadline deadline) throws IOException {
        List<InetAddress> addresses = url.address() == null ? resolved(url.host(), deadline) : List.of(url.address());
        for (InetAddress address : addresses) {
            if (!reach.allows(url.host(), address)) {
                throw new ForbiddenAddress(
                        url.host() + " is at " + address.getHostAddress() + ", which is not public", url.host());
            }
        }
        return addresses.stream().findFirst().orElseThrow(() -> new UnknownHostException(url.host()));
    }

    /** A system's resolver may take its time and cannot be interrupted. */
    private List<InetAddress> resolved(String host, Deadline deadline) throws IOException {
        Future<List<InetAddress>> answer = names.submit(() -> resolver.resolve(host));
        try {
            return answer.get(deadline.millisLeft(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
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

    /** What a request line may not hold is percent-encoded (RFC 9112 §3.2). */
    private static String encoded(String path) {
        StringBuilder out = new StringBuilder(path.length());
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > ' ' && octet < 0x7f && "\"<>\\^`{|}".indexOf(octet) < 0;
            out.append(plain ? String.valueOf((char) octet) : String.format("%%%02X", octet & 0xff));
        }
        return out.toString();
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
        names.shutdownNow();
    }
}
