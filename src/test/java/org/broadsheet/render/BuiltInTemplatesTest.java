package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.edition.ImageMode;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every template for editions promises, with an edition that holds every block. */
class BuiltInTemplatesTest {
    private static final Pattern SIZE = Pattern.compile("font-size:([\\d.]+)px");

    static List<String> templates() {
        return Sample.TEMPLATES;
    }

    @ParameterizedTest
    @MethodSource("templates")
    void every_picture_has_a_text_and_a_size_and_every_layout_table_says_that_it_is_one(String template) {
        Document page = page(template);
        assertThat(page.select("img")).isNotEmpty().allSatisfy(picture -> {
            assertThat(picture.hasAttr("alt")).as(picture.outerHtml()).isTrue();
            assertThat(picture.attr("width")).matches("[1-9][0-9]*");
            assertThat(picture.attr("height")).matches("[1-9][0-9]*");
        });
        assertThat(page.select("table"))
                .filteredOn(table ->
                        table.select("> tbody > tr > th, > thead > tr > th").isEmpty())
                .isNotEmpty()
                .allSatisfy(table ->
                        assertThat(table.attr("role")).as(table.outerHtml()).isEqualTo("presentation"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void the_wrapper_and_the_head_say_what_mail_programs_ask_for(String template) {
        Document page = page(template);
        Element wrapper = page.expectFirst("[role=article]");
        assertThat(wrapper.attr("aria-roledescription")).isEqualTo("email");
        assertThat(wrapper.attr("aria-label")).startsWith("Every block once");
        assertThat(List.of(wrapper, page.expectFirst("html"))).allSatisfy(element -> {
            assertThat(element.attr("lang")).isEqualTo("en");
            assertThat(element.attr("dir")).isEqualTo("ltr");
        });
        assertThat(page.title()).startsWith("Every block once");
        assertThat(page.select("meta[name=color-scheme]").attr("content")).isEqualTo("light dark");
        assertThat(page.select("style").outerHtml())
                .hasSizeLessThan(16_000)
                .contains("prefers-color-scheme:dark", "@media print");
        assertThat(html(template)).contains("<!--[if mso]><table").contains("<![endif]-->");
    }

    /** Word takes a line height for the least one, and no number without a unit for a length, unless it is told. */
    @ParameterizedTest
    @MethodSource("templates")
    void lines_are_as_high_in_outlook_as_elsewhere(String template) {
        String html = html(template);
        assertThat(html)
                .containsPattern(
                        "(?s)<!--\\[if mso\\]>.*<style>[^<]*\\bp,[^<]*mso-line-height-rule: exactly;.*<!\\[endif\\]-->");
        assertThat(html)
                .containsPattern("line-height:\\d+px")
                .doesNotContainPattern("line-height:\\s*[\\d.]+(?!px)[;\"}]");
    }

    @Test
    void a_picture_within_a_line_is_not_cut_off_in_outlook() {
        Document page = Jsoup.parse(new Renderer(
                        Sample.files(), Sample.brand("#466bb0"), new Settings(ImageMode.INLINE, null))
                .render(Workspace.edition(Workspace.FRONT.formatted("Hi").replace("template: plain", "template: letter")
                        + "Words ![A dot](images/dot.png) and words.\n\nNo picture.\n"))
                .html(Workspace.ada()));
        assertThat(page.select("p:has(img)").attr("style")).contains("mso-line-height-rule:at-least");
        assertThat(page.select(".prose p:not(:has(img))").attr("style"))
                .isNotEmpty()
                .doesNotContain("mso-line-height-rule");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void the_first_thing_in_the_body_is_the_preheader_hidden_and_padded(String template) {
        Element first = page(template).body().child(0);
        assertThat(first.text()).startsWith("Every kind of block.");
        assertThat(first.attr("style")).contains("display:none").contains("max-height:0");
        assertThat(first.wholeText()).hasSizeGreaterThan(120);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void a_right_to_left_edition_runs_the_other_way(String template) {
        Document page = Jsoup.parse(Sample.everyBlock(template, "#466bb0", "he").html(Workspace.ada()));
        assertThat(page.select("html, [role=article]").eachAttr("dir")).containsExactly("rtl", "rtl");
        assertThat(page.select(".row-end").attr("style")).contains("text-align:left");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void the_brand_and_the_archive_are_shown_without_touching_a_template(String template) {
        Document page = page(template);
        String text = Sample.everyBlock(template).text(Workspace.ada());
        assertThat(page.select(".logo img").attr("src")).startsWith("cid:");
        assertThat(page.text()).contains("1 Sample Quay, Nowhere");
        assertThat(text).contains("1 Sample Quay, Nowhere");
        for (String url : List.of("https://harbour.example/", "https://news.harbour.example/1")) {
            assertThat(page.select("a[href=" + url + "]")).isNotEmpty();
            assertThat(text).contains(url);
        }
        assertThat(page.select("a[href=" + Workspace.ada().unsubscribeUrl() + "]"))
                .hasSize(1);
        assertThat(text).contains(Workspace.ada().unsubscribeUrl());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void links_inside_the_mail_lead_somewhere(String template) {
        Document page = page(template);
        assertThat(page.select("a[href^=#]"))
                .allSatisfy(
                        link -> assertThat(page.getElementById(link.attr("href").substring(1)))
                                .as(link.outerHtml())
                                .isNotNull());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void nothing_is_set_smaller_than_fourteen_pixels(String template) {
        String seen =
                page(template).body().children().not("[style*=display:none]").outerHtml();
        assertThat(SIZE.matcher(seen + page(template).select("style").outerHtml())
                        .results()
                        .map((MatchResult found) -> Double.valueOf(found.group(1))))
                .isNotEmpty()
                .allSatisfy(size -> assertThat(size).isGreaterThanOrEqualTo(14));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void headings_descend_one_level_at_a_time_from_a_single_first(String template) {
        // What an author writes into the opening is the author's own.
        List<Integer> levels = page(template).select("h1, h2, h3, h4, h5, h6").stream()
                .filter(heading -> !heading.is(".opening .prose > *"))
                .map(heading -> Integer.valueOf(heading.tagName().substring(1)))
                .toList();
        assertThat(levels.get(0)).isEqualTo(1);
        for (int i = 1; i < levels.size(); i++) {
            assertThat(levels.get(i)).isBetween(2, levels.get(i - 1) + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void the_text_part_keeps_to_its_width_but_for_urls_and_code(String template) {
        Stream<String> wide = Sample.everyBlock(template)
                .text(Workspace.ada())
                .lines()
                .filter(line -> Columns.width(line) > 72)
                .filter(line -> !line.contains("https://") && !line.startsWith("    "));
        assertThat(wide).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void a_few_lines_make_a_template_of_ones_own(String template) {
        Workspace workspace = new Workspace()
                .with("templates/plain/template.yaml", "extends: " + template + "\nfonts: { body: serif }")
                .without("templates/plain/mail.html")
                .without("templates/plain/mail.txt");
        Mailing mailing = new Renderer(
                        path -> workspace.read(path).or(() -> Sample.files().read(path)),
                        Sample.brand("#466bb0"),
                        new Settings(ImageMode.INLINE, null))
                .render(Workspace.edition(Workspace.FRONT.formatted("Hello") + "Prose."));
        Element paragraph = Jsoup.parse(mailing.html(Workspace.ada())).expectFirst(".page");
        assertThat(paragraph.attr("style")).contains("font-family:Georgia");
        assertThat(mailing.text(Workspace.ada()).getBytes(StandardCharsets.UTF_8))
                .isNotEmpty();
    }

    private static String html(String template) {
        return Sample.everyBlock(template).html(Workspace.ada());
    }

    private static Document page(String template) {
        return Jsoup.parse(html(template));
    }
}
