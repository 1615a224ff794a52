package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.SignUp;
import org.broadsheet.subscriber.Subscriber;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions.State;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The form and the confirmation, over HTTP; {@code CorrespondenceContract} has what is mailed. */
class SignUpPagesTest {
    private static final String FORM = "application/x-www-form-urlencoded";

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

    private HttpResponse<String> subscribe(String list, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return pages.post("/subscribe/" + list, FORM, body);
    }

    private List<Map<String, Object>> rows() {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT * FROM sign_up ORDER BY id")
                        .mapToMap()
                        .list());
    }

    /** What the mailed link would be. */
    private String confirmation() {
        SignUp signUp = pages.signUps.take().orElseThrow();
        pages.settle(signUp);
        return "/confirm/" + pages.links.token(LinkTokens.Use.CONFIRM, signUp.id(), pages.clock.instant());
    }

    private Subscriber find(String address) {
        return pages.subscribers.find(MailAddress.of(address, "").orElseThrow()).orElseThrow();
    }

    @Test
    void the_form_offers_the_topics_and_changes_nothing() {
        HttpResponse<String> page = pages.get("/subscribe/community");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "Subscribe to Bits &amp; &lt;Bytes&gt;",
                        "Events &amp; &lt;Meetings&gt;",
                        "value=\"releases\" checked")
                .contains("I want to receive Bits &amp; &lt;Bytes&gt; by e-mail");
        assertThat(rows()).isEmpty();
    }

    @Test
    void what_was_asked_is_written_down_with_its_evidence() {
        HttpResponse<String> answer = pages.post(
                "/subscribe/community",
                FORM,
                "address=%20Bo%40Two.example&name=Bo+B%C3%B6&topics=shown&topic=releases&topic=evil&lang=en");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Look into your mailbox");
        assertThat(rows()).hasSize(1);
        assertThat(rows().get(0))
                .containsEntry("address", "Bo@Two.example")
                .containsEntry("name", "Bo Bö")
                .containsEntry("locale", "en")
                .containsEntry("opted_out", "events")
                .containsEntry("network", "127.0.0.1")
                .containsEntry("state", "asked");
        assertThat(String.valueOf(rows().get(0).get("wording")))
                .startsWith("I want to receive Bits & <Bytes> by e-mail");
    }

    /** anna is on the list, the second is suppressed, the third has left, and nobody knows the last. */
    @Test
    void nothing_in_the_answer_tells_who_is_known() {
        pages.subscriptions.unsubscribe(pages.ref, "left");
        String known =
                subscribe("community", Map.of("address", "anna@one.example")).body();
        String unknown = subscribe("community", Map.of("address", "nobody@nowhere.example"))
                .body();
        pages.suppress("anna@one.example");
        String suppressed =
                subscribe("community", Map.of("address", "anna@one.example")).body();

        assertThat(known.replace("anna@one.example", "X")).isEqualTo(unknown.replace("nobody@nowhere.example", "X"));
        assertThat(suppressed).isEqualTo(known);
        assertThat(rows()).extracting(row -> row.get("state")).containsExactly("asked", "asked", "asked");
    }

    /** Whoever measures how long an answer takes measures the same statements, whoever is known. */
    @Test
    void the_work_is_the_same_for_every_address() {
        pages.suppress("gone@one.example");
        subscribe("community", Map.of("address", "first@one.example"));
        List<List<String>> work = new ArrayList<>();
        for (String address : List.of("anna@one.example", "gone@one.example", "nobody@nowhere.example")) {
            List<String> statements = Collections.synchronizedList(new ArrayList<>());
            database.jdbi().setSqlLogger(new SqlLogger() {
                @Override
                public void logAfterExecution(StatementContext context) {
                    statements.add(String.valueOf(context.getRenderedSql()));
                }
            });
            subscribe("community", Map.of("address", address));
            work.add(List.copyOf(statements));
        }

        assertThat(work.get(0)).isNotEmpty().isEqualTo(work.get(1)).isEqualTo(work.get(2));
        assertThat(work.get(0)).noneMatch(sql -> sql.contains("subscriber ") || sql.contains("suppression"));
    }

    @Test
    void a_machine_that_fills_in_every_field_gets_the_same_answer_and_no_mail() {
        String person =
                subscribe("community", Map.of("address", "bo@two.example")).body();
        String machine = subscribe("community", Map.of("address", "bo@two.example", "website", "https://spam.example"))
                .body();

        assertThat(machine).isEqualTo(person);
        assertThat(rows()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bo",
                "bo@two.example\r\nBcc: all@x.example",
                "bo@two.example, b2@two.example",
                "Bo <bo@two.example>",
                "bo@[127.0.0.1]",
                "bo(1)@two.example",
                "@two.example",
                "\"><script>alert(1)</script>@x.example",
            })
    void what_is_no_address_is_shown_again_with_a_word_about_it(String address) {
        HttpResponse<String> answer = subscribe("community", Map.of("address", address, "name", "<i>Bo"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("This is not an address", "aria-invalid", "&lt;i&gt;Bo")
                .doesNotContain("<script>", "<i>Bo");
        assertThat(rows()).isEmpty();
    }

    @Test
    void hostile_names_are_text_everywhere() {
        String name = "<script>alert(1)</script>{{say.address}}\r\nBcc: x@y.example\u0000\u202e\"'" + "x".repeat(5000);
        HttpResponse<String> answer = subscribe("community", Map.of("address", "bo@two.example", "name", name));
        HttpResponse<String> done = pages.post(confirmation(), FORM, "");

        assertThat(answer.body()).doesNotContain("<script>");
        assertThat(done.body()).doesNotContain("<script>");
        assertThat(find("bo@two.example").address().name())
                .startsWith("<script>alert(1)</script>{{say.address}} Bcc: x@y.example")
                .doesNotContain("\r", "\n", "\u0000", "\u202e")
                .hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void opening_the_link_changes_nothing_and_its_button_confirms() {
        pages.post("/subscribe/community", FORM, "address=bo@two.example&topics=shown&topic=events&lang=de");
        String link = confirmation();

        HttpResponse<String> page = pages.get(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("lang=\"de\"", "Bestätigen");
        assertThat(page.body().split("<button", -1)).hasSize(2);
        assertThat(pages.subscribers.find(MailAddress.of("bo@two.example", "").orElseThrow()))
                .isEmpty();

        HttpResponse<String> done = pages.post(link, FORM, "");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("Sie sind angemeldet");
        SubscriptionRef ref = new SubscriptionRef(find("bo@two.example").id(), pages.ref.listId());
        assertThat(pages.subscriptions.state(ref)).contains(State.CONFIRMED);
        assertThat(pages.subscriptions.optedOut(ref)).containsExactly("releases");
        assertThat(find("bo@two.example").locale()).isEqualTo("de");
        assertThat(evidence(ref))
                .startsWith("confirmed by the link that was mailed, asked for on 2025-11-20T09:00:00Z: Ich möchte");
    }

    @Test
    void somebody_is_called_what_they_want_and_keeps_the_names_that_were_known() {
        subscribe("community", Map.of("address", "bo@two.example", "first_name", "Bo\u202e"));
        String done = pages.post(confirmation(), FORM, "").body();
        assertThat(find("bo@two.example").firstName()).isEqualTo("Bo");
        assertThat(find("bo@two.example").address().name()).isEqualTo("Bo");
        String preferences = done.replaceAll("(?s).*href=\"\\.\\.(/preferences/[\\w-]{43})\".*", "$1");
        assertThat(pages.get(preferences).body()).contains("value=\"Bo\"");

        subscribe("quick", Map.of("address", "bo@two.example", "first_name", "Mallory"));
        pages.post(confirmation(), FORM, "");
        assertThat(find("bo@two.example").firstName()).isEqualTo("Bo");
    }

    @Test
    void an_address_beyond_ascii_can_be_typed_in_any_browser() {
        assertThat(pages.get("/subscribe/community").body())
                .contains("type=\"text\" inputmode=\"email\" name=\"address\"")
                .doesNotContain("type=\"email\"");
        assertThat(subscribe("community", Map.of("address", "b\u00e4rbel@two.example"))
                        .body())
                .contains("b\u00e4rbel@two.example");
        assertThat(rows()).hasSize(1);
    }

    @Test
    void other_capitals_in_the_name_of_a_list_lead_to_it_too() {
        assertThat(pages.get("/subscribe/Community").statusCode()).isEqualTo(200);
        assertThat(subscribe("COMMUNITY", Map.of("address", "bo@two.example")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_link_that_was_used_says_so_kindly_and_brings_nobody_back() {
        subscribe("community", Map.of("address", "bo@two.example"));
        String link = confirmation();
        pages.post(link, FORM, "");
        SubscriptionRef ref = new SubscriptionRef(find("bo@two.example").id(), pages.ref.listId());
        pages.subscriptions.unsubscribe(ref, "left");

        for (HttpResponse<String> again :
                List.of(pages.get(link), pages.post(link, FORM, ""), pages.post(link + "/again", FORM, ""))) {
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).contains("You have confirmed already", "../subscribe/community");
        }
        assertThat(pages.subscriptions.state(ref)).contains(State.UNSUBSCRIBED);
    }

    @Test
    void another_link_of_somebody_who_has_confirmed_says_so_too() {
        subscribe("community", Map.of("address", "bo@two.example"));
        subscribe("community", Map.of("address", "bo@two.example"));
        String first = confirmation();
        String second = confirmation();
        pages.post(first, FORM, "");
        SubscriptionRef ref = new SubscriptionRef(find("bo@two.example").id(), pages.ref.listId());

        assertThat(pages.get(second).body()).contains("You have confirmed already");
        pages.subscriptions.unsubscribe(ref, "left");
        assertThat(pages.post(second, FORM, "").body()).contains("You have confirmed already");
        assertThat(pages.subscriptions.state(ref)).contains(State.UNSUBSCRIBED);

        pages.clock.advance(Duration.ofHours(1));
        subscribe("community", Map.of("address", "bo@two.example"));
        assertThat(pages.post(confirmation(), FORM, "").body()).contains("You are subscribed");
        assertThat(pages.subscriptions.state(ref)).contains(State.CONFIRMED);
    }

    @Test
    void a_link_that_has_grown_old_offers_a_fresh_one() {
        subscribe("community", Map.of("address", "bo@two.example"));
        String link = confirmation();
        pages.clock.advance(Duration.ofDays(8));

        for (HttpResponse<String> old : List.of(pages.get(link), pages.post(link, FORM, ""))) {
            assertThat(old.statusCode()).isEqualTo(410);
            assertThat(old.body()).contains("This link has grown old", "action=\"../confirm/");
        }
        assertThat(rows().get(0)).containsEntry("state", "mailed");
        assertThat(pages.post(link + "/again", FORM, "").body()).contains("a fresh link goes to the same address");
        assertThat(rows().get(0)).containsEntry("state", "asked");
        assertThat(pages.post(confirmation(), FORM, "").body()).contains("You are subscribed");
    }

    @Test
    void a_forged_or_foreign_token_opens_nothing() {
        subscribe("community", Map.of("address", "bo@two.example"));
        String link = confirmation();
        long id = pages.signUps.find(1).orElseThrow().id();
        String otherUse = pages.links.token(LinkTokens.Use.ERASE, id, pages.clock.instant());
        String changed = link.substring(0, link.length() - 1) + (link.endsWith("A") ? "B" : "A");
        for (String path :
                List.of("/confirm/" + otherUse, "/confirm/" + pages.token, changed, "/confirm/1", "/confirm/..%2f1")) {
            assertThat(pages.get(path).statusCode()).as(path).isIn(400, 404);
            assertThat(pages.post(path, FORM, "").statusCode()).as(path).isIn(400, 404);
        }
        assertThat(rows().get(0)).containsEntry("state", "mailed");
    }

    @Test
    void one_network_may_not_ask_without_end() {
        int allowed = 0;
        for (int i = 0; i < 40; i++) {
            allowed += subscribe("community", Map.of("address", "p" + i + "@two.example"))
                                    .statusCode()
                            == 200
                    ? 1
                    : 0;
        }

        assertThat(allowed).isEqualTo(30);
        assertThat(rows()).hasSize(30);
        HttpResponse<String> refused = subscribe("community", Map.of("address", "q@two.example"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("3600");
        assertThat(refused.body()).contains("That was too often");
    }

    @Test
    void nobody_gets_around_the_limit_by_inventing_a_network() {
        for (int i = 0; i < 30; i++) {
            subscribe("community", Map.of("address", "p" + i + "@two.example"));
        }
        HttpResponse<String> answer = pages.send(HttpRequest.newBuilder(URI.create(pages.url("/subscribe/community")))
                .header("Content-Type", FORM)
                .header("X-Forwarded-For", "198.51.100.77")
                .POST(HttpRequest.BodyPublishers.ofString("address=q@two.example")));

        assertThat(answer.statusCode()).isEqualTo(429);
    }

    @Test
    void a_body_that_drips_is_not_waited_for() {
        String answer = pages.dripped("POST /subscribe/community HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + FORM
                + "\r\nContent-Length: 5000\r\n\r\naddress=");

        assertThat(answer).startsWith("HTTP/1.1 408 ");
        assertThat(rows()).isEmpty();
    }

    @Test
    void an_address_that_somebody_floods_is_answered_as_ever_and_left_alone() {
        String first =
                subscribe("community", Map.of("address", "bo@two.example")).body();
        assertThat(first)
                .contains("bo@two.example", "No address gets more than three of them")
                .doesNotContain("A message is on its way");
        for (int i = 0; i < 10; i++) {
            assertThat(subscribe("community", Map.of("address", "bo@two.example"))
                            .body())
                    .isEqualTo(first);
        }
        assertThat(rows()).hasSize(5);
    }

    @Test
    void a_list_that_nobody_has_opened_has_no_form() {
        database.jdbi()
                .useHandle(
                        handle -> handle.execute("INSERT INTO mailing_list (name, title) VALUES ('board', 'Board')"));

        assertThat(pages.get("/subscribe/board").statusCode()).isEqualTo(404);
        assertThat(subscribe("board", Map.of("address", "bo@two.example")).statusCode())
                .isEqualTo(404);
        assertThat(pages.get("/subscribe").body())
                .contains("subscribe/community", "Quick News")
                .doesNotContain("board");
        assertThat(rows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'ar;q=0.9, en;q=0.1', ar, rtl", "'fi, pt-BR', pt, ltr", "';;;', en, ltr", "'', en, ltr"})
    void the_page_speaks_the_language_of_whoever_reads(String accepted, String lang, String dir) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(pages.url("/subscribe/community")));
        HttpResponse<String> page =
                pages.send(accepted.isEmpty() ? request : request.header("Accept-Language", accepted));

        assertThat(page.body()).contains("<html lang=\"" + lang + "\" dir=\"" + dir + "\">");
        assertThat(page.headers().firstValue("Content-Language")).contains(lang);
    }

    @Test
    void a_list_has_its_language_where_nobody_asks_for_another() {
        assertThat(pages.get("/subscribe/quick").body()).contains("<html lang=\"de\"");
        assertThat(pages.get("/subscribe/quick?lang=fr").body()).contains("<html lang=\"fr\"");
    }

    @Test
    void the_form_for_other_pages_leads_where_mails_lead_without_a_public_address_too(@TempDir Path another) {
        try (Pages local = new Pages(database.get(), another, 0, null)) {
            String snippet = Jsoup.parse(local.get("/subscribe/community/embed").body())
                    .select("textarea")
                    .text();
            assertThat(Jsoup.parse(snippet).select("form").attr("action")).isEqualTo(local.url("/subscribe/community"));
        }
    }

    @Test
    void the_form_for_other_pages_is_shown_as_text_and_works() {
        HttpResponse<String> page = pages.get("/subscribe/community/embed");

        String snippet = Jsoup.parse(page.body()).select("textarea").text();
        assertThat(page.body()).doesNotContain("<form");
        assertThat(Jsoup.parse(snippet).select("form").attr("action"))
                .isEqualTo("https://news.example.org/in/subscribe/community");
        assertThat(Jsoup.parse(snippet).select("legend ~ label").eachText())
                .containsExactly("Releases", "Events & <Meetings>");
        assertThat(Jsoup.parse(snippet).select("script, [style]")).isEmpty();
    }

    @Test
    void programs_are_answered_in_json() {
        HttpResponse<String> answer = pages.post(
                "/api/subscribe/community",
                "application/json",
                "{\"address\": \"bo@two.example\", \"name\": \"Bo\", \"topics\": [\"events\"], \"language\": \"de\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"status\":\"asked\"", "unterwegs");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(rows().get(0)).containsEntry("opted_out", "releases").containsEntry("locale", "de");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "community | {\"address\": \"x\"} | 422",
                "community | {\"address\": {\"a\": 1}} | 422",
                "community | {\"address\": \"bo@two.example\", \"address\": \"x@two.example\"} | 400",
                "community | {\"address\": \"bo@two.example\", \"topics\": [\"x\"], \"topics\": null} | 400",
                "community | [] | 400",
                "community | nonsense | 400",
                "community | '' | 400",
                "board | {\"address\": \"bo@two.example\"} | 404"
            })
    void programs_are_told_what_is_wrong(String list, String body, int status) {
        HttpResponse<String> answer = pages.post("/api/subscribe/" + list, "application/json", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"error\":");
        assertThat(rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"address\": \"bo@two.example\", \"address\": \"evil@x.example\\r\\nBcc: y@x.example\"}",
                "{\"address\": \"bo\\u0000@two.example\"}",
                "{\"address\": \"bo\\ud800@two.example\"}",
                "{\"address\": \"bo@two.example\\u2028\\u202e\"}",
                "{\"address\": 1e999999999}",
                "{\"address\": [\"bo@two.example\"]}",
                "{\"address\": \"bo@two.example\"",
                "\u0000",
                "null"
            })
    void hostile_json_is_told_that_it_is_wrong_and_does_nothing(String body) {
        HttpResponse<String> answer = pages.post("/api/subscribe/community", "application/json", body);

        assertThat(answer.statusCode()).isIn(400, 422);
        assertThat(answer.body()).startsWith("{\"error\":");
        assertThat(rows()).isEmpty();
    }

    @Test
    void json_of_any_depth_brings_nothing_down_and_any_type_of_body_is_read() {
        String deep = "[".repeat(20_000);
        assertThat(pages.post("/api/subscribe/community", "application/json", "{\"address\": " + deep)
                        .statusCode())
                .isEqualTo(400);
        String odd = "{\"address\": \"bo@two.example\", \"name\": null, \"topics\": [\"events\"],"
                + " \"language\": null, \"website\": \"\"}";
        assertThat(pages.post("/api/subscribe/community", "text/plain", odd).statusCode())
                .isEqualTo(202);
        assertThat(rows()).hasSize(1);
        assertThat(rows().get(0)).containsEntry("opted_out", "releases");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "name": {"a": 1}         | name       | name is a text
                    "first_name": ["Bo"]     | first_name | first_name is a text
                    "language": 5            | language   | language is a text
                    "language": "klingon"    | language   | language is a tag such as de or pt-BR
                    "language": "../../x"    | language   | language is a tag such as de or pt-BR
                    "proof": true            | proof      | proof is a text
                    "website": 5             | website    | website is a text
                    "list": "board"          | list       | there is no member 'list'; the members are address, name, first_name, language, proof, topics
                    "topic": ["events"]      | topic      | there is no member 'topic'; did you mean 'topics'?
                    "\\u202eevil\\n": 1      | \\u202eevil\\n | there is no member
                    "": 1                    | ''         | there is no member ''
                    """)
    void a_member_that_could_not_be_made_use_of_is_refused_by_its_name(String member, String named, String message) {
        for (String address : List.of("anna@one.example", "nobody@nowhere.example")) {
            HttpResponse<String> answer = pages.post(
                    "/api/subscribe/community",
                    "application/json",
                    "{\"address\": \"" + address + "\", " + member + "}");

            assertThat(answer.statusCode()).isEqualTo(422);
            JsonNode said = JsonMapper.shared().readTree(answer.body());
            assertThat(said.get("error").stringValue()).isEqualTo(named);
            assertThat(said.get("message").stringValue()).startsWith(message);
        }
        assertThat(rows()).isEmpty();
    }

    @Test
    void a_member_with_a_name_without_end_is_named_in_short() {
        String name = "x".repeat(3000);
        HttpResponse<String> answer =
                pages.post("/api/subscribe/community", "application/json", "{\"" + name + "\": 1}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).hasSizeLessThan(400).contains("x".repeat(60) + "…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[\"nope\"]", "[\"events\", \"x' OR 1=1\"]", "[1]", "[null]", "[]", "null", "\"events\"", "{}"})
    void topics_that_the_list_does_not_have_are_told_rather_than_left_out(String topics) {
        HttpResponse<String> answer = pages.post(
                "/api/subscribe/community",
                "application/json",
                "{\"address\": \"bo@two.example\", \"topics\": " + topics + "}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"error\":\"topics\"", "releases, events");
        assertThat(rows()).isEmpty();
    }

    @Test
    void a_list_without_topics_says_that_it_has_none() {
        HttpResponse<String> answer = pages.post(
                "/api/subscribe/quick",
                "application/json",
                "{\"address\": \"bo@two.example\", \"topics\": [\"events\"]}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"error\":\"topics\"", "the list has no topics; leave topics out");
    }

    @ParameterizedTest
    @CsvSource({"pt-BR, pt", "German, de", "fi, en", "'', en"})
    void a_language_is_taken_as_it_is_written_and_without_words_in_it_the_lists_is_used(String sent, String used) {
        pages.post(
                "/api/subscribe/community",
                "application/json",
                "{\"address\": \"bo@two.example\", \"language\": \"" + sent + "\"}");

        assertThat(rows().get(0)).containsEntry("locale", used);
    }

    @Test
    void a_form_that_names_no_language_is_taken_in_the_readers() {
        assertThat(pages.post("/subscribe/quick", FORM, "address=bo@two.example&lang=klingon")
                        .statusCode())
                .isEqualTo(200);
        assertThat(rows().get(0)).containsEntry("locale", "de");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/subscribe/community, 405, method, 'POST, OPTIONS'",
        "DELETE, /api/subscribe/community, 405, method, 'POST, OPTIONS'",
        "POST, /api/subscribe/community/challenge, 405, method, GET",
        "GET, /api/subscribe/board/challenge, 404, list, ",
        "GET, /api/subscribe/community/challenge, 404, path, ",
        "GET, /api/nowhere, 404, path, ",
    })
    void whatever_a_program_does_wrong_it_is_told_in_json(
            String method, String path, int status, String word, @Nullable String allowed) {
        HttpResponse<String> answer = pages.send(HttpRequest.newBuilder(URI.create(pages.url(path)))
                .header("Accept", "text/html")
                .method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode said = JsonMapper.shared().readTree(answer.body());
        assertThat(said.get("error").stringValue()).isEqualTo(word);
        assertThat(said.get("message").stringValue()).isNotBlank();
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        if (allowed == null) {
            assertThat(answer.headers().firstValue("Allow")).isEmpty();
        } else {
            assertThat(answer.headers().firstValue("Allow").orElse("").split(", "))
                    .containsExactlyInAnyOrder(allowed.split(", "));
            assertThat(said.get("message").stringValue()).contains("POST".equals(method) ? "GET" : "POST");
        }
    }

    @Test
    void programs_are_told_of_too_large_a_body_and_of_too_many_requests_in_json() {
        HttpResponse<String> large = pages.post("/api/subscribe/community", "application/json", "x".repeat(70_000));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).startsWith("{\"error\":\"too-large\"");
        String body = "{\"address\": \"bo@two.example\"}";
        for (int i = 0; i < 30; i++) {
            pages.post("/api/subscribe/community", "application/json", body);
        }
        HttpResponse<String> often = pages.post("/api/subscribe/community", "application/json", body);
        assertThat(often.statusCode()).isEqualTo(429);
        assertThat(often.body()).startsWith("{\"error\":\"too-often\"");
        assertThat(often.headers().firstValue("Retry-After")).contains("3600");
    }

    @Test
    void a_database_that_fails_is_told_to_programs_in_json() {
        database.get().close();
        HttpResponse<String> answer =
                pages.post("/api/subscribe/community", "application/json", "{\"address\": \"bo@two.example\"}");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).startsWith("{\"error\":\"server\"").doesNotContain("SQL");
    }

    @Test
    void a_page_that_is_asked_for_by_another_method_names_those_that_it_has() {
        HttpResponse<String> answer = pages.send(HttpRequest.newBuilder(URI.create(pages.url("/subscribe/community")))
                .method("PUT", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElse("").split(", "))
                .containsExactlyInAnyOrder("GET", "HEAD", "POST");
        assertThat(answer.body()).contains("<html");
    }

    @Test
    void a_body_of_more_than_a_form_is_refused() {
        for (String path : List.of("/subscribe/community", "/api/subscribe/community", "/confirm/x")) {
            assertThat(pages.post(path, FORM, "address=" + "x".repeat(70_000)).statusCode())
                    .as(path)
                    .isEqualTo(413);
        }
        assertThat(pages.post("/subscribe/community", FORM, "a=1&".repeat(600)).statusCode())
                .isEqualTo(413);
        assertThat(rows()).isEmpty();
    }

    @Test
    void another_name_for_this_machine_is_refused() {
        String answer = pages.raw("POST /subscribe/community HTTP/1.1\r\nHost: rebound.example\r\nContent-Type: " + FORM
                + "\r\nContent-Length: 22\r\nConnection: close\r\n\r\naddress=bo@two.example");

        assertThat(answer).startsWith("HTTP/1.1 421 ");
        assertThat(rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/subscribe", "/subscribe/community", "/subscribe/community/embed", "/confirm/x"})
    void every_answer_is_locked_down(String path) {
        HttpResponse<String> answer = pages.get(path);

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.body()).doesNotContain("<script", " style=", " onclick");
    }

    @Test
    void what_nobody_confirms_is_dropped_and_networks_are_forgotten() {
        subscribe("community", Map.of("address", "bo@two.example"));
        subscribe("community", Map.of("address", "cy@two.example"));
        pages.post(confirmation(), FORM, "");
        pages.clock.advance(Duration.ofDays(40));
        pages.signUps.tidy(Duration.ofDays(90));
        assertThat(rows()).hasSize(1);
        assertThat(rows().get(0)).containsEntry("address", "bo@two.example").containsEntry("network", "127.0.0.1");

        pages.clock.advance(Duration.ofDays(90));
        pages.signUps.tidy(Duration.ofDays(90));
        assertThat(rows().get(0).get("network")).isNull();
    }

    private String evidence(SubscriptionRef ref) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "SELECT evidence FROM subscription WHERE subscriber_id = ? AND list_id = ?",
                                ref.subscriberId(),
                                ref.listId())
                        .mapTo(String.class)
                        .one());
    }
}
