package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.DummySSLSocketFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WireTest {
    private static final byte[] MORE_THAN_IS_BUFFERED = new byte[32 << 20];

    enum Kind {
        PLAIN,
        TLS,
        STARTTLS;

        ServerSocket server() throws IOException {
            ServerSocketFactory factory =
                    this == PLAIN ? ServerSocketFactory.getDefault() : new DummySSLServerSocketFactory();
            return factory.createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        }

        Socket connect(int port) throws IOException {
            InetAddress here = InetAddress.getLoopbackAddress();
            SSLSocketFactory tls = new DummySSLSocketFactory();
            return switch (this) {
                case PLAIN -> SocketFactory.getDefault().createSocket(here, port);
                case TLS -> tls.createSocket(here, port);
                case STARTTLS -> tls.createSocket(new Socket(here, port), "localhost", port, true);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void whoever_stops_reading_is_left_in_time_again_and_again(Kind kind) throws Exception {
        try (ServerSocket server = kind.server()) {
            for (int i = 0; i < 2; i++) {
                CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> accept(server));
                try (Socket socket = ready(kind.connect(server.getLocalPort()));
                        Socket deaf = accepted.get(20, TimeUnit.SECONDS)) {
                    Wire wire = new Wire(Duration.ofMillis(500));
                    wire.use(socket);
                    wire.message(MORE_THAN_IS_BUFFERED);
                    assertThatThrownBy(wire::flush).as("%s", deaf).hasMessage("nothing was taken for 500 ms");
                }
            }
        }
    }

    private static Socket ready(Socket socket) throws IOException {
        if (socket instanceof SSLSocket secured) {
            secured.startHandshake();
        }
        return socket;
    }

    private static Socket accept(ServerSocket server) {
        try {
            return ready(server.accept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
