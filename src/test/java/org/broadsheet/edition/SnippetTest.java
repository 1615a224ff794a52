package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.BlockWriter;
import org.broadsheet.source.Found;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.safety.Safelist;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SnippetTest {
    private final Problems problems = new Problems();

    private Optional<Snippet> read(String path, String text) {
        return Snippet.read("snippets", path, text.getBytes(StandardCharsets.UTF_8), problems);
    }

    private List<String> told(String text) {
        assertThat(read("snippets/a.md", text)).isEmpty();
        return problems.list().stream().map(Problem::toString).toList();
    }

    @Test
    void a_snippet_says_when_it_is_of_and_where_it_belongs() {
        Snippet snippet = read("snippets/2025-11-18-x.md", """
                ---
                section: Community
                author: [Ann, Bob]
                title: The title
                date: 2025-11-19
                ---

                    code first

                Words.
                """).orElseThrow();
        assertThat(snippet)
                .isEqualTo(new Snippet(
                        "snippets/2025-11-18-x.md",
                        "Community",
                        LocalDate.parse("2025-11-19"),
                        "The title",
                        List.of("Ann", "Bob"),
                        "    code first\n\nWords."));
    }

    @Test
    void its_name_and_its_folder_say_so_too() {
        Snippet snippet = read("snippets/events/2025-11-18-x.md", "\ufeffWords.\r\n\r\nMore.\r\n")
                .orElseThrow();
        assertThat(snippet.date()).isEqualTo("2025-11-18");
        assertThat(snippet.section()).isEqualTo("events");
        assertThat(snippet.text()).isEqualTo("Words.\n\nMore.");
        assertThat(read("snippets/x.md", "Words.").orElseThrow().date()).isNull();
        assertThat(read("snippets/2025-13-99-x.md", "Words.").orElseThrow().date())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Words.\n\n```rust\nfn main() {}\n```",
                "```talks\n- title: A talk\n```\n\n### Small\n\n- a\n- b",
                "A <kbd>key</kbd><br> and Optional<String>.\n\n<!-- a note -->\n\n<details>\n<summary>S</summary>\n\nT\n\n</details>",
                "> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n***\n\n^[a note] and text^[a note]",
                "Hello {{subscriber.first_name|there}}, use `{{ .Values.x }}`.",
            })
    void what_is_whole_in_itself_is_taken(String text) {
        assertThat(read("snippets/a.md", text)).as(problems.list().toString()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5|Fine.\n\n## A section\n\nText.|a heading of level 2 begins a section",
                "3|# Title|a heading of level 1 begins a section",
                "3|Title\n---\n|a heading of level 2 begins a section",
                "5|Fine.\n\n```\ncode|the block is not closed",
                "5|Fine.\n\n~~~~ items\n- title: x\n~~~|the block is not closed",
                "5|Fine.\n\n<!-- never closed|does not end",
                "5|Fine.\n\n<script>|<script> is not closed",
                "5|Fine.\n\n<![CDATA[ x|does not end",
                "3|<div style='display:none'>\n\nText.|<div> is not closed",
                "5|Text.\n\n</div>|</div> closes what is not open here",
                "3|a <b>bold|<b> is not closed",
                "3|<b><i>x</b></i>|</b> closes what is not open",
                "5|Fine.\n\n[link]: https://evil.example|a definition of a link counts in the whole edition",
                "5|Fine.\n\n> - [link]: https://evil.example|a definition of a link counts in the whole edition",
                "5|Fine.\n\n<!-- the end of it -->|a comment like those",
                "5|Fine.\n\n  <!--  New since yesterday  -->|a comment like those",
                "5|Fine.\n\n<!-- snippets/b.md -->\nMore.|a comment like those",
                "5|Fine.\n\n<!-- markdown snippets, 2025-11-13 10:00 to 2025-11-20 10:00 UTC -->|a comment like those",
                "5|Fine.[^1]\n\n[^1]: Note|a footnote counts in the whole edition",
                "5|Fine.\n\n```source feed\nurl: https://a.example/f\n```|a snippet cannot hold a source",
                "3|```source feed\n# could not be collected: x\noptional: true\n```|a snippet cannot hold a source",
                "5|Fine.\n\n```items\n- titel: x\n```|unknown key 'titel'",
                "5|Fine.\n\nBell \u0007|the control character U+0007",
                "3||the snippet is empty",
                "4|   \n\n|the snippet is empty",
            })
    void what_would_reach_beyond_it_is_refused_with_its_line(String example) {
        String[] parts = example.split("\\|", -1);
        List<String> told = told("---\n---\n" + parts[1]);
        assertThat(told)
                .anySatisfy(
                        line -> assertThat(line).startsWith("snippets/a.md:").contains(parts[2]));
        int line = Integer.parseInt(parts[0]);
        assertThat(told)
                .anySatisfy(problem ->
                        assertThat(Integer.parseInt(problem.split(":")[1])).isBetween(line, line + 1));
    }

    @Test
    void each_mistake_is_told_once_whatever_stands_before_it() {
        assertThat(told("---\ndate: soon\n---\n## Mine\n\n<b>bold\n\n```items\n- titel: x\n```\n\n```rust\ncode\n"))
                .extracting(line -> line.replaceFirst("(?s): error: (.{15}).*", " $1"))
                .containsExactly(
                        "snippets/a.md:2:7 'date' must be ",
                        "snippets/a.md:4:1 a heading of le",
                        "snippets/a.md:6:1 <b> is not clos",
                        "snippets/a.md:9:3 'title' is miss",
                        "snippets/a.md:9:3 unknown key 'ti",
                        "snippets/a.md:12:1 the block is no");
    }

    @Test
    void a_name_that_begins_with_no_day_is_told_and_the_snippet_taken() {
        assertThat(read("snippets/2025-02-30-x.MD", "Words.")).isPresent();
        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly("snippets/2025-02-30-x.MD: warning: its name begins with 2025-02-30, which is no day;"
                        + " rename it; until then it is of the day on which it was first seen [bad-value]");
    }

    @Test
    void front_matter_that_cannot_be_used_is_told() {
        assertThat(told("---\nsection: x\n\nText.")).singleElement().asString().contains("a.md:1:1", "has no end");
        Problems second = new Problems();
        assertThat(Snippet.read(
                        "snippets",
                        "snippets/a.md",
                        "---\ndate: soon\nsecton: x\n---\nText.".getBytes(StandardCharsets.UTF_8),
                        second))
                .isEmpty();
        assertThat(second.list())
                .extracting(Problem::toString)
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("snippets/a.md:2:7", "'date' must be a date"),
                        line -> assertThat(line).contains("snippets/a.md:3:1", "did you mean 'section'?"));
        assertThat(Snippet.read("snippets", "snippets/a.md", new byte[] {(byte) 0xff, 'x'}, new Problems()))
                .isEmpty();
        assertThat(Snippet.read("snippets", "snippets/a.md", new byte[60_000], new Problems()))
                .isEmpty();
    }

    /** Markdown and browsers do not agree on where a tag or a comment ends. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div title=\"",
                "<div title='",
                "<div title=\"x\" ",
                "<div",
                "<div\ntitle=\"x",
                "<p>Fine.</p\n",
                "<hr title=\"",
                "<!--> <div title=' -->",
                "<!---> <div title=' -->",
                "<!-- --!> <div title=' -->",
                "<!-- never closed",
                "<!DOCTYPE",
                "<!X \">\" <div title='>",
                "<![CDATA[ x",
                "<![CDATA[ > <div title=' ]]>",
                "<?php echo",
                "<?php > <div title=' ?>",
                "<textarea>",
                "<textarea></textarea",
                "<title>",
                "<title><!--</title>-->",
                "<plaintext>",
                "<plaintext></plaintext>",
                "<xmp>",
                "<xmp><b></xmp>",
                "<svg>",
                "<svg><title></svg>",
                "<svg><![CDATA[ <div title=' ]]>",
                "<math>",
                "<math><mtext><table>",
                "<style>",
                "<script>",
                "<script><!-- <script> </script>",
                "<iframe>",
                "<noembed>",
                "<noframes>",
                "<select>",
                "<table>",
                "<table><tr><td>",
                "<frameset></frameset><div title='",
                "<div a\"b>\n<div title=\">\n</div></div>",
                "<details>\n<summary>S</summary>",
                "<a href=https://a.example>",
                "</body",
                "x <b title=\"\n\n<div y=\"",
            })
    void nothing_that_begins_in_a_snippet_ends_behind_it(String html) {
        for (String text : List.of(html, "Fine.\n\n" + html, html + "\n\nFine.", "- item\n\n  " + html)) {
            assertThat(read("snippets/a.md", text)).as(text).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a < b, <br and <!- and </ and <div title=\"",
                "`<div title=\"` and `<!--`",
                "```html\n<div title=\"\n<!--\n```",
                "<textarea>x</textarea> <title>x</title>",
                "<svg><title>x</title></svg>",
                "<p title=\">\">a</p>\n<!-- <b --> <?php <b ?>",
                "| a |\n|---|\n| <b>x</b> |",
                "~~struck~~ and a note^[<b>bold</b>].",
            })
    void what_only_looks_unfinished_is_taken_and_what_follows_is_shown(String text) {
        assertThat(read("snippets/a.md", text)).as(problems.list().toString()).isPresent();
        String html = HtmlRenderer.builder()
                .build()
                .render(Markdown.parse("a.md", text + "\n\nBehind *it*.\n", new Problems()));
        assertThat(Jsoup.clean(html, Safelist.relaxed())).as(text).contains("<p>Behind <em>it</em>.</p>");
    }

    /** Whatever is taken, what stands before and behind it stays what it is. */
    @Test
    void nothing_that_is_taken_reaches_beyond_itself() {
        List<String> pieces = List.of(
                "```",
                "~~~",
                "````items",
                "- title: x",
                "\n",
                "\n\n",
                "\n    ",
                "- ",
                "> ",
                "1. ",
                "<!--",
                "-->",
                "<div>",
                "</div>",
                "<b>",
                "</b>",
                "<details>",
                "</details>",
                "<pre>",
                "</pre>",
                "<?",
                "?>",
                "<!X",
                ">",
                "[before]",
                "[behind]:",
                " https://evil.example",
                "[^1]",
                "[^1]: x",
                "## ",
                "# ",
                "### ",
                "---",
                "===",
                "| a | b |",
                "|---|---|",
                "words",
                " ",
                "\t",
                "\\",
                "*",
                "**",
                "_",
                "`",
                "<",
                "source feed",
                "{{subscriber.address}}",
                "{#x}",
                "<script>",
                "</script>",
                "<textarea>",
                "<title>",
                "&lt;",
                "\u2028");
        Random random = new Random(7);
        int taken = 0;
        for (int round = 0; round < 6000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(9); i >= 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            Optional<Snippet> snippet = Snippet.read("snippets", "snippets/a--b>.md", bytes, new Problems());
            if (snippet.isPresent()) {
                taken++;
                assertBetween(snippet.get());
            }
        }
        assertThat(taken).isGreaterThan(500);
    }

    private static void assertBetween(Snippet snippet) {
        Gathered gathered = new Gathered(new BlockWriter(BlockKind.ITEMS, ZoneOffset.UTC));
        Found found = new Found(
                snippet.path(), null, new Found.Fields().prose(snippet.text()).map());
        for (int i = 0; i < 2; i++) {
            gathered.add(found, gathered.written(List.of(found)).get(0).orElseThrow());
        }
        String text = "---\nlist: l\nfrom: a@x.example\n---\n## One\n\n- [before] first\n\n"
                + String.join("\n\n", gathered.parts(null, "markdown snippets/a--b>.md"))
                + "\n\n    last [behind]\n\n## Two\n\nText [behind].\n";
        Parsed parsed = EditionParser.ofEditions(Defaults.NONE).parse("editions/2025-11-20-x.md", text);
        assertThat(parsed.hasErrors()).as("%s%n%s", text, parsed.problems()).isFalse();
        List<Section> sections = parsed.orThrow().sections();
        assertThat(sections).as(text).extracting(Section::title).containsExactly("One", "Two");
        List<Content> first = sections.get(0).contents();
        Node begin = ((Content.Prose) first.get(0)).document().getFirstChild();
        assertThat(PlainText.of(begin)).as(text).isEqualTo("[before] first");
        Node end = ((Content.Prose) first.get(first.size() - 1)).document().getLastChild();
        assertThat(end).as(text).isInstanceOf(org.commonmark.node.IndentedCodeBlock.class);
        Node last =
                ((Content.Prose) sections.get(1).contents().get(0)).document().getFirstChild();
        assertThat(last).isInstanceOf(Paragraph.class);
        assertThat(last.getFirstChild()).as(text).isNotInstanceOf(Link.class);
        assertThat(PlainText.of(last)).as(text).isEqualTo("Text [behind].");
    }
}
