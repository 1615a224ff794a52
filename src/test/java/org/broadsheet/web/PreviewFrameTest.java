package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.broadsheet.web.PreviewChoice.Look;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreviewFrameTest {
    private static final String MAIL = """
            <!DOCTYPE html><html lang="en"><head><meta name="color-scheme" content="light dark">
            <style>:root { color-scheme: light dark; } a { color: #fff }
            @media screen and (prefers-color-scheme: dark) { .page { color: #eee } }
            @media ( prefers-color-scheme:light ) { .page { color: #111 } }</style></head>
            <body><!--[if mso]><table><![endif]--><p>Write @media (prefers-color-scheme: dark) so.</p>
            <picture><source media="(prefers-color-scheme: dark)" srcset="night.png"><img src="day.png" alt=""></picture>
            <a href="https://one.example/">One</a> <a href="#two">Two</a> <a href="javascript:alert(1)">Three</a></body></html>
            """;

    @Test
    void by_night_the_rules_of_the_night_hold_and_no_others() {
        Document page = Jsoup.parse(PreviewFrame.of(MAIL, Look.DARK));

        assertThat(page.expectFirst("style").data())
                .contains("@media screen and (min-width: 0) { .page { color: #eee } }")
                .contains("@media (max-width: 0) { .page { color: #111 } }")
                .contains("color-scheme: dark; }");
        assertThat(page.expectFirst("source").attr("media")).isEqualTo("(min-width: 0)");
        assertThat(page.expectFirst("meta").attr("content")).isEqualTo("dark");
    }

    @Test
    void by_day_those_of_the_day() {
        Document page = Jsoup.parse(PreviewFrame.of(MAIL, Look.LIGHT));

        assertThat(page.expectFirst("style").data())
                .contains("screen and (max-width: 0) {", "@media (min-width: 0) {", "color-scheme: light; }");
        assertThat(page.expectFirst("meta").attr("content")).isEqualTo("light");
    }

    @Test
    void an_inverted_mail_is_that_of_the_day_turned_over_and_its_pictures_turned_back() {
        Document page = Jsoup.parse(PreviewFrame.of(MAIL, Look.INVERTED));

        assertThat(page.select("style").get(0).data()).contains("color-scheme: light; }");
        assertThat(page.select("style").get(1).data()).contains("html{", "img{filter:invert(1)");
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void what_the_mail_says_stays_what_it_is(Look look) {
        String shown = PreviewFrame.of(MAIL, look);
        Document page = Jsoup.parse(shown);

        assertThat(page.expectFirst("p").text()).isEqualTo("Write @media (prefers-color-scheme: dark) so.");
        assertThat(shown).contains("<!--[if mso]><table><![endif]-->");
        assertThat(page.select("a").eachAttr("href"))
                .containsExactly("https://one.example/", "#two", "javascript:alert(1)");
    }

    @Test
    void links_that_lead_away_open_beside_the_preview_and_tell_nobody_where_they_come_from() {
        Document page = Jsoup.parse(PreviewFrame.of(MAIL, Look.LIGHT));

        assertThat(page.select("a[target=_blank][rel='noopener noreferrer']").eachText())
                .containsExactly("One");
    }

    @Test
    void pictures_on_the_web_are_counted() {
        String html = "<img src=a.png><img src='https://x.example/a.png'><img src='//x.example/b.png'><img>";
        assertThat(PreviewFrame.remotePictures(html)).isEqualTo(2);
    }
}
