package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.ProofsOfWork;
import org.broadsheet.subscriber.SignUp;
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

/** The work that is asked of browsers, in a real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofPagesIT {
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
        pages = new Pages(database.get(), folder, new WebSettings("127.0.0.1", 0).proving(12));
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    private int count(String table) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                        .mapTo(Integer.class)
                        .one());
    }

    private void subscribe(Phone.Reader reader, String address) {
        reader.open(pages.url("/subscribe/community"));
        reader.page.locator("input[name=address]").fill(address);
        reader.press("button");
    }

    @ParameterizedTest
    @CsvSource({"en, ltr", "ar, rtl"})
    void a_browser_does_the_work_and_its_reader_signs_up_as_often_as_ever(String lang, String dir) {
        try (Phone.Reader reader = phone.reader(true, lang)) {
            reader.open(pages.url("/subscribe/community")).check("subscribe-proof", lang, dir);
            for (int i = 0; i < 4; i++) {
                subscribe(reader, "p" + i + "@two.example");
                reader.check("asked-proof", lang, dir);
            }
            reader.press("button").check("asked-proof-again", lang, dir);
        }
        assertThat(count("sign_up")).isEqualTo(5);
        assertThat(count("spent_proof")).as("each had its own").isEqualTo(5);
    }

    @Test
    void the_form_is_kept_while_the_work_is_done_and_a_word_says_so() {
        pages.close();
        pages = new Pages(database.get(), folder, new WebSettings("127.0.0.1", 0).proving(ProofsOfWork.MOST_BITS));
        try (Phone.Reader reader = phone.reader(true, "en")) {
            reader.open(pages.url("/subscribe/community"));
            reader.page.locator("input[name=address]").fill("bo@two.example");
            reader.page.locator("button").click();
            reader.page
                    .locator("[role=status]")
                    .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("small sum"))
                    .waitFor();
            reader.check("subscribe-proof-working", "en", "ltr");
        }
    }

    @Test
    void without_javascript_people_sign_up_and_are_told_when_it_was_too_often() {
        try (Phone.Reader reader = phone.reader(false, "en")) {
            for (int i = 0; i < 3; i++) {
                subscribe(reader, "p" + i + "@two.example");
            }
            reader.check("asked", "en", "ltr");
            subscribe(reader, "p4@two.example");
            reader.check("busy-unproved", "en", "ltr");
            assertThat(reader.page.content()).contains("without JavaScript");
        }
        assertThat(count("sign_up")).isEqualTo(3);
        assertThat(count("spent_proof")).isZero();
    }

    @Test
    void who_comes_back_to_the_page_works_anew() {
        try (Phone.Reader reader = phone.reader(true, "en")) {
            subscribe(reader, "p1@two.example");
            reader.page.goBack();
            reader.page.locator("input[name=address]").fill("p2@two.example");
            reader.press("button");
        }
        SignUp first = pages.signUps.take().orElseThrow();
        pages.settle(first);
        assertThat(pages.signUps.take().orElseThrow().address().address()).isEqualTo("p2@two.example");
        assertThat(count("spent_proof")).isEqualTo(2);
    }

    @Test
    void a_browser_that_gets_no_challenge_sends_the_form_all_the_same() {
        try (Phone.Reader reader = phone.reader(true, "en")) {
            reader.context.route("**/challenge", com.microsoft.playwright.Route::abort);
            subscribe(reader, "p1@two.example");
            reader.check("asked", "en", "ltr");
        }
        assertThat(count("sign_up")).isEqualTo(1);
        assertThat(count("spent_proof")).isZero();
    }
}
