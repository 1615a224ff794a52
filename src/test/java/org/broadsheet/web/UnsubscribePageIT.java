package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.broadsheet.Chromium;
import org.broadsheet.Snapshot;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.Subscriptions.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser, as a reader on a phone meets it. Pictures of it are left under target/pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnsubscribePageIT {
    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private Chromium chromium;
    private Pages pages;

    @BeforeAll
    void launch() {
        chromium = new Chromium();
    }

    @AfterAll
    void quit() {
        if (chromium != null) {
            chromium.close();
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_button_asks_and_a_click_leaves(boolean javaScript) {
        try (BrowserContext phone = phone(javaScript, ColorScheme.LIGHT)) {
            Page page = open(phone);

            assertThat(page.locator("button, input[type=submit], [role=button]").count())
                    .isEqualTo(1);
            assertThat(pages.state()).isEqualTo(State.CONFIRMED);

            page.locator("button").click();

            page.waitForSelector("h1:text-is('You are unsubscribed')");
            assertThat(pages.state()).isEqualTo(State.UNSUBSCRIBED);
            assertThat(phone.cookies()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everybody_can_read_and_use_it(ColorScheme scheme) {
        try (BrowserContext phone = phone(true, scheme)) {
            Page page = open(phone);
            assertAccessible(page, "ask-" + scheme);
            page.locator("button").click();
            page.waitForSelector("h1:text-is('You are unsubscribed')");
            assertAccessible(page, "left-" + scheme);
            page.navigate(pages.url("/unsubscribe/broken"));
            assertAccessible(page, "broken-" + scheme);
        }
    }

    @ParameterizedTest
    @CsvSource({"320", "375", "1000"})
    void it_fits_the_screen_and_the_thumb(int width) {
        try (BrowserContext phone = phone(true, ColorScheme.LIGHT)) {
            Page page = open(phone);
            page.setViewportSize(width, 640);

            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
            assertThat(page.locator("button").boundingBox().height).isGreaterThanOrEqualTo(44);
            picture(page, "ask-" + width);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/unsubscribe/TOKEN", "/unsubscribe/broken", "/nowhere", "/no/such/place"})
    void the_policy_blocks_nothing_that_the_page_needs(String path) {
        try (BrowserContext phone = phone(true, ColorScheme.LIGHT)) {
            Page page = phone.newPage();
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.navigate(pages.url(path.replace("TOKEN", pages.token)));

            assertThat(complaints).noneMatch(text -> text.contains("Content Security Policy"));
            Object serif = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily");
            assertThat(serif.toString()).startsWith("Georgia");
        }
    }

    private BrowserContext phone(boolean javaScript, ColorScheme scheme) {
        return chromium.context(new Browser.NewContextOptions()
                .setViewportSize(375, 667)
                .setJavaScriptEnabled(javaScript)
                .setColorScheme(scheme));
    }

    private Page open(BrowserContext phone) {
        Page page = phone.newPage();
        page.navigate(pages.url("/unsubscribe/" + pages.token));
        return page;
    }

    private static void assertAccessible(Page page, String name) {
        picture(page, name);
        assertThat(Chromium.barriers(page)).as(name).isEmpty();
    }

    private static void picture(Page page, String name) {
        Snapshot.take(page, false, "pages", name);
    }
}
