package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.Subscriptions.State;
import org.broadsheet.text.InputException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicPagesTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final List<String> GARBAGE = List.of(
            "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost:port\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost:99999999\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: [zz]:1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost:\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: @:\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
            "GET http://localhost:x/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET http://user:secret@[/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /%zz%c0%af%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /%c0%af HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /health?%zz=%c0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /..%2f..%2fetc/passwd;a=b HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /images/%2e%2e/%2e%2e/x.png HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /unsubscribe/\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: [;\r\nForwarded: for=\"\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: ==\u0001;;$Version=x; a=\"\r\nRange: bytes=z\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip;q=x\r\nAccept-Language: ;;;q=9\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "POST /unsubscribe/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
            "POST /unsubscribe/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
            "POST /unsubscribe/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "POST /unsubscribe/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: huh\r\n\r\n",
            "POST /unsubscribe/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nshort",
            "POST /unsubscribe/x HTTP/1.1\r\nHost: localhost\r\nExpect: 200-nothing\r\nContent-Length: 5\r\n\r\nshort",
            "POST /unsubscribe/x HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nshort",
            "POST /unsubscribe/x HTTP/1.1\r\nHost: localhost\r\nContent-Type: ;;;charset=nope\r\nContent-Length: 5\r\n\r\nshort",
            "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "CONNECT evil.example:25 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
            "G\u0001T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "EHLO localhost\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
            "");

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private Pages pages;

    @BeforeEach
    void serve() {
        pages = new Pages(database.get(), folder);
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    @Test
    void the_link_opens_a_page_with_one_button_and_changes_nothing() {
        HttpResponse<String> page = pages.get("/unsubscribe/" + pages.token);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body().split("<button", -1)).hasSize(2);
        assertThat(page.body())
                .contains("<form method=\"post\">")
                .contains("Unsubscribe from Bits &amp; &lt;Bytes&gt;?");
        assertThat(page.body()).contains("href=\"../pages.css\"").doesNotContain("anna");
        assertThat(page.headers().firstValue("Content-Type").orElse(""))
                .isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void a_list_without_a_title_is_named_by_its_sender() {
        pages.rename("community");

        assertThat(pages.get("/unsubscribe/" + pages.token).body())
                .contains("<h1>Unsubscribe from Istio &amp; friends?</h1>")
                .contains("the mailing list “community” of Istio &amp; friends");
    }

    @Test
    void the_link_of_a_preview_says_so_and_unsubscribes_nobody() {
        for (HttpResponse<String> answer : new HttpResponse[] {
            pages.get("/unsubscribe/preview"), pages.post("/unsubscribe/preview", FORM, "List-Unsubscribe=One-Click")
        }) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("unsubscribes nobody").doesNotContain("<button");
        }
        assertThat(pages.get("/unsubscribe/Preview").statusCode()).isEqualTo(404);
        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void a_head_request_changes_nothing_either() {
        HttpResponse<String> answer =
                pages.send(HttpRequest.newBuilder(URI.create(pages.url("/unsubscribe/" + pages.token)))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
    }

    /** Programs that look at every link of a mail send whatever they like, and none of it is a reader's wish. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-HTTP-Method-Override: POST",
                "x-http-method-override: post",
                "X-HTTP-Method-Override: GET\r\nX-HTTP-Method-Override: POST",
                "X-HTTP-Method: POST",
                "X-Method-Override: POST",
                "X-HTTP-Method-Override : POST",
                "X-Original-Method: POST",
                "X-Forwarded-Method: POST",
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 26",
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            })
    void no_header_makes_a_post_of_another_method(String header) {
        for (String method : new String[] {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "POSTER"}) {
            for (String query :
                    new String[] {"", "?_method=POST&X-HTTP-Method-Override=POST&List-Unsubscribe=One-Click"}) {
                String answer =
                        pages.raw(method + " /unsubscribe/" + pages.token + query + " HTTP/1.1\r\nHost: localhost\r\n"
                                + header + "\r\nConnection: close\r\n\r\nList-Unsubscribe=One-Click");

                assertThat(answer).as(method).startsWith("HTTP/1.1 ");
                assertThat(pages.state()).as(method + " " + header + query).isEqualTo(State.CONFIRMED);
            }
        }
    }

    @Test
    void a_get_that_names_another_method_is_a_get() {
        String answer = pages.raw("GET /unsubscribe/" + pages.token
                + " HTTP/1.1\r\nHost: localhost\r\nX-HTTP-Method-Override: POST\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("<button");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-www-form-urlencoded | List-Unsubscribe=One-Click",
                "multipart/form-data; boundary=b | --b%Content-Disposition: form-data; name=List-Unsubscribe%%One-Click%--b--%",
                "application/x-www-form-urlencoded | ''",
                "text/plain | whatever"
            })
    void a_post_takes_the_person_off_the_list(String contentType, String body) {
        HttpResponse<String> answer = pages.post("/unsubscribe/" + pages.token, contentType, body.replace("%", "\r\n"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(pages.state()).isEqualTo(State.UNSUBSCRIBED);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void a_post_without_body_and_content_type_does_too() {
        String answer = pages.raw("POST /unsubscribe/" + pages.token
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(pages.state()).isEqualTo(State.UNSUBSCRIBED);
    }

    @Test
    void posting_again_says_the_same() {
        String first = pages.post("/unsubscribe/" + pages.token, FORM, "List-Unsubscribe=One-Click")
                .body();
        HttpResponse<String> again = pages.post("/unsubscribe/" + pages.token, FORM, "List-Unsubscribe=One-Click");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body())
                .isEqualTo(first)
                .contains("You are unsubscribed", "the mailing list “Bits &amp; &lt;Bytes&gt;” of Istio &amp; friends");
        assertThat(pages.get("/unsubscribe/" + pages.token).body()).isEqualTo(first);
    }

    @Test
    void a_token_that_is_not_ours_is_refused_kindly_and_changes_nothing() {
        String forged = (pages.token.startsWith("A") ? "B" : "A") + pages.token.substring(1);
        for (String token : new String[] {forged, "1", pages.token + "x", "%3Cscript%3E"}) {
            for (HttpResponse<String> answer : new HttpResponse[] {
                pages.get("/unsubscribe/" + token),
                pages.post("/unsubscribe/" + token, FORM, "List-Unsubscribe=One-Click")
            }) {
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.body()).contains("This link does not work").doesNotContain("script");
            }
        }
        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void a_body_of_more_than_a_form_is_refused() {
        HttpResponse<String> answer = pages.post("/unsubscribe/" + pages.token, FORM, "x".repeat(70_000));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void a_chunked_body_of_more_than_a_form_is_refused_too() {
        String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
        String answer = pages.raw("POST /unsubscribe/" + pages.token
                + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + chunk.repeat(17) + "0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413 ");
        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/unsubscribe/TOKEN", "/unsubscribe/x", "/nowhere", "/health", "/pages.css", "/images/a1.png"})
    void every_answer_is_locked_down(String path) {
        HttpResponse<String> answer = pages.get(path.replace("TOKEN", pages.token));

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.body())
                .doesNotContain("<style")
                .doesNotContain("<script")
                .doesNotContain("style=");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,200",
        "127.0.0.1,200",
        "[::1],200",
        "news.example.org,200",
        "NEWS.example.org:8443,200",
        "evil.example,421",
        "news.example.org.evil.example,421",
        "10.0.0.1,421"
    })
    void only_names_of_ours_are_answered_to(String host, int status) {
        String answer = pages.raw(
                "GET /unsubscribe/" + pages.token + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void a_post_under_a_strangers_name_changes_nothing() {
        String answer = pages.raw("POST /unsubscribe/" + pages.token
                + " HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 421 ");
        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /subscribe/%u0041 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /images/..%2fsecret HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "hello\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"
            })
    void what_is_not_http_learns_nothing_about_the_server(String request) {
        String answer = pages.raw(request);

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContain("Exception");
    }

    @Test
    void a_request_that_makes_no_sense_leaves_the_log_clean_and_the_server_up() {
        List<String> said = Logs.during(() -> {
            for (String request : GARBAGE) {
                pages.raw(request.replace("TOKEN", pages.token));
            }
            pages.cutOff(
                    "POST /unsubscribe/" + pages.token + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n\r\nL");
            pages.get("/health");
        });

        assertThat(said).isEmpty();
        assertThat(pages.get("/health").body()).isEqualTo("ok\n");
        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void who_sends_a_byte_now_and_then_is_told_so_and_the_log_stays_clean() {
        List<String> said = Logs.during(() -> assertThat(pages.dripped(
                        "POST /unsubscribe/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n"))
                .startsWith("HTTP/1.1 408 "));

        assertThat(said).isEmpty();
        assertThat(pages.get("/health").body()).isEqualTo("ok\n");
    }

    @Test
    void pictures_are_served_as_pictures() {
        HttpResponse<String> picture = pages.get("/images/a1.png");

        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(picture.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/images/a1.html", "/images/none.png", "/images/..%2Fsecret", "/images/.a"})
    void what_is_no_picture_is_not_there(String path) {
        assertThat(pages.get(path).statusCode()).isIn(400, 404);
    }

    @Test
    void the_style_carries_the_communitys_colour() {
        HttpResponse<String> style = pages.get("/pages.css");

        assertThat(style.headers().firstValue("Content-Type").orElse("")).startsWith("text/css");
        assertThat(style.body()).contains("--accent: #466bb0;").doesNotContain("{{");
    }

    @Test
    void health_is_a_plain_word() {
        assertThat(pages.get("/health").body()).isEqualTo("ok\n");
    }

    @Test
    void a_database_that_fails_is_not_a_person_who_has_left() {
        database.get().close();

        HttpResponse<String> answer = pages.post("/unsubscribe/" + pages.token, FORM, "List-Unsubscribe=One-Click");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("Please try again").doesNotContain("SQL");
    }

    @Test
    void the_front_door_leads_to_the_lists_and_a_wrong_page_shows_the_way() {
        HttpResponse<String> front = pages.get("/");
        assertThat(front.statusCode()).isEqualTo(302);
        assertThat(front.headers().firstValue("Location")).contains("subscribe");

        HttpResponse<String> wrong = pages.get("/subscribe/nowhere");
        assertThat(wrong.statusCode()).isEqualTo(404);
        assertThat(wrong.body())
                .contains("There is no such page", "href=\"../subscribe\"")
                .doesNotContain("mail once more");
        assertThat(pages.get("/favicon.ico").statusCode()).isEqualTo(204);
        assertThat(pages.get("/icon.svg").headers().firstValue("Content-Type")).contains("image/svg+xml");
    }

    @Test
    void pages_lead_to_the_community() {
        Element link =
                Jsoup.parse(pages.get("/unsubscribe/" + pages.token).body()).expectFirst("footer a");
        assertThat(link.attr("href")).isEqualTo("https://istio.example/?a=1&b=2");
        assertThat(link.attr("rel")).isEqualTo("noreferrer");
        assertThat(link.text()).isEqualTo("Site & docs");
    }

    @Test
    void a_port_in_use_is_said() {
        assertThatThrownBy(() -> new Pages(database.get(), folder, pages.port))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("127.0.0.1:" + pages.port);
    }
}
