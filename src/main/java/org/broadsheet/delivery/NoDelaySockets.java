package org.broadsheet.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets that send small packets at once. An SMTP dialogue is all small packets, and Nagle's algorithm together with the
 * receiver's delayed acknowledgement costs some 40 ms a message (RFC 1122 §4.2.3.4).
 */
final class NoDelaySockets {
    private NoDelaySockets() {}

    static final class Plain extends SocketFactory {
        private final Wire wire;

        /** @param wire is told of the socket that was made last */
        Plain(Wire wire) {
            this.wire = wire;
        }

        @Override
        public Socket createSocket() throws IOException {
            return noDelay(new Socket(), wire);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return noDelay(new Socket(host, port), wire);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return noDelay(new Socket(host, port, local, localPort), wire);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return noDelay(new Socket(host, port), wire);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return noDelay(new Socket(host, port, local, localPort), wire);
        }
    }

    /** TLS from the first byte, or over a socket of {@link Plain} that STARTTLS hands in. */
    static final class Tls extends SSLSocketFactory {
        private final SSLSocketFactory tls;
        private final Wire wire;

        /**
         * @param tls knows whom to trust
         * @param wire is told of the socket that was made last
         */
        Tls(SSLSocketFactory tls, Wire wire) {
            this.tls = tls;
            this.wire = wire;
        }

        @Override
        public Socket createSocket() throws IOException {
            return noDelay(tls.createSocket(), wire);
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return noDelay(tls.createSocket(socket, host, port, autoClose), wire);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return noDelay(tls.createSocket(host, port), wire);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return noDelay(tls.createSocket(host, port, local, localPort), wire);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return noDelay(tls.createSocket(host, port), wire);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return noDelay(tls.createSocket(host, port, local, localPort), wire);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return tls.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return tls.getSupportedCipherSuites();
        }
    }

    private static Socket noDelay(Socket socket, Wire wire) throws SocketException {
        socket.setTcpNoDelay(true);
        wire.use(socket);
        return socket;
    }
}
