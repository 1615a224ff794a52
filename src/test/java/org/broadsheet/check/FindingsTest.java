package org.broadsheet.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.broadsheet.edition.Brand;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** More of what the rules find, and of what they leave alone, than their examples say. The edition is of 2025-11-20. */
class FindingsTest {
    private static final String OPENING = "The week in a few words, for everybody who was away.\n\n";

    private static List<String> rules(String body) {
        return Desk.rules(new Desk().check(OPENING + body.replace("\\n", "\n")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
        broken-link ~ See [it](https://a.example/x y) now
        bad-url ~ [it](https://a..example/)
        bad-url ~ [it](https://a.example:99999/)
        bad-url ~ [it](https://a.example/100%)
        bad-url ~ [mail](mailto:ann@@a.example)
        private-host ~ [it](http://[::1]:8080/)
        private-host ~ [it](http://2130706433/)
        private-host ~ ![it](http://192.168.0.1/a.png)
        private-host ~ ```items\\n- title: A\\n  url: http://localhost/\\n```
        tracking-parameter ~ [it](https://a.example/?a=1&fbclid=x#y)
        plain-http ~ [a](http://a.example/1) [b](https://www.a.example/2)
        plain-http ~ [a](http://pages.dev/1)
        shortener ~ [it](https://www.tinyurl.com/x)
        misleading-link ~ [https://a.example/x](https://b.example/x)
        misleading-link ~ [https://a.github.io/](https://b.github.io/)
        misleading-link ~ [ann@a.example](mailto:bob@a.example)
        heading-order ~ # Another title
        vague-link ~ [Hier](https://a.example/1)
        vague-link ~ [en savoir plus](https://a.example/1)
        vague-link ~ [Read more…](https://a.example/1)
        missing-alt ~ <img src="https://a.example/1.png">
        table-without-header ~ <table><tr><td>1</td></tr></table>
        all-caps ~ ## REGISTER BEFORE FRIDAY\\nText.
        wrong-weekday ~ Monday, 25 November 2025
        wrong-weekday ~ on Mon, Nov 25th
        wrong-weekday ~ Friday 2025-11-20
        wrong-weekday ~ 25 November 2025 (Friday)
        wrong-weekday ~ Montag, den 25. November 2025
        wrong-weekday ~ Mo., 25.11.2025
        wrong-weekday ~ lundi 25 novembre 2025
        wrong-weekday ~ lunes, 25 de noviembre de 2025
        wrong-weekday ~ segunda-feira, 25 de novembro de 2025
        wrong-weekday ~ Sunday, February 30, 2026
        past-event ~ ```events\\n- title: A\\n  date: 2025-11-19\\n```
        name-spelling ~ ```talks\\n- title: A\\n  organisation: Red Hat\\n- title: B\\n  organisation: RedHat\\n```
        duplicate-link ~ * [A](https://a.example/1)\\n* [B](https://www.a.example/1/?utm_source=x)
        unsupported-image ~ ![A logo](https://a.example/logo.webp)
        """)
    void is_found(String rule, String body) {
        assertThat(rules(body)).as(body).contains(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tuesday, 25 November 2025, Tue 25 Nov, Dienstag, 25. November, mardi 25 novembre 2025",
                "martes, 25 de noviembre de 2025; terça-feira, 25 de novembro de 2025; Tue, 2025-11-25",
                "Monday–Thursday, 23–26 March 2026, and Mon 3 pm; Saturday 14:30; May the 4th",
                "Thursday, January 1 and Thursday, February 29, 2024",
                "The CNCF TOC, SIG API and the HTTP REST API of AWS EKS",
                "[istio.io](https://github.com/istio/istio.io), [node.js](https://nodejs.example/) and"
                        + " [youtu.be/x](https://www.youtube.com/watch?v=x)",
                "[docs.project.example](https://docs.project.example/a) and"
                        + " [www.project.example](https://project.example/)",
                "[The repo](https://a.example/r) and again [the repo of it](https://a.example/r).",
                "* [A](https://a.example/1)\\n* [A](https://a.example/1)",
                "Read it at [a blog](http://old.example/1), see `http://localhost:8080` and `](x y)`",
                "[x](https://a.example/?si=1&ref=2&page=3) and [y](mailto:ann@a.example?subject=Hi%20there)",
                "<img src=\"https://a.example/1.png\" alt=\"\"> only decorates",
                "An array[0] (`x`), [video] (2025) and a footnote[^1].\\n\\n[^1]: Here.",
            })
    void is_left_alone(String body) {
        assertThat(rules(body)).as(body).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-25-gears.md", "2026-03-22-week-ending.md"})
    void of_a_weekly_as_people_write_it_there_is_next_to_nothing_to_say(String file) throws IOException {
        String text = Files.readString(Path.of("src/test/resources/editions", file));
        assertThat(new Desk().checkFile(file, text))
                .filteredOn(found -> found.severity() != Severity.NOTE)
                .isEmpty();
    }

    @Test
    void a_sender_must_be_of_a_domain_that_signs() {
        assertThat(Desk.rules(new Desk().signers("other.example").check(OPENING)))
                .containsExactly("unaligned-sender");
        assertThat(new Desk().signers("bits.example").check(OPENING)).isEmpty();
        assertThat(new Desk().signers("mail.bits.example").check(OPENING)).isEmpty();
    }

    @Test
    void a_segment_names_topics_that_the_list_has() {
        Desk desk = new Desk().topics("community", "awards");

        assertThat(desk.check("segment: \"tag:a and not topic:awrads\"\n", OPENING))
                .singleElement()
                .satisfies(found -> {
                    assertThat(Desk.shortly(found)).isEqualTo("segment-topic 5:31");
                    assertThat(found.message()).contains("awrads", "community");
                    assertThat(found.hint()).contains("'awards'");
                });
        assertThat(desk.check("segment: 'not  Topic = \"awrads\"'\n", OPENING))
                .singleElement()
                .satisfies(found -> assertThat(Desk.shortly(found)).isEqualTo("segment-topic 5:25"));
        assertThat(desk.check("segment: >-\n  topic:awrads\n", OPENING))
                .singleElement()
                .satisfies(found -> assertThat(Desk.shortly(found)).isEqualTo("segment-topic 5:10"));
        assertThat(desk.check("segment: \"tag:a and not topic:awards\"\n", OPENING))
                .isEmpty();
        assertThat(new Desk().topics("others", "awards").check("segment: \"topic:awrads\"\n", OPENING))
                .as("nobody declares topics for the list, so none is wrong")
                .isEmpty();
    }

    @Test
    void what_is_too_large_is_told() {
        String much = "A sentence of some length that says nothing in particular, again and again.\n\n".repeat(900);
        assertThat(Desk.rules(new Desk().check(much))).containsExactly("clipped-by-gmail");
        String css = "@media (max-width: 480px) { .row { padding: 1px !important; } }\n".repeat(400);
        assertThat(Desk.rules(new Desk().appended("style.css", css).check(OPENING)))
                .containsExactly("large-styles");
    }

    @Test
    void a_template_without_a_way_out_is_told() {
        Desk desk = new Desk().file("templates/common/html/footer.mustache", "<p>Bye</p>");
        assertThat(Desk.rules(desk.check(OPENING))).containsExactly("missing-unsubscribe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Replace every\nword of it with your own; it is only a sample.",
                "[it](https://www.example.com/a)",
                "[it](HTTPS://Example.NET:443)",
                "```items\n- title: A\n  url: https://example.org/a\n```"
            })
    void what_is_left_of_the_sample_is_warned_of(String body) {
        assertThat(new Desk().check(OPENING + body))
                .filteredOn(found -> found.rule().equals("sample-left"))
                .singleElement()
                .extracting(Problem::severity)
                .isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[it](https://notexample.org/a)",
                "[it](https://example.org.project.example/a)",
                "`curl https://example.org/` shows it.",
                "Do not replace every word of it."
            })
    void what_only_looks_like_the_sample_is_left_alone(String body) {
        assertThat(rules(body)).doesNotContain("sample-left");
    }

    @Test
    void the_name_and_the_sender_of_the_sample_are_warned_of() {
        Brand sample = new Brand("Our Community", null, "#2f5d8a", List.of("1 Sample Quay"), List.of());
        assertThat(new Desk().brand(sample).check("from: News <news@example.org>", OPENING))
                .filteredOn(found -> found.rule().equals("sample-left"))
                .extracting(found -> found.at().file())
                .containsExactlyInAnyOrder("a.md", "broadsheet.yaml");
    }

    /** As drafts write what a feed has as plain text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\[Read\\](x)",
                "\\[Read\\](to be announced)",
                "\\[Read\\] \\[more\\]",
                "\\[Read\\]\\[more\\]",
                "a note\\[^1\\] and \\\\\\[Read\\](x)",
                "\\[Read\\] (https://a.example/)"
            })
    void brackets_that_a_source_had_are_no_link_that_somebody_forgot(String summary) {
        assertThat(rules("```items\n- title: A\n  summary: '" + summary + "'\n```"))
                .doesNotContain("placeholder-link", "broken-link", "undefined-reference");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
        [Read](x y)          ~ placeholder-link
        \\\\[Read](to come)  ~ placeholder-link
        [Read\\\\](to come)  ~ placeholder-link
        [Read][more]         ~ undefined-reference
        """)
    void brackets_that_somebody_wrote_into_an_entry_still_are(String summary, String rule) {
        assertThat(rules("```items\n- title: A\n  summary: '" + summary + "'\n```"))
                .contains(rule);
    }

    @Test
    void a_meeting_of_every_week_is_no_duplicate_but_the_same_one_twice_is() {
        String event = "- title: Weekly\n  url: https://meet.example/a\n  date: 2025-11-%s\n  time: '%s'\n";
        String block = "```events\n" + event.formatted("24", "09:00") + "%s```";
        assertThat(rules(block.formatted(event.formatted("25", "09:00")))).doesNotContain("duplicate-item");
        assertThat(rules(block.formatted(event.formatted("24", "17:00")))).doesNotContain("duplicate-item");
        assertThat(rules(block.formatted(event.formatted("24", "09:00")))).contains("duplicate-item");
        assertThat(rules(block.formatted(event.formatted("25", "09:00").replace("Weekly", "Another"))))
                .contains("duplicate-item");
    }
}
