package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.LinkTokens.Use;
import org.broadsheet.subscriber.Subscriptions.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pages of somebody else may and may not send in a reader's name. */
class ForeignFormsTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private Pages pages;
    private String preferences;
    private Map<String, String> forms;

    @BeforeEach
    void serve() {
        pages = new Pages(database.get(), folder);
        preferences = "/preferences/" + link(Use.PREFERENCES);
        String leave = "/unsubscribe/" + pages.token;
        forms = Map.of(
                preferences,
                "shown=community&name=Evil",
                preferences + "/mail",
                "what=erase",
                leave + "/undo",
                "",
                leave + "/less",
                "topic=events",
                leave + "/other",
                "list=community",
                leave + "/reason",
                "reason=evil",
                "/erase/" + link(Use.ERASE),
                "",
                "/data/" + link(Use.DOWNLOAD),
                "",
                "/confirm/" + link(Use.CONFIRM),
                "",
                "/confirm/" + link(Use.CONFIRM) + "/again",
                "");
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    private String link(Use use) {
        return pages.links.token(use, pages.ref.subscriberId(), pages.clock.instant());
    }

    private HttpResponse<String> post(String path, String body, String header, String value) {
        return pages.send(HttpRequest.newBuilder(URI.create(pages.url(path)))
                .header("Content-Type", FORM)
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, nonsense",
        "Origin, https://evil.example",
        "Origin, https://news.example.org.evil.example",
        "Origin, https://news.example.org@evil.example",
        "Origin, https://evil.example:443\\@news.example.org",
        "Origin, news.example.org"
    })
    void no_form_is_taken_from_the_page_of_somebody_else(String header, String value) {
        forms.forEach((path, body) -> {
            HttpResponse<String> answer = post(path, body, header, value);
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.body()).as(path).doesNotContain("anna");
        });

        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
        assertThat(pages.requests.take()).isEmpty();
        assertThat(pages.subscribers
                        .find(pages.ref.subscriberId())
                        .orElseThrow()
                        .address()
                        .name())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin",
        "Sec-Fetch-Site, none",
        "Origin, null",
        "Origin, https://news.example.org",
        "Origin, http://127.0.0.1:8025"
    })
    void ours_is(String header, String value) {
        assertThat(post(preferences, "shown=community&name=Anna", header, value).statusCode())
                .isEqualTo(200);

        assertThat(pages.subscribers
                        .find(pages.ref.subscriberId())
                        .orElseThrow()
                        .address()
                        .name())
                .isEqualTo("Anna");
    }

    @Test
    void mail_programs_and_forms_on_other_pages_may_be_anywhere() {
        for (String header : List.of("Sec-Fetch-Site cross-site", "Origin https://mail.example")) {
            String[] parts = header.split(" ");
            assertThat(post("/unsubscribe/" + pages.token, "List-Unsubscribe=One-Click", parts[0], parts[1])
                            .statusCode())
                    .isEqualTo(200);
            assertThat(post("/subscribe/community", "address=bo@two.example", parts[0], parts[1])
                            .statusCode())
                    .isEqualTo(200);
            assertThat(post("/api/subscribe/community", "{\"address\": \"bo@two.example\"}", parts[0], parts[1])
                            .statusCode())
                    .isEqualTo(202);
        }
        assertThat(pages.state()).isEqualTo(State.UNSUBSCRIBED);
    }
}
