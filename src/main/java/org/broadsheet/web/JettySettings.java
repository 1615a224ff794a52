package org.broadsheet.web;

import io.javalin.config.JettyConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;

/** A server that says little of itself and waits for nobody long. */
final class JettySettings {
    private static final long IDLE_MILLIS = 20_000;
    private static final int LARGEST_HEADERS = 8 * 1024;
    private static final long SLOWEST_BYTES_PER_SECOND = 100;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);
    private static final int MOST_CONNECTIONS = 500;

    private JettySettings() {}

    static void apply(JettyConfig jetty, WebSettings settings) {
        jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
            http.setRequestHeaderSize(LARGEST_HEADERS);
            http.setMinRequestDataRate(SLOWEST_BYTES_PER_SECOND);
            http.addCustomizer(new MethodOverrides());
            // No names of ours have slashes, dots or strange escapes hidden in them (RFC 3986 §2.2).
            http.setUriCompliance(UriCompliance.DEFAULT);
        });
        jetty.addConnector((server, http) -> {
            ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
            connector.setHost(settings.host());
            connector.setPort(settings.port());
            connector.setIdleTimeout(IDLE_MILLIS);
            connector.setShutdownIdleTimeout(100); // a browser may hold a connection that nobody uses
            connector.addBean(new Dawdlers(connector.getScheduler(), LONGEST_REQUEST));
            // What is left of the process's files is for the database and the relay.
            connector.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
            return connector;
        });
        // For what never reaches a page, such as a request that is not HTTP: no word about the server and its insides.
        jetty.modifyServer(server -> {
            server.setStopTimeout(2_000);
            server.setErrorHandler((request, response, callback) -> {
                response.getHeaders().put("Content-Type", "text/plain; charset=utf-8");
                byte[] said = ("Error " + response.getStatus() + "\n").getBytes(StandardCharsets.UTF_8);
                Content.Sink.write(response, true, ByteBuffer.wrap(said));
                callback.succeeded();
                return true;
            });
        });
    }
}
