package org.broadsheet.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on loopback that answers each path with whatever bytes a test wants, in whatever way. */
public final class ScriptedWeb implements AutoCloseable {
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private volatile Script otherwise = (request, out) -> out.write(answer(404, new byte[0]));

    /** Writes an answer. What goes wrong while it writes is the client's doing. */
    public interface Script {
        void answer(List<String> request, OutputStream out) throws IOException, InterruptedException;
    }

    public ScriptedWeb() {
        try {
            server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::listen);
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** The lines of the header of each request so far, and its body behind them. */
    public List<List<String>> requests() {
        return requests;
    }

    public ScriptedWeb on(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    /** What answers the paths that nothing else answers. */
    public ScriptedWeb otherwise(Script script) {
        otherwise = script;
        return this;
    }

    /** @param fields of the header, each {@code Name: value} */
    public ScriptedWeb on(String path, int status, byte[] body, String... fields) {
        return on(path, (request, out) -> out.write(answer(status, body, fields)));
    }

    public ScriptedWeb on(String path, String body, String... fields) {
        return on(path, 200, body.getBytes(StandardCharsets.UTF_8), fields);
    }

    /** An answer that is as it should be. */
    public static byte[] answer(int status, byte[] body, String... fields) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " words\r\nContent-Length: " + body.length);
        for (String field : fields) {
            head.append("\r\n").append(field);
        }
        byte[] first = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            List<String> request = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                request.add(line);
            }
            if (request.isEmpty()) {
                return;
            }
            addBody(request, in);
            requests.add(request);
            String path = request.get(0).split(" ")[1];
            Script script = scripts.getOrDefault(path, otherwise);
            script.answer(request, socket.getOutputStream());
            socket.getOutputStream().flush();
        } catch (IOException theClientHasGone) {
            // that is what it may do
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Behind the lines of the header, where there is one. */
    private static void addBody(List<String> request, BufferedReader in) throws IOException {
        String field = "Content-Length: ";
        for (String line : List.copyOf(request)) {
            if (line.startsWith(field)) {
                char[] octets = new char[Integer.parseInt(line.substring(field.length()))];
                int length = 0;
                for (int read = 0; read >= 0 && length < octets.length; length += Math.max(read, 0)) {
                    read = in.read(octets, length, octets.length - length);
                }
                byte[] bytes = new String(octets, 0, length).getBytes(StandardCharsets.ISO_8859_1);
                request.add(new String(bytes, StandardCharsets.UTF_8));
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
