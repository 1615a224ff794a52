package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.Subscriber;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What readers do about what they get: staying with less after all, and their preferences. */
class PreferencePagesTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private Pages pages;
    private String leave;
    private String preferences;
    private SubscriptionRef quick;

    @BeforeEach
    void serve() {
        pages = new Pages(database.get(), folder);
        leave = "/unsubscribe/" + pages.token;
        preferences = "/preferences/"
                + pages.links.token(LinkTokens.Use.PREFERENCES, pages.ref.subscriberId(), pages.clock.instant());
        quick = new SubscriptionRef(
                pages.ref.subscriberId(),
                new MailingLists(database.get()).findOrCreate("quick").id());
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO subscription (subscriber_id, list_id, state, evidence, changed_at)"
                                + " VALUES (?, ?, 'confirmed', 'asked', ?)",
                        quick.subscriberId(),
                        quick.listId(),
                        pages.clock.instant()));
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    private Subscriber anna() {
        return pages.subscribers.find(pages.ref.subscriberId()).orElseThrow();
    }

    @Test
    void whoever_has_left_may_undo_it_for_a_day() {
        String left = pages.post(leave, FORM, "List-Unsubscribe=One-Click").body();
        assertThat(left).contains("Was that a mistake?", "Or stay with less", "Leave quick", "Why do you leave?");
        assertThat(pages.get(leave + "/undo").statusCode()).isEqualTo(405);
        assertThat(pages.state()).isEqualTo(State.UNSUBSCRIBED);

        for (int press = 1; press <= 2; press++) {
            assertThat(pages.post(leave + "/undo", FORM, "").body()).contains("You are subscribed again");
            assertThat(pages.state()).isEqualTo(State.CONFIRMED);
        }

        pages.post(leave, FORM, "");
        pages.clock.advance(Duration.ofHours(25));
        assertThat(pages.get(leave).body()).doesNotContain("<form", "quick");
        assertThat(pages.post(leave + "/undo", FORM, "").body()).contains("That was some time ago");
        pages.post(leave + "/less", FORM, "topic=events");
        pages.post(leave + "/other", FORM, "list=quick");
        pages.post(leave + "/reason", FORM, "reason=late");
        assertThat(pages.state()).isEqualTo(State.UNSUBSCRIBED);
        assertThat(pages.subscriptions.state(quick)).contains(State.CONFIRMED);
    }

    @Test
    void somebody_stays_with_the_topics_of_their_choice() {
        pages.post(leave, FORM, "");

        assertThat(pages.post(leave + "/less", FORM, "topics=shown&topic=events&topic=evil")
                        .body())
                .contains("You stay, with less");
        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
        assertThat(pages.subscriptions.optedOut(pages.ref)).containsExactly("releases");
    }

    @Test
    void whoever_presses_twice_stays_with_what_was_ticked_last() {
        pages.post(leave, FORM, "");
        for (String topic : List.of("events", "events", "releases")) {
            assertThat(pages.post(leave + "/less", FORM, "topics=shown&topic=" + topic)
                            .body())
                    .contains("You stay, with less");
            assertThat(pages.state()).isEqualTo(State.CONFIRMED);
            assertThat(pages.subscriptions.optedOut(pages.ref))
                    .doesNotContain(topic)
                    .hasSize(1);
        }
        assertThat(pages.post(leave + "/less", FORM, "topics=shown").body())
                .as("nothing at all")
                .contains("Unsubscribe from Bits &amp; &lt;Bytes&gt;?");
        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
        assertThat(pages.subscriptions.optedOut(pages.ref)).containsExactly("events");
    }

    @Test
    void with_no_topic_ticked_nobody_comes_back() {
        pages.post(leave, FORM, "");
        for (String none : List.of("topics=shown", "topics=shown&topic=evil")) {
            HttpResponse<String> answer = pages.post(leave + "/less", FORM, none);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body())
                    .contains("Tick at least one", "comes all the same")
                    .doesNotContain("Nothing else");
        }
        assertThat(pages.state()).isEqualTo(State.UNSUBSCRIBED);
    }

    @Test
    void whoever_saves_without_a_list_is_told_so_and_may_undo_it() {
        String saved = pages.post(preferences, FORM, "shown=community&shown=quick&list=quick&zone=")
                .body();
        assertThat(saved).contains("You have left Bits &amp; &lt;Bytes&gt;.", "Undo", "../subscribe\"");
        assertThat(pages.state()).isEqualTo(State.UNSUBSCRIBED);
        assertThat(pages.get(preferences).body()).as("later too").contains("You have left");
        assertThat(pages.get(preferences + "/undo").statusCode()).isEqualTo(405);

        assertThat(pages.post(preferences + "/undo", FORM, "list=quick").body())
                .as("is on it")
                .contains("An old link");
        assertThat(pages.post(preferences + "/undo", FORM, "list=community").body())
                .contains("You are subscribed again")
                .doesNotContain("You have left");
        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void a_page_with_nothing_left_to_choose_says_so() {
        pages.post(preferences, FORM, "shown=community&shown=quick");
        pages.clock.advance(Duration.ofHours(25));

        assertThat(pages.get(preferences).body())
                .contains("you are on no list")
                .doesNotContain("You have left", "Choose what comes");
        assertThat(pages.post(preferences + "/undo", FORM, "list=community").body())
                .contains("An old link");
        assertThat(pages.state()).isEqualTo(State.UNSUBSCRIBED);
    }

    @Test
    void what_somebody_wants_to_be_called_is_a_name_where_there_is_none() {
        pages.post(preferences, FORM, "first_name=Anna");
        assertThat(anna().address().name()).isEqualTo("Anna");
        pages.post(preferences, FORM, "first_name=Anna&name=Anna+Berg");
        assertThat(anna().address().name()).isEqualTo("Anna Berg");
        assertThat(anna().firstName()).isEqualTo("Anna");
    }

    @Test
    void what_a_form_does_not_bring_along_stays() {
        pages.post(preferences, FORM, "first_name=Anna&name=Anna+Berg&locale=de&zone=Europe/Vienna");
        pages.post(preferences, FORM, "a=b");
        Subscriber anna = anna();
        assertThat(anna.address().name()).isEqualTo("Anna Berg");
        assertThat(anna.firstName()).isEqualTo("Anna");
        assertThat(anna.locale()).isEqualTo("de");
        assertThat(anna.zone()).isEqualTo(ZoneId.of("Europe/Vienna"));
        pages.post(preferences, FORM, "first_name=&name=&locale=&zone=");
        assertThat(anna().address().name()).isEmpty();
        assertThat(anna().locale()).isNull();
        assertThat(anna().zone()).isNull();
    }

    @Test
    void somebody_leaves_list_by_list_but_only_those_they_are_on() {
        pages.post(leave + "/other", FORM, "list=quick");
        assertThat(pages.subscriptions.state(quick)).as("has not left any yet").contains(State.CONFIRMED);
        pages.post(leave, FORM, "");

        assertThat(pages.post(leave + "/other", FORM, "list=nowhere%27+OR+1%3D1")
                        .body())
                .contains("Leave quick");
        assertThat(pages.post(leave + "/other", FORM, "list=quick").body()).doesNotContain("Leave quick");
        assertThat(pages.subscriptions.state(quick)).contains(State.UNSUBSCRIBED);
    }

    @Test
    void a_reason_is_text_and_is_shown_to_nobody_who_holds_the_link() {
        pages.post(leave, FORM, "");
        String answer = pages.post(leave + "/reason", FORM, "reason=%3Cscript%3Ealert(1)%3C/script%3E%0D%0ABcc:+x")
                .body();

        assertThat(answer)
                .contains("What you wrote helps us.", "Was that a mistake?")
                .doesNotContain("alert");
        assertThat(pages.get(leave).body()).doesNotContain("alert");
        String kept = database.jdbi()
                .withHandle(handle -> handle.select("SELECT reason FROM leaving")
                        .mapTo(String.class)
                        .one());
        assertThat(kept).isEqualTo("<script>alert(1)</script> Bcc: x");
    }

    @Test
    void the_page_shows_what_is_chosen_but_not_the_address_and_changes_nothing() {
        String page = pages.get(preferences).body();

        assertThat(page)
                .contains("Bits &amp; &lt;Bytes&gt;", "name=\"topic-community\" value=\"events\" checked", "quick")
                .doesNotContain("anna", "one.example");
        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void what_is_saved_is_what_was_sent() {
        HttpResponse<String> saved = pages.post(
                preferences,
                FORM,
                "shown=community&list=community&topic-community=releases&shown=quick"
                        + "&name=Anna%22%3E%3Cscript%3E&first_name=Anna&locale=ar&zone=Africa/Cairo");

        assertThat(saved.statusCode()).isEqualTo(200);
        assertThat(saved.body()).contains("dir=\"rtl\"", "Africa/Cairo").doesNotContain("<script>");
        assertThat(anna().address().name()).isEqualTo("Anna\"><script>");
        assertThat(anna().firstName()).isEqualTo("Anna");
        assertThat(anna().locale()).isEqualTo("ar");
        assertThat(anna().zone()).isEqualTo(ZoneId.of("Africa/Cairo"));
        assertThat(pages.subscriptions.optedOut(pages.ref)).containsExactly("events");
        assertThat(pages.subscriptions.state(quick)).contains(State.UNSUBSCRIBED);
    }

    @Test
    void a_zone_that_is_none_is_said_and_keeps_nobody_from_leaving() {
        HttpResponse<String> answer = pages.post(preferences, FORM, "name=Bo&zone=%3Cb%3EMars&shown=quick");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("There is no time zone", "&lt;b&gt;Mars")
                .doesNotContain("<b>");
        assertThat(anna().address().name()).isEqualTo("Bo");
        assertThat(pages.subscriptions.state(quick)).contains(State.UNSUBSCRIBED);
    }

    @Test
    void a_zone_may_be_chosen_or_written_in_any_capitals() {
        assertThat(pages.get(preferences).body()).contains("<option value=\"Europe/Berlin\">");
        pages.post(preferences, FORM, "zone=europe/berlin");
        assertThat(anna().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        pages.post(preferences, FORM, "zone=Mars");
        assertThat(anna().zone()).as("stays").isEqualTo(ZoneId.of("Europe/Berlin"));
        pages.post(preferences, FORM, "zone=America/new+york");
        assertThat(anna().zone()).isEqualTo(ZoneId.of("America/New_York"));
    }

    @Test
    void a_language_that_is_not_offered_stays_unless_another_is_chosen() {
        database.jdbi().useHandle(handle -> handle.execute("UPDATE subscriber SET locale = 'pt-BR'"));
        pages.post(preferences, FORM, "locale=pt");
        assertThat(anna().locale()).isEqualTo("pt-BR");
        pages.post(preferences, FORM, "locale=");
        assertThat(anna().locale()).isNull();
        pages.post(preferences, FORM, "locale=tlh");
        assertThat(anna().locale()).isNull();
    }

    @Test
    void only_a_link_for_it_that_is_fresh_opens_it() {
        String otherUse = pages.links.token(LinkTokens.Use.ERASE, pages.ref.subscriberId(), pages.clock.instant());
        for (String token : List.of(otherUse, pages.token, "1", "x".repeat(43))) {
            assertThat(pages.get("/preferences/" + token).statusCode()).isEqualTo(404);
            assertThat(pages.post("/preferences/" + token, FORM, "name=Evil").statusCode())
                    .isEqualTo(404);
        }
        pages.clock.advance(Duration.ofDays(401));
        for (HttpResponse<String> old : List.of(pages.get(preferences), pages.post(preferences, FORM, "name=Evil"))) {
            assertThat(old.statusCode()).isEqualTo(410);
            assertThat(old.body()).contains("This link has grown old");
        }
        assertThat(anna().address().name()).isEmpty();
    }

    @Test
    void the_link_of_somebody_who_is_gone_says_so_kindly() {
        database.jdbi().useHandle(handle -> handle.execute("DELETE FROM subscriber"));

        assertThat(pages.get(preferences).statusCode()).isEqualTo(410);
        assertThat(pages.post(leave, FORM, "").statusCode()).isEqualTo(200);
        assertThat(pages.post(leave + "/undo", FORM, "").body()).contains("That was some time ago");
    }
}
