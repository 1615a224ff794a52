package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.LinkRequest;
import org.broadsheet.subscriber.LinkTokens.Use;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a forwarded mail must not give: it takes a link that was mailed to the address. */
class MailedLinkPagesTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Map<String, Use> PAGES =
            Map.of("address", Use.CHANGE_ADDRESS, "move", Use.NEW_ADDRESS, "data", Use.DOWNLOAD, "erase", Use.ERASE);

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private Pages pages;
    private String preferences;

    @BeforeEach
    void serve() {
        pages = new Pages(database.get(), folder);
        preferences =
                "/preferences/" + pages.links.token(Use.PREFERENCES, pages.ref.subscriberId(), pages.clock.instant());
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    /** What the link in the next mail would be. */
    private String mailed(String path) {
        LinkRequest request = pages.requests.take().orElseThrow();
        pages.settle(request);
        assertThat(request.use()).isEqualTo(PAGES.get(path));
        return "/" + path + "/" + pages.links.token(request.use(), request.id(), pages.clock.instant());
    }

    private String asked(String what, String path) {
        assertThat(pages.post(preferences + "/mail", FORM, "what=" + what).body())
                .contains("A link is on its way");
        return mailed(path);
    }

    private boolean isKnown(String address) {
        return pages.subscribers.find(MailAddress.of(address, "").orElseThrow()).isPresent();
    }

    @Test
    void the_preferences_link_alone_gives_nothing_of_it() {
        String token = preferences.substring(preferences.lastIndexOf('/') + 1);
        pages.post(preferences + "/mail", FORM, "what=erase");
        for (String page : PAGES.keySet()) {
            for (String stolen : List.of(token, pages.token, "1", "x".repeat(43))) {
                assertThat(pages.get("/" + page + "/" + stolen).statusCode()).isEqualTo(404);
                assertThat(pages.post("/" + page + "/" + stolen, FORM, "address=evil@x.example")
                                .statusCode())
                        .isEqualTo(404);
            }
        }
        assertThat(pages.post(preferences + "/mail", FORM, "what=confirm").statusCode())
                .isEqualTo(400);
        assertThat(isKnown("anna@one.example")).isTrue();
    }

    @Test
    void an_address_is_changed_once_both_ends_have_confirmed() {
        String old = asked("change-address", "address");
        assertThat(pages.get(old).body()).contains("Your new address");
        assertThat(pages.post(old, FORM, "address=no%0D%0ABcc:x").statusCode()).isEqualTo(422);
        assertThat(pages.post(old, FORM, "address=slip@two.example").body())
                .contains("A link is on its way", "slip@two.example", "Name another one");
        String slip = mailed("move");
        assertThat(pages.post(old, FORM, "address=new@two.example").body()).contains("new@two.example");
        assertThat(isKnown("new@two.example")).as("not yet").isFalse();
        assertThat(pages.post(slip, FORM, "").statusCode())
                .as("a slip is no key")
                .isEqualTo(410);

        String fresh = mailed("move");
        assertThat(pages.get(fresh).body().split("<button", -1)).hasSize(2);
        assertThat(isKnown("new@two.example")).as("opening it changes nothing").isFalse();
        assertThat(pages.post(fresh, FORM, "").body()).contains("Your address is changed");
        assertThat(isKnown("new@two.example")).isTrue();
        assertThat(isKnown("anna@one.example")).isFalse();
        assertThat(pages.post(fresh, FORM, "").statusCode()).isEqualTo(410);
        assertThat(pages.post(old, FORM, "address=evil@two.example").statusCode())
                .as("the old mailbox moves nobody any more")
                .isEqualTo(410);
    }

    @Test
    void what_was_mailed_to_the_old_address_opens_nothing_after_the_move() {
        String erase = asked("erase", "erase");
        String data = asked("download", "data");
        pages.post(asked("change-address", "address"), FORM, "address=new@two.example");
        pages.post(mailed("move"), FORM, "");

        assertThat(pages.post(data, FORM, "").statusCode()).isEqualTo(410);
        assertThat(pages.post(erase, FORM, "").statusCode()).isEqualTo(410);
        assertThat(isKnown("new@two.example")).isTrue();
    }

    @Test
    void an_address_that_is_subscribed_already_is_told_what_to_do() {
        database.jdbi()
                .useHandle(handle -> handle.execute("INSERT INTO subscriber (address, address_key, address_hash, name,"
                        + " first_name, tags, attributes, created_at, updated_at) SELECT 'bo@two.example',"
                        + " 'bo@two.example', 'x', '', '', '', '{}', created_at, created_at FROM subscriber"));
        pages.post(asked("change-address", "address"), FORM, "address=bo@two.example");
        String link = mailed("move");

        HttpResponse<String> answer = pages.post(link, FORM, "");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("nothing has changed", "unsubscribe the old one");
        assertThat(isKnown("anna@one.example")).isTrue();
    }

    @Test
    void somebody_gets_their_data_as_a_file() {
        String link = asked("download", "data");
        assertThat(pages.get(link).body()).doesNotContain("anna@one.example");
        HttpResponse<String> file = pages.post(link, FORM, "");

        assertThat(file.body()).contains("\"address\" : \"anna@one.example\"");
        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"my-data.json\"");
        assertThat(file.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void somebody_is_erased_and_every_link_of_theirs_says_so_kindly() {
        String link = asked("erase", "erase");
        assertThat(pages.get(link).body()).contains("Erase all that is kept of you?");
        assertThat(isKnown("anna@one.example")).isTrue();
        assertThat(pages.post(link, FORM, "").body()).contains("You are erased");

        assertThat(isKnown("anna@one.example")).isFalse();
        assertThat(pages.post(link, FORM, "").statusCode()).isEqualTo(410);
        assertThat(pages.get(preferences).statusCode()).isEqualTo(410);
        assertThat(pages.post("/unsubscribe/" + pages.token, FORM, "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_link_is_good_for_an_hour() {
        String link = asked("erase", "erase");
        pages.clock.advance(Duration.ofMinutes(61));

        assertThat(pages.get(link).statusCode()).isEqualTo(410);
        assertThat(pages.post(link, FORM, "").body()).contains("This link has grown old");
        assertThat(isKnown("anna@one.example")).isTrue();
    }

    @Test
    void no_link_is_promised_to_an_address_that_is_not_written_to() {
        pages.suppress("anna@one.example");
        HttpResponse<String> answer = pages.post(preferences + "/mail", FORM, "what=erase");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("Your address is not written to").doesNotContain("on its way");
        assertThat(pages.requests.take()).isEmpty();
    }

    @Test
    void who_has_asked_for_enough_links_is_told_when_to_try_again() {
        for (int i = 0; i < 3; i++) {
            assertThat(pages.post(preferences + "/mail", FORM, "what=download").statusCode())
                    .isEqualTo(200);
        }
        pages.clock.advance(Duration.ofMinutes(90));
        HttpResponse<String> answer = pages.post(preferences + "/mail", FORM, "what=erase");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("That is enough for today", "can be sent: 23.");
        pages.clock.advance(Duration.ofHours(23));
        assertThat(pages.post(preferences + "/mail", FORM, "what=erase").statusCode())
                .isEqualTo(200);
    }
}
