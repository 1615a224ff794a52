package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.Parsed;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Prose that nobody thought of. */
class ArbitraryProseTest {
    private static final List<String> PIECES = List.of(
            "# ",
            "## ",
            "### ",
            "- ",
            "1. ",
            "> ",
            "    ",
            "```\n",
            "~~~\n",
            "*",
            "**",
            "_",
            "`",
            "~~",
            "[",
            "](",
            ")",
            "![",
            "<b>",
            "</b>",
            "<div>",
            "</div>",
            "</td></tr></table>",
            "<!--",
            "-->",
            "<a href=\"https://h.example/\">",
            "</a>",
            "<br>",
            "| a | b |\n|---|---|\n| 1 | 2 |\n",
            "[^1]",
            "[^1]: note\n",
            "{{",
            "}}",
            "{{subscriber.name}}",
            "{{edition.title}}",
            "\n",
            "\n\n",
            "\\",
            "&amp;",
            "&#0;",
            "😀",
            "漢字",
            "\u00a0",
            "\t",
            " ",
            "word ",
            "https://auto.example/x?a=1&b=2 ",
            "===\n",
            "---\n",
            "0000000000000000000000000000000000s0z",
            "<![CDATA[",
            "]]>",
            "<?x?>",
            "<script>",
            "</script>");

    @Test
    void renders_whole_or_is_refused_with_a_reason() {
        Random random = new Random(42);
        Workspace workspace = new Workspace();
        int rendered = 0;
        for (int round = 0; round < 400; round++) {
            StringBuilder prose = new StringBuilder("Begin.\n\n");
            for (int i = random.nextInt(60); i > 0; i--) {
                prose.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            try {
                Mailing mailing = workspace.render(prose.toString());
                assertThat(mailing.html(Workspace.ada())).endsWith("</html>\n");
                assertThat(Jsoup.parse(mailing.html(Workspace.ada()))
                                .select("a")
                                .eachAttr("href"))
                        .endsWith("https://news.example/u/0123456789?a=1&b=2");
                assertThat(mailing.text(Workspace.ada())).startsWith("Begin.");
                assertThat(mailing.html(Workspace.ada()).replace("0".repeat(32), ""))
                        .doesNotContainPattern("[0-9a-f]{32}[socv]\\d");
                rendered++;
            } catch (InputException refused) {
                assertThat(refused.problems()).isNotEmpty();
            }
        }
        assertThat(rendered).isGreaterThan(200);
    }

    @Test
    void every_link_of_the_source_is_in_both_parts() {
        Random random = new Random(8);
        for (int round = 0; round < 100; round++) {
            List<String> urls = new ArrayList<>();
            StringBuilder prose = new StringBuilder();
            for (int i = 1 + random.nextInt(25); i > 0; i--) {
                String url = "https://x.example/" + round + "/" + i + "?a=1&b=" + "y".repeat(random.nextInt(120));
                urls.add(url);
                prose.append(link(random.nextInt(8), url)).append(random.nextBoolean() ? " and " : "\n\n");
            }
            Mailing mailing = new Workspace().render("Links:\n\n" + prose + "\n");
            String text = mailing.text(Workspace.ada());
            List<String> hrefs =
                    Jsoup.parse(mailing.html(Workspace.ada())).select("a").eachAttr("href");
            assertThat(hrefs).as(prose.toString()).containsAll(urls);
            assertThat(urls).as(prose.toString()).allMatch(text::contains);
        }
    }

    private static String link(int kind, String url) {
        return switch (kind) {
            case 0 -> "[label](" + url + ")";
            case 1 -> "<" + url + ">";
            case 2 -> url;
            case 3 -> "**[strong *label*](" + url + " \"title\")**";
            case 4 -> "[![alt](https://x.example/a.png)](" + url + ")";
            case 5 -> "<a href=\"" + url.replace("&", "&amp;") + "\">html</a>";
            case 6 -> "~~[gone](<" + url + ">)~~";
            default -> "[" + url + "](" + url + ")";
        };
    }

    @Test
    void what_is_nested_without_end_is_refused_and_its_words_can_still_be_shown() {
        for (int deep : List.of(150, 400)) {
            String nested = "**a *a ".repeat(deep) + "inmost" + " a* a**".repeat(deep);
            Parsed parsed = EditionParser.ofEditions(Defaults.NONE)
                    .parse("editions/2025-11-20-recap.md", Workspace.FRONT.formatted("Hello") + nested + "\n");
            assertThat(parsed.problems())
                    .extracting(problem -> problem.at().line() + " " + problem.rule())
                    .containsExactly("11 nested-too-deeply");
            Mailing mailing = new Workspace().render(Objects.requireNonNull(parsed.edition()));
            assertThat(mailing.text(Workspace.ada())).contains("inmost");
            assertThat(Jsoup.parse(mailing.html(Workspace.ada())).text()).contains("inmost");
        }
    }

    @Test
    void an_entry_nested_without_end_is_shown() {
        for (int deep : List.of(150, 1500, 20_000)) {
            String nested = "**a *a ".repeat(deep) + "inmost" + " a* a**".repeat(deep);
            Marks marks = new Marks("0".repeat(Marks.KEY));
            Markup text = new TextMarkup(
                    new Footnotes(List.of()),
                    new Slots(marks, Map.of()),
                    marks,
                    Words.of(Locale.ENGLISH),
                    new InlineDocuments());
            assertThat(text.inline(nested, Position.wholeFile("a.md"))).contains("inmost");
        }
    }

    @Test
    void html_nested_without_end_is_shown() {
        for (String tag : List.of("div", "b", "blockquote", "ul><li", "a href='https://x.example/'")) {
            String nested = ("<" + tag + ">").repeat(3000) + "inmost";
            Mailing mailing = new Workspace().render("Begin.\n\n" + nested + "\n");
            assertThat(mailing.text(Workspace.ada())).contains("inmost");
            assertThat(Jsoup.parse(mailing.html(Workspace.ada())).text()).contains("inmost");
        }
    }

    @Test
    void a_text_that_knows_what_marks_look_like_is_shown_as_it_is() {
        String mark = "0".repeat(32) + "s0z";
        String edge = "<!--" + "0".repeat(32) + "o1z-->";
        Mailing mailing = new Workspace()
                .render("A " + mark + " b `" + edge + "` {{subscriber.first_name}}\n\n## S {topic=events}\nSecret "
                        + mark + "\n");
        assertThat(mailing.text(Workspace.ada()))
                .contains("A " + mark + " b")
                .contains(edge)
                .contains("Secret " + mark);
        assertThat(mailing.html(Workspace.ada())).contains("A " + mark + " b");
    }
}
