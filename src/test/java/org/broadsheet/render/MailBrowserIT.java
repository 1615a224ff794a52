package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.broadsheet.Chromium;
import org.broadsheet.Snapshot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every template in a real browser, at three widths, by day and by night. Pictures are left under target/mails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailBrowserIT {
    private static final int[] WIDTHS = {320, 600, 1000};

    /** Of each element, what its styles put at two sides of it. */
    private static final String SIDES = """
            ([one, other]) => [...document.querySelectorAll('body *')].filter(e => !e.closest('pre, code')).map(e => {
              const style = getComputedStyle(e);
              return e.tagName + '.' + e.className + [one, other].map(side => ' ' + style['padding' + side] + ' '
                  + style['border' + side + 'Width'] + (e.closest('.page') === e ? '' : ' ' + style['margin' + side]));
            }).join('\\n')""";

    /** @param name of the pictures */
    record Shown(String name, String html) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Chromium chromium;

    static List<Shown> mails() {
        List<Shown> mails = new ArrayList<>();
        for (String language : List.of("en", "ar")) {
            for (String template : Sample.TEMPLATES) {
                Mailing mailing = Sample.everyBlock(template, "#466bb0", language);
                mails.add(new Shown(template + "-" + language, mailing.html(Workspace.ada())));
            }
            NoticeMail notice = NoticesTest.write(NoticesTest.each().get(0), language);
            mails.add(new Shown("notice-" + language, notice.html()));
        }
        return mails;
    }

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

    @ParameterizedTest
    @MethodSource("mails")
    void everybody_can_read_it_at_any_width_by_day_and_by_night(Shown mail) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext reader = chromium.context(new Browser.NewContextOptions().setColorScheme(scheme))) {
                Page page = reader.newPage();
                page.setContent(mail.html());
                Arrays.stream(WIDTHS).forEach(width -> assertReadable(page, mail.name(), width, scheme));
            }
        }
    }

    private static void assertReadable(Page page, String name, int width, ColorScheme scheme) {
        page.setViewportSize(width, 700);
        String shown = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        picture(page, shown);
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                .as(shown + " scrolls sideways")
                .isLessThanOrEqualTo(width);
        assertThat(Chromium.barriers(page)).as(shown).isEmpty();
    }

    /** What is at the left of one is at the right of the other, whatever the width. Code runs from left to right in both. */
    @ParameterizedTest
    @MethodSource("templates")
    void right_to_left_is_the_mirror_image(String template) {
        try (BrowserContext reader = chromium.context(new Browser.NewContextOptions())) {
            Page page = reader.newPage();
            for (int width : WIDTHS) {
                page.setViewportSize(width, 700);
                page.setContent(Sample.everyBlock(template, "#466bb0", "en").html(Workspace.ada()));
                String sides = page.evaluate(SIDES, List.of("Left", "Right")).toString();
                page.setContent(Sample.everyBlock(template, "#466bb0", "ar").html(Workspace.ada()));
                String mirrored = page.evaluate(SIDES, List.of("Right", "Left")).toString();
                assertThat(mirrored.lines())
                        .as("%s at %d", template, width)
                        .containsExactlyElementsOf(sides.lines().toList());
            }
        }
    }

    static List<String> templates() {
        return Sample.TEMPLATES;
    }

    /** As mail programs do that invert what they are given. */
    @ParameterizedTest
    @MethodSource("mails")
    void it_is_shown_inverted(Shown mail) {
        try (BrowserContext reader = chromium.context(new Browser.NewContextOptions())) {
            Page page = reader.newPage();
            page.setContent(mail.html());
            page.setViewportSize(600, 700);
            page.addStyleTag(new Page.AddStyleTagOptions()
                    .setContent("html { background: #fff; filter: invert(1) hue-rotate(180deg) }"));
            picture(page, mail.name() + "-600-inverted");
            assertThat(page.locator("h1").isVisible()).isTrue();
        }
    }

    private static void picture(Page page, String name) {
        Snapshot.take(page, true, "mails", name);
    }
}
