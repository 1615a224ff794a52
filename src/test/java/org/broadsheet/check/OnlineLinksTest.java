package org.broadsheet.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.broadsheet.fetch.PublicAddresses;
import org.broadsheet.text.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web of its own on loopback: every host that ends in {@code .example} is there, but {@code gone.example}. */
class OnlineLinksTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private int port;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        port = server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            asked.add(exchange.getRequestMethod() + " " + path);
            String target = redirects.get(path);
            boolean onlyGet =
                    path.startsWith("/get-only") && exchange.getRequestMethod().equals("HEAD");
            if (target != null) {
                exchange.getResponseHeaders().add("Location", target.substring(4));
            }
            int status = target != null
                    ? Integer.parseInt(target.substring(0, 3))
                    : onlyGet ? 405 : path.matches("/\\d{3}") ? Integer.parseInt(path.substring(1)) : 200;
            exchange.sendResponseHeaders(status, -1);
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        if (!host.endsWith(".example") || host.equals("gone.example")) {
            throw new UnknownHostException(host);
        }
        return List.of(LOOPBACK);
    }

    private List<String> check(Predicate<InetAddress> allowed, Duration limit, String markdown) {
        String body = markdown.replace("PORT", String.valueOf(port));
        try (LinkProbe probe = new LinkProbe(OnlineLinksTest::resolve, allowed, limit)) {
            OnlineLinks links = new OnlineLinks(probe, LinkCache.of(folder.resolve("links.tsv"), Desk.CLOCK));
            String text = Desk.edition("", body);
            return new Desk()
                    .approval().inspect("a.md", text.getBytes(StandardCharsets.UTF_8), links).findings().stream()
                            .filter(problem -> List.of("unreachable-link", "redirected-link", "plain-http")
                                    .contains(problem.rule()))
                            .map(Problem::toString)
                            .map(line -> line.replace(String.valueOf(port), "PORT"))
                            .toList();
        }
    }

    private List<String> check(String markdown) {
        return check(address -> true, Duration.ofSeconds(10), markdown);
    }

    @Test
    void a_page_that_is_there_is_asked_for_once_and_nothing_is_said() {
        assertThat(check("[a](http://good.example:PORT/x?y=1#one) [b](http://good.example:PORT/x?y=1#two)"))
                .isEmpty();
        assertThat(asked).containsExactly("HEAD /x?y=1");
    }

    @Test
    void a_server_that_dislikes_head_is_asked_with_get() {
        assertThat(check("[a](http://good.example:PORT/get-only)")).isEmpty();
        assertThat(asked).containsExactly("HEAD /get-only", "GET /get-only");
    }

    @Test
    void a_page_that_is_not_there_is_a_warning_at_its_line() {
        assertThat(check("Text.\n\n[a](http://good.example:PORT/404)\n[b](http://gone.example/)"))
                .containsExactly(
                        "a.md:8:1: warning: 'http://good.example:PORT/404' cannot be reached: the server answers 404;"
                                + " mend the URL, or remove the link [unreachable-link]",
                        "a.md:9:1: warning: 'http://gone.example/' cannot be reached: there is no host gone.example;"
                                + " mend the URL, or remove the link [unreachable-link]");
    }

    @Test
    void a_server_that_refuses_programs_is_a_note() {
        assertThat(check("[a](http://good.example:PORT/403) [b](http://good.example:PORT/429)"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("note:", "cannot be asked by a program"));
    }

    @Test
    void a_page_that_moved_for_good_is_named_and_one_that_moved_for_a_while_is_not() {
        redirects.put("/old", "301 /new");
        redirects.put("/now", "302 /elsewhere");
        assertThat(check("[a](http://good.example:PORT/old) [b](http://good.example:PORT/now)"))
                .containsExactly("a.md:6:1: note: 'http://good.example:PORT/old' has moved to"
                        + " http://good.example:PORT/new; write http://good.example:PORT/new [redirected-link]");
    }

    @Test
    void redirects_without_end_are_given_up() {
        redirects.put("/a", "302 /b");
        redirects.put("/b", "302 /a");
        assertThat(check("[a](http://good.example:PORT/a)"))
                .singleElement()
                .asString()
                .contains("redirected more than");
        assertThat(asked).hasSizeLessThan(10);
    }

    @Test
    void a_name_that_leads_to_a_private_address_is_never_connected_to() {
        assertThat(check(PublicAddresses::isPublic, Duration.ofSeconds(10), "[a](http://good.example:PORT/x)"))
                .singleElement()
                .asString()
                .contains("which is not public");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_redirect_to_a_private_address_is_not_followed() {
        // The first hop is let through; whatever it leads to is judged anew.
        AtomicInteger judged = new AtomicInteger();
        for (String target : List.of("http://inside.example:" + port + "/", "http://127.0.0.1:" + port + "/secret")) {
            redirects.put("/out", "302 " + target);
            judged.set(0);
            asked.clear();
            assertThat(check(
                            address -> judged.getAndIncrement() == 0 || PublicAddresses.isPublic(address),
                            Duration.ofSeconds(10),
                            "[a](http://good.example:PORT/out)"))
                    .singleElement()
                    .asString()
                    .contains("which is not public");
            assertThat(asked).containsExactly("HEAD /out");
        }
    }

    @Test
    void a_private_host_is_not_even_looked_up() {
        assertThat(check("[a](http://127.0.0.1:PORT/x) [b](http://[::1]:PORT/) [c](http://localhost:PORT/)"))
                .isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_server_that_drips_or_says_nothing_is_left_in_time() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, LOOPBACK)) {
            threads.execute(() -> {
                while (!silent.isClosed()) {
                    try {
                        silent.accept();
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            assertThat(check(
                            address -> true,
                            Duration.ofMillis(200),
                            "[a](http://slow.example:" + silent.getLocalPort() + "/)"))
                    .singleElement()
                    .asString()
                    .contains("no answer in time");
        }
    }

    @Test
    void what_does_not_speak_http_is_told() throws IOException {
        try (ServerSocket rude = new ServerSocket(0, 50, LOOPBACK)) {
            threads.execute(() -> {
                for (int i = 0; i < 2; i++) {
                    try (var socket = rude.accept()) {
                        socket.getOutputStream().write("220 mail ready\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            assertThat(check("[a](http://rude.example:" + rude.getLocalPort() + "/)"))
                    .singleElement()
                    .asString()
                    .contains("cannot be reached");
        }
    }

    @Test
    void no_more_than_eight_are_asked_at_a_time() {
        StringBuilder markdown = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            markdown.append("* [Page ")
                    .append(i)
                    .append("](http://h")
                    .append(i)
                    .append(".example:PORT/")
                    .append(i + "x)\n");
        }
        assertThat(check(markdown.toString())).isEmpty();
        assertThat(asked).hasSize(60);
        assertThat(mostAtOnce.get()).isBetween(1, 8);
    }

    @Test
    void what_was_reached_is_not_asked_for_again_and_what_failed_is() throws IOException {
        String markdown = "[a](http://good.example:PORT/x) [b](http://good.example:PORT/404)";
        check(markdown);
        asked.clear();
        check(markdown);
        assertThat(asked).containsExactly("HEAD /404", "GET /404");
        Clock tomorrow = Clock.offset(Desk.CLOCK, Duration.ofHours(25));
        String url = "http://good.example:" + port + "/x";
        assertThat(LinkCache.of(folder.resolve("links.tsv"), Desk.CLOCK).find(url))
                .isPresent();
        assertThat(LinkCache.of(folder.resolve("links.tsv"), tomorrow).find(url))
                .isEmpty();
        Files.writeString(folder.resolve("links.tsv"), "x\ty\tz\tw\n\0\n");
        assertThat(LinkCache.of(folder.resolve("links.tsv"), Desk.CLOCK).find(url))
                .isEmpty();
    }
}
