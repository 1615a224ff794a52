package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.ImageMode;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailingsTest {
    @Test
    void a_reader_gets_the_words_around_the_edition_in_their_own_language_and_the_edition_in_its_own() {
        Mailing german = mailings("en").of("de-AT");
        Document page = Jsoup.parse(german.html(Workspace.ada()));
        assertThat(page.select("[lang=de]").text()).contains("Abbestellen").doesNotContain("Unsubscribe");
        assertThat(page.text()).contains("5 January 2026").contains("Versionshinweise");
        assertThat(german.text(Workspace.ada())).contains("In dieser Ausgabe:", "Abbestellen:", "A keynote about");
        assertThat(page.select("html, [role=article]").eachAttr("lang")).containsExactly("en", "en");
    }

    @Test
    void what_is_said_in_another_language_says_so_and_runs_its_way() {
        Document page = Jsoup.parse(mailings("en").of("ar").html(Workspace.ada()));
        assertThat(page.select("html, [role=article]").eachAttr("dir")).containsExactly("ltr", "ltr");
        assertThat(page.select("[lang=ar]"))
                .hasSizeGreaterThan(8)
                .allSatisfy(said -> assertThat(said.attr("dir")).isEqualTo("rtl"));
        assertThat(page.body().getAllElements().stream()
                        .filter(element -> element.ownText().codePoints().anyMatch(MailingsTest::isArabic)))
                .isNotEmpty()
                .allSatisfy(element -> assertThat(element.closest("[lang=ar]")).isNotNull());
    }

    @Test
    void an_edition_in_a_language_without_words_is_surrounded_by_english_that_says_so() {
        Document page = Jsoup.parse(mailings("nl").inItsOwnLanguage().html(Workspace.ada()));
        assertThat(page.expectFirst("html").attr("lang")).isEqualTo("nl");
        assertThat(page.select("[lang=en]").text()).contains("Unsubscribe", "In this edition");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "en-GB", "nl", "zh-TW", "nonsense-------", ""})
    void readers_whose_language_is_the_editions_or_not_known_get_one_and_the_same(String locale) {
        Mailings mailings = mailings("en");
        assertThat(mailings.of(locale)).isSameAs(mailings.inItsOwnLanguage()).isSameAs(mailings.of(null));
    }

    @Test
    void readers_of_one_language_share_a_mailing() {
        Mailings mailings = mailings("en");
        assertThat(mailings.of("pt-BR")).isSameAs(mailings.of("pt-PT")).isNotSameAs(mailings.of(null));
    }

    private static boolean isArabic(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.ARABIC;
    }

    private static Mailings mailings(String language) {
        Edition edition = Sample.edition("recap", Locale.forLanguageTag(language));
        return new Mailings(
                new Renderer(Sample.files(), Sample.brand("#466bb0"), new Settings(ImageMode.INLINE, null)), edition);
    }
}
