package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.broadsheet.text.InputException;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class InlinerTest {
    @Test
    void the_more_specific_rule_wins_and_the_later_among_equals() {
        assertThat(style("p { color: red } .a { color: blue } p { color: green }", "<p class=a>"))
                .isEqualTo("color:blue");
        assertThat(style("p { color: red } p { color: green }", "<p>")).isEqualTo("color:green");
        assertThat(style("#i { color: red } p.a.b { color: green }", "<p id=i class='a b'>"))
                .isEqualTo("color:red");
        assertThat(style("[role=x] { color: red } p { color: green }", "<p role=x>"))
                .isEqualTo("color:red");
        assertThat(style("div p { color: red } p { color: green }", "<p>")).isEqualTo("color:red");
    }

    @Test
    void a_style_attribute_wins_unless_a_rule_is_important() {
        assertThat(style("#i { color: red }", "<p id=i style='color: blue'>")).isEqualTo("color:blue");
        assertThat(style("p { color: red !important }", "<p style='color: blue'>"))
                .isEqualTo("color:red");
        assertThat(style("p { color: red !important }", "<p style='color: blue !important'>"))
                .isEqualTo("color:blue");
    }

    @Test
    void importance_is_not_carried_over_so_that_the_head_can_still_override() {
        assertThat(style("p { color: red !important }", "<p>")).isEqualTo("color:red");
    }

    @Test
    void a_later_shorthand_replaces_longhands_and_a_later_longhand_refines_it() {
        assertThat(style("p { margin-top: 1px } p { margin: 2px }", "<p>")).isEqualTo("margin:2px");
        assertThat(style("p { margin: 2px } p { margin-top: 1px }", "<p>")).isEqualTo("margin:2px;margin-top:1px");
        assertThat(style("p { border-radius: 2px } p { border: 0 }", "<p>")).isEqualTo("border-radius:2px;border:0");
        assertThat(style("p { line-height: 2 } p { font: 12px serif }", "<p>")).isEqualTo("font:12px serif");
    }

    @Test
    void what_only_a_mail_program_can_decide_stays_in_the_head() {
        String css = "a:hover { color: red } @media (max-width: 480px) { .m { width: 100% } } p { color: blue }"
                + " [data-ogsc] .d { color: white } .unused { color: pink } u + .body .g { color: grey }"
                + " @font-face { font-family: X; src: url(https://x.example/x.woff2) }";
        String page = inline(css, "<p class='m gone'><a href='#'>x</a></p>");
        String head = Jsoup.parse(page).select("style").html();
        assertThat(head).contains("a:hover", "@media", ".m{width:100%}", "[data-ogsc] .d", "@font-face", ".g{");
        assertThat(head).doesNotContain("blue", "pink");
        assertThat(page).contains("<p class=\"m\" style=\"color:blue\">");
    }

    @Test
    void conditional_comments_and_marks_stay_where_they_are() {
        String body = "<!--[if mso]><table><tr><td><![endif]--><table><!--mark--><tr><td>x</td></tr><!--end--></table>"
                + "<!--[if mso]></td></tr></table><![endif]-->";
        String page = inline("td { color: red }", body);
        assertThat(page)
                .contains("<!--[if mso]><table><tr><td><![endif]-->", "<!--[if mso]></td></tr></table><![endif]-->");
        assertThat(page).containsSubsequence("<table>", "<!--mark-->", "<tr>", "</tr>", "<!--end-->", "</table>");
    }

    @Test
    void old_programs_get_attributes() {
        String page = inline(
                "td { width: 120px; background-color: #ffeedd; text-align: right; vertical-align: top } td.k { width: 50% }",
                "<table><tr><td>x</td><td class=k align=left>y</td></tr></table>");
        var cells = Jsoup.parse(page).select("td");
        assertThat(cells.get(0).attr("width")).isEqualTo("120");
        assertThat(cells.get(0).attr("bgcolor")).isEqualTo("#ffeedd");
        assertThat(cells.get(0).attr("align")).isEqualTo("right");
        assertThat(cells.get(0).attr("valign")).isEqualTo("top");
        assertThat(cells.get(1).attr("align")).isEqualTo("left");
        assertThat(cells.get(1).hasAttr("width")).isFalse();
    }

    @Test
    void a_simple_value_stays_before_one_that_not_every_program_understands() {
        assertThat(style("p { width: 300px; width: calc(100% - 20px) }", "<p>"))
                .isEqualTo("width:300px;width:calc(100% - 20px)");
        assertThat(style("p { width: 300px } p { width: calc(100% - 20px) }", "<p>"))
                .isEqualTo("width:calc(100% - 20px)");
        assertThat(style("p { color: red; color: blue }", "<p>")).isEqualTo("color:blue");
        assertThat(style("p { color: red !important; color: rgb(1, 2, 3) }", "<p>"))
                .isEqualTo("color:red");
        assertThat(inline("td { width: 9px; width: min(9px, 5%) }", "<table><tr><td>x</td></tr></table>"))
                .contains("<td style=\"width:9px;width:min(9px,5%)\" width=\"9\">");
    }

    @Test
    void not_and_is_are_settled_by_the_page_with_the_strength_of_what_is_in_them() {
        assertThat(style("p:not(.a) { color: red } p { color: blue }", "<p>")).isEqualTo("color:red");
        assertThat(style("p:not(.a) { color: red }", "<p class=a>")).isEmpty();
        assertThat(style(":is(p, #none) { color: red } p.a { color: blue }", "<p class=a>"))
                .isEqualTo("color:red");
        assertThat(inline("p:not(:hover) { color: red }", "<p>")).contains("p:not(:hover){color:red}");
    }

    @Test
    void classes_are_told_apart_by_their_capitals_and_words_of_attributes_by_their_ends() {
        assertThat(style(".Lead { color: red }", "<p class=lead>")).isEmpty();
        assertThat(style(".Lead { color: red }", "<p class=Lead>")).isEqualTo("color:red");
        assertThat(style("[rel~=me] { color: red }", "<a rel='author me'>")).isEqualTo("color:red");
        assertThat(style("[rel~=me] { color: red }", "<a rel='mean'>")).isEmpty();
    }

    @Test
    void a_size_that_is_not_known_is_not_written() {
        assertThat(inline("", "<img src='https://x.example/a.png' alt='' width='552' height=''>"))
                .contains("width=\"552\"")
                .doesNotContain("height");
    }

    @Test
    void broken_css_is_told_with_file_and_line() {
        for (String css : new String[] {"p {}\n\np { color red }\n", "p {}\n\np { color: ; }"}) {
            InputException thrown = catchThrowableOfType(InputException.class, () -> inline(css, "<p>"));
            assertThat(thrown).as(css).isNotNull();
            assertThat(thrown.problems().get(0).at().toString()).as(css).startsWith("t/style.css:3");
        }
    }

    @Test
    void css_that_never_ends_is_told() {
        InputException thrown = catchThrowableOfType(InputException.class, () -> inline("p { color: red", "<p>"));
        assertThat(thrown).isNotNull();
        assertThat(thrown.problems().get(0).at().file()).isEqualTo("t/style.css");
    }

    @Test
    void a_broken_style_attribute_is_told() {
        InputException thrown = catchThrowableOfType(InputException.class, () -> inline("", "<p style='color red'>"));
        assertThat(thrown).isNotNull();
        assertThat(thrown.problems().get(0).message()).contains("color red");
    }

    private static String style(String css, String element) {
        return Jsoup.parse(inline(css, "<div>" + element + "</div>"))
                .select("div > *")
                .attr("style");
    }

    private static String inline(String css, String body) {
        String html = "<!DOCTYPE html><html><head><style>" + css + "</style></head><body>" + body + "</body></html>";
        Stylesheet.parse(css, "t/style.css");
        return Inliner.inline(html, "t/mail.html");
    }
}
