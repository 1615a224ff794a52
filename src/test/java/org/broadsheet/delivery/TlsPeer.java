package org.broadsheet.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.broadsheet.mail.SmtpServer;

/** An SMTP server that takes everything, over TLS from the first byte or after STARTTLS, and nothing without. */
final class TlsPeer implements AutoCloseable {
    private final ServerSocket server;
    private final SSLContext tls;
    private final SmtpServer.Security security;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger inTheClear = new AtomicInteger();

    TlsPeer(SSLContext tls, SmtpServer.Security security) throws IOException {
        this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.tls = tls;
        this.security = security;
        Thread accept = new Thread(this::accept, "tls-peer");
        accept.setDaemon(true);
        accept.start();
    }

    SmtpServer server(String host) {
        return new SmtpServer(host, server.getLocalPort(), security, null, null, 2, 1);
    }

    int taken() {
        return taken.get();
    }

    /** Commands about a message that came without encryption. */
    int inTheClear() {
        return inTheClear.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                boolean implicit = security == SmtpServer.Security.TLS;
                converse(implicit ? encrypted(socket) : socket, true);
            } catch (IOException e) {
                // The other side did not like what it saw, or the test is over.
            }
        }
    }

    private Socket encrypted(Socket socket) throws IOException {
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }

    private void converse(Socket socket, boolean greets) throws IOException {
        boolean secure = socket instanceof SSLSocket;
        // One byte at a time: what comes after STARTTLS is not ours to read.
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), 1);
        if (greets) {
            say(socket, "220 peer.test ESMTP");
        }
        boolean body = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (body) {
                if (line.equals(".")) {
                    body = false;
                    taken.incrementAndGet();
                    say(socket, "250 2.0.0 taken");
                }
            } else if (line.equals("STARTTLS")) {
                say(socket, "220 go on");
                converse(encrypted(socket), false);
                return;
            } else if (line.startsWith("EHLO")) {
                say(socket, secure ? "250 peer.test" : "250-peer.test\r\n250 STARTTLS");
            } else {
                inTheClear.addAndGet(secure || line.equals("QUIT") ? 0 : 1);
                body = line.equals("DATA");
                say(socket, body ? "354 go on" : line.equals("QUIT") ? "221 bye" : "250 ok");
            }
        }
    }

    private static void say(Socket socket, String reply) throws IOException {
        socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
