package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import java.nio.file.Path;
import java.time.Duration;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.LinkRequest;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.SignUp;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of subscribers in a real browser, with and without JavaScript, from left to right and from right to left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriberPagesIT {
    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private Phone phone;
    private Pages pages;

    @BeforeAll
    void launch() {
        phone = new Phone();
    }

    @AfterAll
    void quit() {
        if (phone != null) { // there is no browser, and the tests are skipped
            phone.close();
        }
    }

    @BeforeEach
    void serve() {
        pages = new Pages(database.get(), folder);
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    private SignUp asked() {
        SignUp signUp = pages.signUps.take().orElseThrow();
        pages.settle(signUp);
        return signUp;
    }

    private String link(SignUp signUp) {
        return pages.url("/confirm/" + pages.links.token(LinkTokens.Use.CONFIRM, signUp.id(), pages.clock.instant()));
    }

    @ParameterizedTest
    @CsvSource({"true, en, ltr", "false, en, ltr", "true, ar, rtl", "false, ar, rtl"})
    void somebody_subscribes_with_the_topics_of_their_choice(boolean javaScript, String lang, String dir) {
        try (Phone.Reader reader = phone.reader(javaScript, lang)) {
            reader.open(pages.url("/subscribe")).check("lists", lang, dir);
            reader.open(pages.url("/subscribe/community")).check("subscribe", lang, dir);
            reader.page.locator("input[name=address]").fill("bo@two.example");
            reader.page.locator("input[name=first_name]").fill("Bo");
            reader.page.locator("input[value=releases]").uncheck();
            reader.press("button").check("asked", lang, dir);

            String link = link(asked());
            reader.open(link).check("confirm", lang, dir);
            assertThat(reader.page.locator("button, input[type=submit]").count())
                    .isEqualTo(1);
            reader.press("button").check("confirmed", lang, dir);
            reader.open(link).check("used", lang, dir);
        }
        long id = pages.subscribers
                .find(MailAddress.of("bo@two.example", "").orElseThrow())
                .orElseThrow()
                .id();
        SubscriptionRef ref = new SubscriptionRef(id, pages.ref.listId());
        assertThat(pages.subscriptions.state(ref)).contains(State.CONFIRMED);
        assertThat(pages.subscriptions.optedOut(ref)).containsExactly("releases");
    }

    @ParameterizedTest
    @CsvSource({"true, en, ltr", "false, en, ltr", "true, ar, rtl", "false, ar, rtl"})
    void it_is_sent_again_to_whoever_asks(boolean javaScript, String lang, String dir) {
        try (Phone.Reader reader = phone.reader(javaScript, lang)) {
            reader.open(pages.url("/subscribe/community"));
            reader.page.locator("input[name=address]").fill("bo@two.example");
            reader.press("button").press("button").check("asked-again", lang, dir);
            String link = link(asked());
            asked();
            pages.clock.advance(Duration.ofDays(9));

            reader.open(link).check("over", lang, dir);
            reader.press("button").check("sent-again", lang, dir);
            asked();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, en, ltr", "false, en, ltr", "true, ar, rtl", "false, ar, rtl"})
    void somebody_leaves_and_thinks_better_of_it(boolean javaScript, String lang, String dir) {
        String link = pages.url("/unsubscribe/" + pages.token);
        try (Phone.Reader reader = phone.reader(javaScript, lang)) {
            reader.open(link).press("button").check("left", lang, dir);
            reader.page.locator("textarea").fill("Too much mail");
            reader.press("form[action$=reason] button").check("reason", lang, dir);
            reader.open(link).press("form[action$=undo] button").check("undone", lang, dir);
            assertThat(pages.state()).isEqualTo(State.CONFIRMED);

            reader.open(link).press("button");
            reader.press("form[action$=less] button").check("less-none", lang, dir);
            reader.page.locator("input[value=events]").check();
            reader.press("form[action$=less] button").check("less", lang, dir);
        }
        assertThat(pages.state()).isEqualTo(State.CONFIRMED);
        assertThat(pages.subscriptions.optedOut(pages.ref)).containsExactly("releases");
    }

    @ParameterizedTest
    @CsvSource({"true, en, ltr", "false, en, ltr", "true, ar, rtl", "false, ar, rtl"})
    void somebody_changes_what_they_get(boolean javaScript, String lang, String dir) {
        String token = pages.links.token(LinkTokens.Use.PREFERENCES, pages.ref.subscriberId(), pages.clock.instant());
        try (Phone.Reader reader = phone.reader(javaScript, lang)) {
            reader.open(pages.url("/preferences/" + token)).check("preferences", lang, dir);
            reader.page.locator("input[value=events]").uncheck();
            reader.page.locator("input[name=zone]").fill("Mars");
            reader.press("button:not(.plainer)").check("wrong-zone", lang, dir);
            reader.open(pages.url("/preferences/" + token));
            reader.page.locator("input[value=events]").uncheck();
            reader.page.locator("select").selectOption(lang);
            reader.press("button:not(.plainer)").check("saved", lang, dir);
            reader.page.locator("input[name=list]").uncheck();
            reader.press("button:not(.plainer)").check("left-list", lang, dir);
            reader.press("form.left button").check("undone-list", lang, dir);
        }
        assertThat(pages.subscriptions.optedOut(pages.ref)).containsExactly("events");
    }

    private String mailed(String page) {
        LinkRequest request = pages.requests.take().orElseThrow();
        pages.settle(request);
        return pages.url("/" + page + "/" + pages.links.token(request.use(), request.id(), pages.clock.instant()));
    }

    @ParameterizedTest
    @CsvSource({"true, en, ltr", "false, en, ltr", "true, ar, rtl", "false, ar, rtl"})
    void somebody_changes_their_address_takes_their_data_and_goes(boolean javaScript, String lang, String dir) {
        String preferences = pages.url("/preferences/"
                + pages.links.token(LinkTokens.Use.PREFERENCES, pages.ref.subscriberId(), pages.clock.instant()));
        try (Phone.Reader reader = phone.reader(javaScript, lang)) {
            reader.open(preferences)
                    .press("form:has([value=change-address]) button")
                    .check("mailed", lang, dir);
            reader.open(mailed("address")).check("new-address", lang, dir);
            reader.page.locator("input[name=address]").fill("new@two.example");
            reader.press("button")
                    .check("mailed-new", lang, dir)
                    .open(mailed("move"))
                    .check("move", lang, dir);
            reader.press("button").check("moved", lang, dir);

            reader.open(preferences).press("form:has([value=download]) button");
            reader.open(mailed("data")).check("data", lang, dir);
            Download file = reader.page.waitForDownload(
                    () -> reader.page.locator("button").click());
            assertThat(file.suggestedFilename()).isEqualTo("my-data.json");
            assertThat(file.path()).content().contains("new@two.example");

            reader.open(preferences).press("form:has([value=erase]) button");
            reader.open(mailed("erase")).check("erase", lang, dir);
            reader.press("button").check("erased", lang, dir);
            reader.open(preferences).check("gone", lang, dir);
        }
        assertThat(pages.subscribers.find(pages.ref.subscriberId())).isEmpty();
    }

    @Test
    void people_do_not_see_the_trap_and_do_not_reach_it_by_keyboard() {
        try (Phone.Reader reader = phone.reader(true, "en")) {
            reader.open(pages.url("/subscribe/community"));
            assertThat(reader.page.locator("input[name=website]").boundingBox().x)
                    .isNegative();
            reader.page.locator("input[name=first_name]").focus();
            reader.page.keyboard().press("Tab");
            assertThat(reader.page.evaluate("document.activeElement.name")).isEqualTo("topic");
        }
    }

    @ParameterizedTest
    @CsvSource({"en, ltr", "ar, rtl"})
    void what_goes_wrong_is_said_where_it_can_be_read(String lang, String dir) {
        try (Phone.Reader reader = phone.reader(true, lang)) {
            reader.open(pages.url("/confirm/broken")).check("broken", lang, dir);
            reader.open(pages.url("/nowhere")).check("nowhere", lang, dir);
            reader.open(pages.url("/subscribe/community/embed")).check("embed", lang, dir);
            reader.open(pages.url("/subscribe/community"));
            reader.page.locator("input[name=address]").fill("bo@localhost");
            reader.press("button").check("wrong-address", lang, dir);
        }
    }
}
