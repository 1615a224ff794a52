package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.broadsheet.text.InputException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlMarkupTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt&#58;alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:x)",
                "<svg><script>alert(1)</script></svg>",
                "<iframe src=\"https://x.example\"></iframe>",
                "<form action=\"https://x.example\"><input name=a></form>",
                "<style>body { display: none }</style>",
                "<div style=\"position:fixed\">x</div>",
                "<p onclick=\"x()\">x</p>",
                "<base href=\"https://x.example/\">",
                "<meta http-equiv=refresh content=\"0;url=https://x.example\">",
                "<!--[if mso]><script>x</script><![endif]-->",
                "<math><mtext><img src=x onerror=alert(1)></mtext></math>"
            })
    void nothing_that_runs_or_hides_gets_through(String markdown) {
        InputException refused = catchThrowableOfType(InputException.class, () -> page(markdown + "\n"));
        if (refused != null) {
            assertThat(refused.problems().get(0).rule()).isEqualTo("missing-picture");
            return;
        }
        Document page = page("Before.\n\n" + markdown + "\n\nAfter.\n");
        assertThat(page.body().select("script, style, iframe, form, input, svg, math, base, meta, object"))
                .isEmpty();
        assertThat(page.body().select("[onerror], [onclick], [style]")).isEmpty();
        assertThat(page.body().select("a[href~=^(?i)(javascript|data|vbscript)]"))
                .isEmpty();
        assertThat(page.body().html()).doesNotContain("[if mso]");
        assertThat(page.body().text()).contains("Before.", "After.");
    }

    @Test
    void html_that_is_not_closed_cannot_break_out() {
        Document page = page("<div><b>bold\n\n</td></tr></table></body>\n\n## Next\nText.\n");
        assertThat(page.body().ownText()).contains("Next");
    }

    @Test
    void headings_begin_below_those_of_sections() {
        Document page = page("## Section\n\n### Three\n\n#### Four\n\n<h1>One</h1>\n");
        assertThat(page.select("h1, h2")).isEmpty();
        assertThat(page.select("h3").eachText()).containsExactly("Three", "One");
        assertThat(page.select("h4").eachText()).containsExactly("Four");
    }

    @Test
    void tables_lists_code_and_links_are_there() {
        Document page = page("""
                | a | b |
                |---|--:|
                | 1 | 2 |

                1. one
                2. two
                   - deep

                `code` ~~gone~~ https://auto.example/x <b>bold</b> [in](#next) [ref]

                ```yaml
                key: "<value>"
                ```

                [ref]: https://ref.example/
                """);
        assertThat(page.select("td[align=right]").text()).isEqualTo("2");
        assertThat(page.select("ol > li > ul > li").text()).isEqualTo("deep");
        assertThat(page.select("p > code").text()).isEqualTo("code");
        assertThat(page.select("del").text()).isEqualTo("gone");
        assertThat(page.select("b").text()).isEqualTo("bold");
        assertThat(page.select("a").eachAttr("href"))
                .startsWith("https://auto.example/x", "#next", "https://ref.example/");
        assertThat(page.select("pre > code").text()).isEqualTo("key: \"<value>\"");
    }

    @Test
    void an_image_alone_in_its_paragraph_is_a_figure() {
        Document page = page("""
                ![One](https://x.example/1.png "From the title")

                ![Two](https://x.example/2.png)
                *From the emphasis*

                ![Three](https://x.example/3.png)

                *In the next paragraph*

                In ![Four](https://x.example/4.png) text.
                """);
        assertThat(page.select(".photo > img.picture").eachAttr("alt")).containsExactly("One", "Two", "Three");
        assertThat(page.select(".photo > .caption").eachText())
                .containsExactly("From the title", "From the emphasis", "In the next paragraph");
        assertThat(page.select("p > img").attr("alt")).isEqualTo("Four");
        assertThat(page.select("em")).isEmpty();
    }

    @Test
    void footnotes_are_numbered_through_and_listed_where_a_section_ends() {
        Mailing mailing = new Workspace().render("""
                        ## First
                        One[^a] and two[^b]; one again[^a].

                        ## Second
                        Three^[inline *note*].

                        [^b]: Note b with [link](https://b.example/).
                        [^a]: Note a.
                        """);
        Document page = Jsoup.parse(mailing.html(Workspace.ada()));
        assertThat(page.select("sup").eachText()).containsExactly("1", "2", "1", "3");
        assertThat(page.select("li[id]").eachAttr("id")).containsExactly("fn-1", "fn-2", "fn-3");
        assertThat(page.select("ol").eachAttr("start")).containsExactly("1", "3");
        assertThat(page.body().text()).containsSubsequence("First", "Note a.", "Note b", "Second", "inline note");
        assertThat(mailing.text(Workspace.ada()))
                .containsSubsequence(
                        "[note 1]",
                        "Note 1: Note a.",
                        "Note 2: Note b with link [1]",
                        "[1] https://b.example/",
                        "Note 3: inline _note_");
    }

    @Test
    void what_a_mail_cannot_play_becomes_a_link() {
        Document page = page("""
                <video src="https://v.example/1.mp4" title="The keynote">No video? <a href="https://v.example/1">Here</a></video>

                <audio controls><source src="https://v.example/2.ogg"><source src="https://v.example/2.mp3"></audio>
                <iframe src="https://v.example/3?a=1&amp;b=2">old browser</iframe>
                <object data="https://v.example/4.pdf"><embed src="https://v.example/5.pdf"></object>
                <map name="m"><area href="https://v.example/6" alt="Hall"></map>

                Watch <video src="https://v.example/7.mp4"></video> or <iframe src="javascript:alert(1)"></iframe> this.
                """);
        assertThat(page.select("a").eachAttr("href"))
                .startsWith(
                        "https://v.example/1.mp4",
                        "https://v.example/1",
                        "https://v.example/2.ogg",
                        "https://v.example/2.mp3",
                        "https://v.example/3?a=1&b=2",
                        "https://v.example/4.pdf",
                        "https://v.example/5.pdf",
                        "https://v.example/6",
                        "https://v.example/7.mp4");
        assertThat(page.select("a").eachText())
                .startsWith("The keynote", "Here", "https://v.example/2.ogg")
                .contains("Hall");
        assertThat(page.text()).doesNotContain("old browser").doesNotContain("javascript");
    }

    @Test
    void bare_urls_inside_html_are_linked_as_those_of_markdown_are() {
        Document page = page("""
                <details><summary>More at https://b.example/1, ask a@b.example</summary>
                See https://b.example/2?x=1&amp;y=2. <code>https://b.example/no</code>
                <a href="https://b.example/3">https://b.example/3</a>
                </details>

                <p>javascript://b.example/x</p>
                """);
        assertThat(page.select("a").eachAttr("href"))
                .startsWith(
                        "https://b.example/1",
                        "mailto:a@b.example",
                        "https://b.example/2?x=1&y=2",
                        "https://b.example/3")
                .doesNotContain("https://b.example/no", "javascript://b.example/x");
        assertThat(page.text()).contains("See https://b.example/2?x=1&y=2. https://b.example/no");
    }

    @Test
    void a_slot_beside_an_address_is_not_swallowed_by_a_link() {
        Mailing mailing = new Workspace().render("Write to {{subscriber.first_name}}@b.example now\n");
        Document page = Jsoup.parse(mailing.html(Workspace.ada()));
        assertThat(page.text()).contains("Write to Ada@b.example now");
        assertThat(page.select("a[href^=mailto]")).isEmpty();
    }

    private static Document page(String markdown) {
        String keepClasses = "<style>@media print { .photo, .picture, .caption { color: black } }</style>";
        Workspace workspace = new Workspace();
        String template = new String(workspace.read("templates/plain/mail.html").orElseThrow(), StandardCharsets.UTF_8);
        workspace.with("templates/plain/mail.html", template.replace("</head>", keepClasses + "</head>"));
        return Jsoup.parse(workspace.render(markdown).html(Workspace.ada()));
    }
}
