package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.ShownColours.Inversion;
import org.broadsheet.render.ShownColours.Pair;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoticesTest {
    static final String URL = "https://news.harbour.example/confirm/AbC123?a=1&b=2";

    static final String AGAIN = "https://news.harbour.example/subscribe/weekly";

    static List<Notice> each() {
        return List.of(
                Notice.confirmation("Harbour Weekly", URL),
                Notice.welcome("Harbour Weekly", URL),
                Notice.goodbye("Harbour Weekly", URL, AGAIN),
                Notice.stopped("2026-01-05-harbour-weekly", "12 of 200 were rejected"),
                Notice.link("Harbour Weekly", "Erase me", "It leads to a page.", URL),
                Notice.unconfirmed("Harbour Weekly", URL),
                Notice.invitation("Harbour Weekly", URL),
                Notice.subscribed("Harbour Weekly", URL, AGAIN),
                Notice.already("Harbour Weekly", URL),
                Notice.newAddress("Harbour Weekly", URL),
                Notice.moved("Harbour Weekly"),
                Notice.reminder("Releases", "Harbour Weekly 12", LocalDate.of(2026, 1, 12)),
                Notice.overdue("Releases", "Harbour Weekly 12", LocalDate.of(2026, 1, 12)),
                Notice.drafted(waiting(2, List.of("Releases", "<b>People</b>"))),
                Notice.unapproved(waiting(
                        0,
                        List.of(),
                        true,
                        List.of("editions/12.md:9: section 'Releases' is new"),
                        "feed: it timed out")));
    }

    private static Notice.Waiting waiting(long errors, List<String> open) {
        return waiting(errors, open, false, List.of(), "");
    }

    private static Notice.Waiting waiting(
            long errors, List<String> open, boolean late, List<String> changes, String uncollected) {
        return new Notice.Waiting(
                "Harbour Weekly 12",
                "editions/12.md",
                errors,
                1,
                open,
                OptionalLong.of(1204),
                ZonedDateTime.of(2026, 1, 12, 9, 0, 0, 0, ZoneId.of("Europe/Berlin")),
                late,
                changes,
                uncollected);
    }

    @Test
    void editors_learn_when_it_goes_out_to_how_many_and_what_is_in_the_way() {
        String text = write(each().get(13), "en").text().replaceAll("\\s+", " ");
        assertThat(text)
                .contains(
                        "It is due on 12 January 2026 at 09:00 (Europe/Berlin).",
                        "Readers whom it would reach now: 1,204.",
                        "Still open: Releases, <b>People</b>.",
                        "It cannot be approved while there are errors; preflight.txt, attached, lists them.");
        assertThat(write(each().get(14), "en").text().replaceAll("\\s+", " "))
                .contains(
                        "Readers",
                        "It was due on 12 January 2026 at 09:00 (Europe/Berlin) and goes out as soon as it is approved.",
                        "It was changed after it was approved: editions/12.md:9: section 'Releases' is new.",
                        "Could not be collected: feed: it timed out.")
                .doesNotContain("It is due", "Still open", "cannot be approved");
        assertThat(write(
                                Notice.drafted(new Notice.Waiting(
                                        "Harbour",
                                        "editions/12.md",
                                        0,
                                        0,
                                        List.of(),
                                        OptionalLong.empty(),
                                        null,
                                        false,
                                        List.of(),
                                        "")),
                                "en")
                        .text())
                .doesNotContain("Readers", " due ", "changed after", "collected", "Still open", "cannot be approved");
    }

    @Test
    void editors_learn_what_was_changed_in_their_own_words_and_not_of_a_hundred_changes() {
        List<String> changes = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> "change " + i + " " + "x".repeat(i == 1 ? 1000 : 1))
                .toList();
        Notice notice = Notice.drafted(waiting(0, List.of(), true, changes, "feed: it timed out"));
        String german = write(notice, "de").text().replaceAll("\\s+", " ");
        assertThat(german)
                .contains("Seit der Freigabe wurde sie geändert: change 1 xxx", "; change 10 x; ….")
                .contains(
                        "Nicht geladen werden konnte: feed: it timed out.",
                        "Fällig war sie am 12. Januar 2026 um 09:00")
                .doesNotContain("change 11", "x".repeat(200), "It was");
    }

    static NoticeMail write(Notice notice, String locale) {
        return write(notice, locale, "Ada", "#466bb0");
    }

    private static NoticeMail write(Notice notice, String locale, String firstName, String accent) {
        return new Notices(Sample.files(), Sample.brand(accent), new Settings(ImageMode.INLINE, null))
                .write(
                        notice,
                        new MailAddress("news@harbour.example", "Harbour"),
                        new Notices.Addressee(new MailAddress("ada@reader.example", "Ada Lovelace"), firstName, locale),
                        Instant.parse("2026-01-05T08:00:00Z"),
                        "n.1@harbour.example");
    }

    @ParameterizedTest
    @MethodSource("each")
    void a_notice_says_one_thing_with_one_button_in_every_language(Notice notice) {
        for (String language : Words.LANGUAGES) {
            NoticeMail mail = write(notice, language);
            Words words = Words.of(Locale.forLanguageTag(language));
            Document page = Jsoup.parse(mail.html());
            assertThat(page.select("html, [role=article]").eachAttr("lang")).containsExactly(words.tag(), words.tag());
            assertThat(page.select("html, [role=article]").eachAttr("dir")).containsExactly(words.dir(), words.dir());
            assertThat(page.select("h1")).hasSize(1);
            assertThat(page.select("a").eachAttr("href")).isEqualTo(links(notice));
            assertThat(page.text()).contains("Ada", "1 Sample Quay, Nowhere").doesNotContainPattern("\\{[a-z]+}");
            assertThat(mail.text())
                    .contains("Ada", notice.url() == null ? subject(notice) : URL, "1 Sample Quay, Nowhere")
                    .doesNotContainPattern("\\{[a-z]+}");
            assertThat(mail.subject()).isNotBlank().doesNotContain("{");
        }
    }

    /** What the reader has it about: a list, or an edition. */
    private static String subject(Notice notice) {
        return notice.facts().getOrDefault("list", notice.facts().getOrDefault("edition", ""));
    }

    @ParameterizedTest
    @MethodSource("each")
    void whoever_reads_plain_text_is_not_told_of_a_button(Notice notice) {
        for (String language : Words.LANGUAGES) {
            assertThat(write(notice, language).text())
                    .as(language)
                    .doesNotContainIgnoringCase(
                            "button", "Schaltfläche", "Knopf", "bouton", "botón", "botão", "ボタン", "按钮", "الزر");
        }
    }

    @Test
    void a_link_says_for_which_list_it_is_and_what_it_does() {
        for (Notice notice : List.of(each().get(4), each().get(8), each().get(9), each().get(10))) {
            NoticeMail mail = write(notice, "en");
            assertThat(mail.subject()).contains("Harbour Weekly");
            assertThat(mail.text()).contains("Harbour Weekly");
        }
        assertThat(write(each().get(4), "en").text()).contains("It leads to a page. The link is good for an hour.");
        assertThat(write(each().get(9), "en").text().replaceAll("\\s+", " "))
                .contains("somebody has mistyped their address");
    }

    /** The button, what is offered beside it, and the button's address to copy. */
    private static List<String> links(Notice notice) {
        if (notice.url() == null) {
            return List.of();
        }
        return notice.second() == null ? List.of(URL, URL) : List.of(URL, AGAIN, URL);
    }

    @Test
    void a_goodbye_leads_back_in_both_parts() {
        NoticeMail mail = write(Notice.goodbye("Harbour Weekly", URL, AGAIN), "en");
        assertThat(mail.text()).contains("Undo:\n" + URL, "Subscribe again:\n" + AGAIN, "within 24 hours");
        assertThat(Jsoup.parse(mail.html()).select("a[href=" + AGAIN + "]").text())
                .isEqualTo("Subscribe again");
    }

    /** Word pads cells and no links; all others have the whole of the ground as the link. */
    @Test
    void the_button_has_its_ground_and_its_room_in_outlook_too() {
        Document page = Jsoup.parse(write(each().get(0), "en").html());
        Element cell = page.expectFirst("td[bgcolor=#466bb0]");
        assertThat(cell.attr("style")).contains("mso-padding-alt:13px 26px 13px 26px");
        assertThat(cell.select("> a").attr("style"))
                .contains("display:block", "padding:13px 26px", "mso-padding-alt:0");
    }

    @Test
    void a_date_is_written_as_the_reader_writes_it() {
        Notice reminder = each().get(11);
        assertThat(write(reminder, "de").subject()).isEqualTo("Fällig am 12. Januar 2026: Releases");
        assertThat(write(reminder, "ja").text()).contains("2026年1月12日が締め切り");
        assertThat(write(reminder, "nl").text()).contains("is due on 12 January 2026");
    }

    @Test
    void without_a_first_name_nobody_is_addressed_by_none() {
        assertThat(write(each().get(0), "en", " ", "#466bb0").text()).contains("\nHello,\n");
    }

    @Test
    void names_from_outside_stay_text_on_one_line() {
        String evil = "A\r\nBcc: b@b.example\r\n<script>x</script>{{say.why}} {date} \u202Elist ${x}";
        Notice notice = Notice.confirmation(evil, "https://x.example/\"><script>");
        NoticeMail mail = write(notice, "en", "Eve\nSubject: x<img src=x>", "#466bb0");
        assertThat(new String(mail.message(), StandardCharsets.ISO_8859_1))
                .doesNotContainPattern("(?m)^Bcc")
                .doesNotContain("Subject: x<img src=3Dx>\r\n\r\n");
        assertThat(Jsoup.parse(mail.html()).select("script, img[src=x]")).isEmpty();
        assertThat(mail.text().replaceAll("\\s+", " "))
                .contains("<script>x</script>{{say.why}} {date} list")
                .doesNotContain("\u202E");
        assertThat(mail.subject()).doesNotContain("\n");
    }

    @Test
    void the_same_notice_gives_the_same_bytes() {
        assertThat(write(each().get(0), "fr").message())
                .isEqualTo(write(each().get(0), "fr").message());
    }

    @Test
    void it_comes_from_the_sender_and_says_that_nobody_typed_it() {
        String message = new String(write(each().get(1), "pt-BR").message(), StandardCharsets.ISO_8859_1);
        assertThat(message)
                .contains("From: Harbour <news@harbour.example>\r\n", "To: Ada Lovelace <ada@reader.example>\r\n")
                .contains("Auto-Submitted: auto-generated\r\n", "Content-Language: pt\r\n")
                .contains("Date: Mon, 5 Jan 2026 08:00:00 +0000\r\n", "Message-ID: <n.1@harbour.example>\r\n")
                .contains("multipart/alternative", "multipart/related", "Content-Type: image/png");
    }

    @Test
    void the_button_is_one_where_links_have_no_padding_too() {
        Element cell = Objects.requireNonNull(
                Jsoup.parse(write(each().get(0), "en").html()).expectFirst("a").parent());
        assertThat(cell.attr("bgcolor")).matches("#[0-9a-f]{6}");
        assertThat(cell.attr("style")).contains("mso-padding-alt:13px 26px");
    }

    @Test
    void it_can_be_read_by_day_by_night_and_inverted_with_any_accent() {
        for (String accent : ContrastTest.accents()) {
            String html = write(each().get(0), "en", "Ada", accent).html();
            ShownColours.byDay(html).forEach(pair -> assertReadable(pair, accent));
            ShownColours.byNight(html).forEach(pair -> assertReadable(pair, accent));
            for (Inversion inversion : Inversion.values()) {
                ShownColours.byDay(html)
                        .forEach(pair -> assertReadable(
                                new Pair(inversion.of(pair.text()), inversion.of(pair.ground()), pair.said()), accent));
            }
        }
    }

    private static void assertReadable(Pair pair, String accent) {
        assertThat(Accent.contrast(pair.text(), pair.ground()))
                .as("%s: %06x on %06x, %s", accent, pair.text(), pair.ground(), pair.said())
                .isGreaterThanOrEqualTo(4.5);
    }
}
