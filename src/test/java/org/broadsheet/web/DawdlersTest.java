package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DawdlersTest {
    private static final String WHOLE = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory());

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        connector.addBean(new Dawdlers(connector.getScheduler(), Duration.ofMillis(400)));
        server.addConnector(connector);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void who_never_ends_the_head_of_a_request_is_hung_up_on_though_the_one_before_was_whole() throws Exception {
        for (String before : new String[] {"", WHOLE}) {
            try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
                socket.getOutputStream().write((before + "GET / HTTP/1.1\r\nX: ").getBytes(StandardCharsets.US_ASCII));
                assertThat(isHungUpOn(socket)).as(before).isTrue();
            }
        }
    }

    @Test
    void who_asks_again_and_again_on_one_connection_is_not() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
            socket.setSoTimeout(50);
            long until = System.nanoTime() + Duration.ofMillis(1500).toNanos();
            while (System.nanoTime() - until < 0) {
                socket.getOutputStream().write(WHOLE.getBytes(StandardCharsets.US_ASCII));
                assertThat(isOver(socket)).isFalse();
            }
        }
    }

    private static boolean isHungUpOn(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        long until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (System.nanoTime() - until < 0) {
            try {
                socket.getOutputStream().write('a');
            } catch (IOException gone) {
                return true;
            }
            if (isOver(socket)) {
                return true;
            }
        }
        return false;
    }

    /** Takes what comes until nothing more does; whether the other side has ended it. */
    private static boolean isOver(Socket socket) {
        byte[] answer = new byte[4000];
        try {
            int count = 0;
            while (count >= 0) {
                count = socket.getInputStream().read(answer);
            }
            return true;
        } catch (SocketTimeoutException nothingMore) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
