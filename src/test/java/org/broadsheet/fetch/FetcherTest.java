package org.broadsheet.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.broadsheet.fetch.Page.Validators;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FetcherTest {
    private static final Fetcher.Limits LIMITS = new Fetcher.Limits(Duration.ofSeconds(20), 2_000_000, 5, 3);

    private final ScriptedWeb web = new ScriptedWeb();
    private final Wire wire = new Wire(FetcherTest::resolve, Reach.publicAnd(List.of("127.0.0.1")));
    private final Fetcher fetcher = new Fetcher(wire, LIMITS);

    @AfterEach
    void stop() {
        wire.close();
        web.close();
    }

    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        if (!host.endsWith(".example")) {
            throw new UnknownHostException(host);
        }
        return List.of(InetAddress.getLoopbackAddress());
    }

    private String got(String path) throws FetchException {
        return new String(page(path).body(), StandardCharsets.UTF_8);
    }

    private Page page(String path) throws FetchException {
        return fetcher.get(web.url(path), Validators.NONE).orElseThrow();
    }

    private String trouble(String path) {
        return trouble(fetcher, web.url(path));
    }

    private static String trouble(Fetcher fetcher, String url) {
        try {
            return "no trouble: " + fetcher.get(url, Validators.NONE);
        } catch (FetchException e) {
            return e.getMessage() + (e.isTemporary() ? " (for now)" : "");
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] bytes, boolean raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new DeflaterOutputStream(out, new Deflater(9, raw))) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] text(int length) {
        return "Grüße. ".repeat(length / 7 + 1).getBytes(StandardCharsets.UTF_8);
    }

    private void raw(String path, String answer) {
        web.on(path, (request, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void a_page_comes_with_its_type_and_its_validators() throws FetchException {
        web.on("/a", "hello", "Content-Type: text/plain", "ETag: \"1\"", "Last-Modified: then");
        Page page = page("/a");
        assertThat(page.body()).asString().isEqualTo("hello");
        assertThat(page.contentType()).contains("text/plain");
        assertThat(page.validators()).isEqualTo(new Validators("\"1\"", "then"));
        assertThat(web.requests().get(0)).contains("Host: 127.0.0.1:" + web.port(), "Accept-Encoding: gzip, deflate");
    }

    @Test
    void what_has_not_changed_is_not_sent_again() throws FetchException {
        web.on("/a", 304, new byte[0]);
        assertThat(fetcher.get(web.url("/a"), new Validators("\"1\"", "then"))).isEmpty();
        assertThat(web.requests().get(0)).contains("If-None-Match: \"1\"", "If-Modified-Since: then");
    }

    @Test
    void a_validator_cannot_add_lines_to_the_header() throws FetchException {
        web.on("/a", "hello");
        assertThat(fetcher.get(web.url("/a"), new Validators("\"1\"\r\nX-Evil: yes", null)))
                .isPresent();
        assertThat(web.requests().get(0)).contains("If-None-Match: \"1\"X-Evil: yes");
    }

    @Test
    void packed_bodies_are_unpacked() throws FetchException, IOException {
        byte[] text = text(100_000);
        web.on("/gzip", 200, gzip(text), "Content-Encoding: gzip");
        web.on("/zlib", 200, deflate(text, false), "Content-Encoding: deflate");
        web.on("/raw", 200, deflate(text, true), "Content-Encoding: deflate");
        web.on("/twice", 200, gzip(deflate(text, false)), "Content-Encoding: deflate, GZIP");
        for (String path : List.of("/gzip", "/zlib", "/raw", "/twice")) {
            assertThat(page(path).body()).as(path).isEqualTo(text);
        }
    }

    @Test
    void a_body_is_taken_out_of_its_chunks() throws FetchException {
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        raw("/a", head + "5\r\nhello\r\n1;name=\"x\"\r\n \r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n");
        raw("/none", head + "0\r\n\r\n");
        assertThat(got("/a")).isEqualTo("hello 0123456789");
        assertThat(got("/none")).isEmpty();
    }

    @Test
    void packed_chunks_of_any_size_are_unpacked() throws FetchException {
        byte[] text = text(300_000);
        byte[] packed = gzip(text);
        for (int size : List.of(1, 7, 1000)) {
            web.on("/a", (request, out) -> {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.writeBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                for (int at = 0; at < packed.length; at += size) {
                    int length = Math.min(size, packed.length - at);
                    all.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    all.write(packed, at, length);
                    all.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                all.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                all.writeTo(out);
            });
            assertThat(page("/a").body()).as("chunks of " + size).isEqualTo(text);
        }
    }

    @Test
    void a_body_without_a_length_ends_with_the_connection() throws FetchException {
        raw("/a", "HTTP/1.0 200 OK\r\n\r\nall of it");
        assertThat(got("/a")).isEqualTo("all of it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfour",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            })
    void half_an_answer_is_no_answer(String answer) {
        raw("/a", answer);
        assertThat(trouble("/a")).isEqualTo("the answer ends too soon (for now)");
    }

    @Test
    void a_packed_body_that_ends_too_soon_is_no_answer() {
        byte[] packed = gzip(text(100_000));
        byte[] half = Arrays.copyOf(packed, packed.length / 2);
        web.on("/a", 200, half, "Content-Encoding: gzip");
        assertThat(trouble("/a")).isEqualTo("the answer ends too soon (for now)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: magic\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nthis is not gzip",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip,gzip,gzip\r\n\r\nx",
            })
    void a_body_that_its_header_belies_is_refused_for_good(String answer) {
        raw("/a", answer);
        assertThat(trouble("/a")).startsWith("it").doesNotContain("for now");
    }

    @Test
    void whatever_does_not_speak_http_is_refused() {
        raw("/a", "SSH-2.0-OpenSSH_9\r\n");
        raw("/b", "");
        assertThat(trouble("/a")).isEqualTo("the server does not speak HTTP (for now)");
        assertThat(trouble("/b")).isEqualTo("the server does not speak HTTP (for now)");
    }

    @Test
    void more_than_the_limit_is_refused_packed_or_not() throws FetchException {
        web.on("/most", 200, new byte[2_000_000]);
        web.on("/more", 200, new byte[2_000_001]);
        web.on("/bomb", 200, gzip(new byte[300_000_000]), "Content-Encoding: gzip");
        web.on("/double-bomb", 200, gzip(gzip(new byte[300_000_000])), "Content-Encoding: gzip, gzip");
        assertThat(page("/most").body()).hasSize(2_000_000);
        assertThat(trouble("/more")).isEqualTo("it is larger than 2 MB");
        assertThat(trouble("/bomb")).isEqualTo("it is larger than 2 MB");
        assertThat(trouble("/double-bomb")).isEqualTo("it is larger than 2 MB");
    }

    @Test
    void a_body_in_a_million_pieces_is_unpacked_or_refused_in_words() {
        byte[] nothing = gzip(new byte[0]);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 200_000; i++) {
            many.writeBytes(nothing);
        }
        web.on("/pieces", 200, many.toByteArray(), "Content-Encoding: gzip");
        assertThat(trouble("/pieces")).isEqualTo("it is packed in more pieces than makes sense");
        ByteArrayOutputStream few = new ByteArrayOutputStream();
        few.writeBytes(gzip("one ".getBytes(StandardCharsets.US_ASCII)));
        few.writeBytes(nothing);
        few.writeBytes(gzip("two".getBytes(StandardCharsets.US_ASCII)));
        web.on("/few", 200, few.toByteArray(), "Content-Encoding: gzip");
        assertThat(trouble("/few")).startsWith("no trouble");
    }

    @Test
    void addresses_that_hide_others_in_them_are_not_public() throws Exception {
        for (String hidden : List.of(
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0:7f00:1::",
                "fe80::1",
                "fc00::1",
                "ff02::1",
                "::",
                "::1",
                "0.0.0.0",
                "100.64.0.1",
                "192.168.1.1",
                "255.255.255.255")) {
            InetAddress address = InetAddress.getByName(hidden);
            try (Wire outside = new Wire(host -> List.of(address), Reach.PUBLIC)) {
                assertThat(trouble(new Fetcher(outside, LIMITS), "http://hidden.example/"))
                        .as(hidden)
                        .contains("which is not public");
            }
        }
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 127;
        mapped[15] = 1;
        InetAddress unmapped = Inet6Address.getByAddress("x.example", mapped, 0);
        try (Wire outside = new Wire(host -> List.of(unmapped), Reach.PUBLIC)) {
            assertThat(trouble(new Fetcher(outside, LIMITS), "http://x.example/"))
                    .contains("which is not public");
        }
    }

    @Test
    void an_exchange_brings_every_answer_and_follows_within_the_server_only() throws FetchException {
        web.on("/no", 403, "no".getBytes(StandardCharsets.US_ASCII), "X-Why: because");
        web.on("/moved", 301, new byte[0], "Location: /no");
        web.on(
                "/same",
                (request, out) -> out.write("HTTP/1.1 304 Not Modified\r\nContent-Length: 900\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII)));
        web.on("/away", 302, new byte[0], "Location: http://other.example:" + web.port() + "/no");
        web.on("/away-by-port", 302, new byte[0], "Location: http://127.0.0.1:1/no");
        web.on("/away-by-user", 302, new byte[0], "Location: http://127.0.0.1:" + web.port() + "@other.example/no");
        Page page = exchange("GET", "/moved");
        assertThat(page.head().status()).isEqualTo(403);
        assertThat(page.head().field("x-why")).contains("because");
        assertThat(page.body()).asString().isEqualTo("no");
        assertThat(exchange("GET", "/same").head().status()).isEqualTo(304);
        int before = web.requests().size();
        for (String path : List.of("/away", "/away-by-port", "/away-by-user")) {
            assertThatThrownBy(() -> exchange("GET", path)).as(path).hasMessageContaining("where it is not followed");
        }
        assertThat(exchange("POST", "/moved").head().status())
                .as("what is sent is not sent again")
                .isEqualTo(301);
        assertThat(web.requests()).hasSize(before + 4).allMatch(lines -> lines.contains("Authorization: s3cret"));
    }

    private Page exchange(String method, String path) throws FetchException {
        WebUrl url = WebUrl.parse(web.url(path)).orElseThrow();
        byte[] body = method.equals("POST") ? "grüße".getBytes(StandardCharsets.UTF_8) : new byte[0];
        Wire.Request request = new Wire.Request(method, url, Map.of("Authorization", "s3cret"), body);
        Page page = fetcher.exchange(request, Duration.ofSeconds(20));
        if (method.equals("POST")) {
            assertThat(web.requests().get(web.requests().size() - 1)).contains("Content-Length: 7", "grüße");
        }
        return page;
    }

    @Test
    void an_endless_answer_ends_at_the_limit() {
        web.on("/body", (request, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(new byte[10_000]);
            }
        });
        web.on("/header", (request, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("X-Field: and so on\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        });
        assertThat(trouble("/body")).isEqualTo("it is larger than 2 MB");
        assertThat(trouble("/header")).isEqualTo("the server sends more than 64 kB of header (for now)");
    }

    @Test
    void a_server_that_drips_is_left_when_its_time_is_over() {
        CountDownLatch never = new CountDownLatch(1);
        web.on("/drip", (request, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        });
        web.on("/silent", (request, out) -> never.await());
        Fetcher hasty = new Fetcher(wire, LIMITS.within(Duration.ofMillis(400)));
        assertThat(trouble(hasty, web.url("/drip"))).isEqualTo("no answer in time (for now)");
        assertThat(trouble(hasty, web.url("/silent"))).isEqualTo("no answer in time (for now)");
    }

    @Test
    void a_resolver_that_never_answers_is_left_too() {
        CountDownLatch never = new CountDownLatch(1);
        Resolver stuck = host -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        };
        try (Wire slow = new Wire(stuck, Reach.PUBLIC)) {
            assertThat(trouble(new Fetcher(slow, LIMITS.within(Duration.ofMillis(200))), "http://slow.example/"))
                    .isEqualTo("no answer in time (for now)");
        }
    }

    @Test
    void redirects_are_followed_as_far_as_the_limit() throws FetchException {
        web.on("/a/1", 302, new byte[0], "Location: ../b");
        web.on("/b", 301, new byte[0], "Location: " + web.url("/c"));
        web.on("/c", "there");
        web.on("/round", 307, new byte[0], "Location: /round");
        web.on("/nowhere", 302, new byte[0], "Location: ftp://x.example/");
        assertThat(page("/a/1").url()).isEqualTo(web.url("/c"));
        int before = web.requests().size();
        assertThat(trouble("/round")).isEqualTo("it is redirected more than 5 times");
        assertThat(web.requests()).hasSize(before + 6);
        assertThat(trouble("/nowhere")).isEqualTo("it leads on to what is no URL");
    }

    @Test
    void all_hops_share_one_limit_of_time() {
        web.on("/slow", (request, out) -> {
            Thread.sleep(150);
            out.write(ScriptedWeb.answer(302, new byte[0], "Location: /slow"));
        });
        Fetcher hasty = new Fetcher(wire, LIMITS.within(Duration.ofMillis(400)));
        assertThat(trouble(hasty, web.url("/slow"))).isEqualTo("no answer in time (for now)");
    }

    @Test
    void a_redirect_into_this_network_is_not_followed() {
        try (ScriptedWeb inner = new ScriptedWeb();
                Wire outside = new Wire(
                        FetcherTest::resolve,
                        (host, address) -> host.equals("public.example") || Reach.PUBLIC.allows(host, address))) {
            for (String target : List.of(
                    inner.url("/secret"),
                    "http://2130706433:" + inner.port() + "/",
                    "http://[::1]:" + inner.port() + "/",
                    "http://inner.example:" + inner.port() + "/",
                    "http://public.example@127.0.0.1:" + inner.port() + "/",
                    "http://169.254.169.254/latest/meta-data/")) {
                web.on("/in", 302, new byte[0], "Location: " + target);
                assertThat(trouble(new Fetcher(outside, LIMITS), "http://public.example:" + web.port() + "/in"))
                        .as(target)
                        .contains("which is not public")
                        .doesNotContain("for now");
            }
            assertThat(inner.requests()).isEmpty();
        }
    }

    @Test
    void a_name_that_changes_its_address_is_connected_to_where_it_was_looked_at() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        InetAddress harmless = InetAddress.getByName("127.0.0.1");
        InetAddress inner = InetAddress.getByName("127.0.0.2");
        Resolver rebinding = host -> List.of(asked.getAndIncrement() == 0 ? harmless : inner);
        web.on("/a", "harmless");
        web.on("/again", 302, new byte[0], "Location: /a");
        try (Wire outside = new Wire(rebinding, (host, address) -> address.equals(harmless))) {
            Fetcher careful = new Fetcher(outside, LIMITS);
            String url = "http://rebinding.example:" + web.port();
            assertThat(careful.get(url + "/a", Validators.NONE)).isPresent();
            assertThat(asked).as("resolved once for a connection").hasValue(1);
            asked.set(0);
            assertThat(trouble(careful, url + "/again"))
                    .isEqualTo("rebinding.example is at 127.0.0.2, which is not public");
        }
    }

    @Test
    void one_address_of_several_that_must_not_be_asked_is_enough_to_refuse() throws Exception {
        Resolver both = host -> List.of(InetAddress.getByName("93.184.215.14"), InetAddress.getByName("10.0.0.1"));
        try (Wire outside = new Wire(both, Reach.PUBLIC)) {
            assertThat(trouble(new Fetcher(outside, LIMITS), "http://both.example/"))
                    .isEqualTo("both.example is at 10.0.0.1, which is not public");
        }
    }

    @Test
    void what_is_secret_does_not_go_along_to_another_host() throws FetchException {
        try (ScriptedWeb other = new ScriptedWeb()) {
            web.on("/a", 302, new byte[0], "Location: /b");
            web.on("/b", 302, new byte[0], "Location: " + other.url("/c"));
            other.on("/c", "there");
            Map<String, String> secret = Map.of("Authorization", "Bearer s3cret");
            assertThat(fetcher.get(web.url("/a"), secret, Validators.NONE, Duration.ofSeconds(20)))
                    .isPresent();
            assertThat(web.requests()).allMatch(request -> request.contains("Authorization: Bearer s3cret"));
            assertThat(other.requests().get(0)).noneMatch(line -> line.contains("s3cret"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410, 418})
    void a_refusal_is_for_good(int status) {
        web.on("/a", status, new byte[0]);
        assertThat(trouble("/a")).isEqualTo("the server answers " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void trouble_of_the_server_may_pass(int status) {
        web.on("/a", status, new byte[0]);
        assertThat(trouble("/a")).isEqualTo("the server answers " + status + " (for now)");
    }

    @Test
    void nobody_there_is_said_in_words() throws IOException {
        int closed;
        try (ServerSocket once = new ServerSocket(0)) {
            closed = once.getLocalPort();
        }
        assertThat(trouble(fetcher, "http://gone.invalid/")).isEqualTo("there is no host gone.invalid (for now)");
        assertThat(trouble(fetcher, "http://127.0.0.1:" + closed))
                .contains("refused")
                .endsWith("(for now)");
        assertThat(trouble(fetcher, "file:///etc/passwd")).isEqualTo("this is no http or https URL");
        assertThatThrownBy(() -> fetcher.get("", Validators.NONE)).hasMessage("this is no http or https URL");
    }

    @Test
    void only_so_many_are_fetched_at_a_time() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(LIMITS.atATime());
        web.on("/a", (request, out) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            full.countDown();
            full.await();
            now.decrementAndGet();
            out.write(ScriptedWeb.answer(200, new byte[0]));
        });
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Future<Optional<Page>>> pages = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                pages.add(threads.submit(() -> fetcher.get(web.url("/a"), Validators.NONE)));
            }
            for (Future<Optional<Page>> page : pages) {
                assertThat(page.get()).isPresent();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most).hasValue(LIMITS.atATime());
    }
}
