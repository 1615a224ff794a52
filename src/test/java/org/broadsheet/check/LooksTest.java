package org.broadsheet.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.broadsheet.edition.Brand;
import org.broadsheet.render.Mailing;
import org.broadsheet.text.Problem;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How mail looks, by day and where it is shown dark. */
class LooksTest {
    private static final String BODY = "Hello.\n\n## News\n\nWords with [all the notes](https://project.example/).\n";

    @ParameterizedTest
    @ValueSource(strings = {"#000000", "#ffffff", "#ffff00", "#0000ff", "#777777"})
    void the_colours_that_come_with_it_can_be_read_with_any_brand(String accent) {
        Brand brand = new Brand("Bits", null, accent, List.of("1 Sample Quay"), List.of());
        for (String template : List.of("recap", "digest", "letter")) {
            assertThat(new Desk().brand(brand).check("template: " + template, BODY))
                    .as(template)
                    .isEmpty();
        }
    }

    @Test
    void a_colour_of_the_night_that_cannot_be_read_is_found_where_it_is_chosen() {
        String settings =
                Desk.template("template.yaml") + "colours:\n  quiet: { day: \"#5b5f66\", night: \"#3c3f44\" }\n";
        Problem found =
                pale(new Desk().file("templates/recap/template.yaml", settings)).get(0);
        assertThat(found.message()).contains("#3c3f44 on #16181c where mail is shown dark");
        assertThat(found.at().file()).isEqualTo("templates/recap/template.yaml");
        assertThat(found.at().line()).isEqualTo(settings.lines().count());
    }

    @Test
    void so_is_one_that_only_the_day_changes() {
        assertThat(pale(new Desk().appended("style.css", ".prose p { color: #222222; }")))
                .isEmpty();
        assertThat(pale(new Desk().shown("<p style=\"color:#222222\">Dark words</p>")))
                .singleElement()
                .satisfies(found -> assertThat(found.message()).contains("Dark words", "shown dark"));
    }

    @Test
    void the_more_specific_rule_counts_and_among_equals_the_later() {
        String night = "@media (prefers-color-scheme: dark) { %s }";
        String pale = ".prose p { color: #222222 !important; }";
        String bright = "div.prose p { color: #eeeeee !important; }";
        assertThat(pale(new Desk().appended("style.css", night.formatted(bright + pale))))
                .isEmpty();
        assertThat(pale(new Desk().appended("style.css", night.formatted(pale))))
                .hasSize(1);
        assertThat(pale(new Desk()
                        .appended("style.css", night.formatted(pale + "p:hover { color: #222222 !important; }"))))
                .hasSize(1);
    }

    @Test
    void a_picture_that_somebody_sends_without_words_only_decorates() {
        String text = Desk.edition(
                "template: recap",
                BODY
                        + "\n```photos\n- src: images/logo.png\n```\n\n```people\n- name: Ann\n  image: { src: images/logo.png }\n```\n");
        Desk desk = new Desk();
        assertThat(Desk.rules(desk.checkFile("a.md", text))).containsOnly("missing-alt");
        Mailing mailing = desk.approval()
                .proof("a.md", text.getBytes(StandardCharsets.UTF_8), Set.of("missing-alt"))
                .mailing();
        assertThat(Jsoup.parse(mailing.html(Rendered.READER)).select("img"))
                .hasSize(2)
                .allSatisfy(image -> {
                    assertThat(image.hasAttr("alt")).isTrue();
                    assertThat(image.attr("alt")).isEmpty();
                });
        assertThat(mailing.text(Rendered.READER)).contains("[Photo]").doesNotContain("[Photo:");
    }

    private static List<Problem> pale(Desk desk) {
        return desk.check("template: recap", BODY).stream()
                .filter(problem -> problem.rule().equals("low-contrast"))
                .toList();
    }
}
