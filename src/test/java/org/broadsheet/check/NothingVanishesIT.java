package org.broadsheet.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.render.Mailing;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.junit.jupiter.api.Test;

/**
 * What somebody writes is read in HTML and in text, or a finding names its line. W1, W2 … stand for words that occur once,
 * U1, U2 … for URLs.
 */
class NothingVanishesIT {
    private static final Pattern MARK = Pattern.compile("\\b([WU])(\\d)\\b");

    private static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static final List<String> HTML_TAGS = List.of(
            "a",
            "abbr",
            "acronym",
            "address",
            "applet",
            "area",
            "article",
            "aside",
            "audio",
            "b",
            "base",
            "basefont",
            "bdi",
            "bdo",
            "bgsound",
            "big",
            "blink",
            "blockquote",
            "body",
            "br",
            "button",
            "canvas",
            "caption",
            "center",
            "cite",
            "code",
            "col",
            "colgroup",
            "data",
            "datalist",
            "dd",
            "del",
            "details",
            "dfn",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
            "em",
            "embed",
            "fieldset",
            "figcaption",
            "figure",
            "font",
            "footer",
            "form",
            "frame",
            "frameset",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hgroup",
            "hr",
            "html",
            "i",
            "iframe",
            "image",
            "img",
            "input",
            "ins",
            "kbd",
            "keygen",
            "label",
            "legend",
            "li",
            "link",
            "listing",
            "main",
            "map",
            "mark",
            "marquee",
            "math",
            "menu",
            "menuitem",
            "meta",
            "meter",
            "nav",
            "nobr",
            "noembed",
            "noframes",
            "noscript",
            "object",
            "ol",
            "optgroup",
            "option",
            "output",
            "p",
            "param",
            "picture",
            "plaintext",
            "portal",
            "pre",
            "progress",
            "q",
            "rb",
            "rp",
            "rt",
            "ruby",
            "s",
            "samp",
            "script",
            "search",
            "section",
            "select",
            "slot",
            "small",
            "source",
            "span",
            "strike",
            "strong",
            "style",
            "sub",
            "summary",
            "sup",
            "svg",
            "table",
            "tbody",
            "td",
            "template",
            "textarea",
            "tfoot",
            "th",
            "thead",
            "time",
            "title",
            "tr",
            "track",
            "tt",
            "u",
            "ul",
            "var",
            "video",
            "wbr",
            "xmp",
            "my-element");

    static Stream<String> constructs() {
        return Stream.of(written(), html(), blocks()).flatMap(stream -> stream);
    }

    private static Stream<String> written() {
        List<String> inlines = List.of(
                "W1 [W2](U1) *W3* **W4** `W5` ~~W6~~",
                "W1 <U1> W2",
                "W1 U1 W2",
                "[W1](U1 \"W2\")",
                "[W1](<U1> 'W2')",
                "[*W1* `W2`](U1)",
                "![W1](https://pictures.example/a.png \"W2\") W3",
                "W3 [![W1](https://pictures.example/a.png \"W2\")](U1 \"W4\") W5",
                "![W1 *W2* [W3](U1)](https://pictures.example/a.png) W4",
                "W1<br>W2 <b>W3</b> <a href=\"U1\">W4</a>",
                "<img src=\"https://pictures.example/a.png\" alt=\"W1\"> W2",
                "<a href=\"U1\"><img src=\"https://pictures.example/a.png\" alt=\"W1\"></a> W2",
                "W1 &amp; W2 \\* W3");
        List<String> places = List.of(
                "# INLINE\n\nText.",
                "## INLINE\n\nText.",
                "INLINE\n---\n\nText.",
                "## INLINE {#here}\n\nText.",
                "# Other\n\n# INLINE\n\nText.",
                "## A\n\n### INLINE\n\nText.",
                "## A\n\n#### INLINE\n\nText.",
                "## A\n\n##### INLINE\n\nText.",
                "## A\n\n###### INLINE\n\nText.",
                "INLINE\n===\n\nText.",
                "Text.\n\nINLINE\n===\n\nText.",
                "INLINE",
                "> INLINE",
                "> > INLINE",
                "> ## INLINE",
                "- INLINE\n- b",
                "- a\n  - INLINE\n    - INLINE2",
                "1. INLINE\n2. b",
                "7) INLINE\n\n   More.",
                "- ## INLINE",
                "- > INLINE",
                "| INLINE | b |\n| --- | --- |\n| c | d |",
                "| a | b |\n| --- | --- |\n| c | INLINE |",
                "| a | b |\n| --- | --- |\n| " + "long words ".repeat(12) + " | INLINE |",
                "| INLINE |\n| --- |",
                "Text[^n].\n\n[^n]: INLINE",
                "Text[^n].\n\n[^n]: a\n\n    INLINE\n\n    - b",
                "Text^[INLINE].",
                "- a[^n]\n\n  [^n]: INLINE",
                "> [^n]: INLINE\n\nText[^n].");
        return places.stream()
                .flatMap(place -> inlines.stream()
                        .map(inline -> place.replace("INLINE2", "b").replace("INLINE", inline)));
    }

    private static Stream<String> html() {
        Stream<String> block = HTML_TAGS.stream()
                .map(tag -> "Text.\n\n<" + tag + ">\nW1 <a href=\"U1\">W2</a>\n</" + tag + ">\n\nMore.");
        Stream<String> inline = HTML_TAGS.stream().map(tag -> "Text <" + tag + ">W1 [W2](U1)</" + tag + "> more.");
        Stream<String> open = HTML_TAGS.stream().map(tag -> "Text <" + tag + "> W1 [W2](U1)\n\nMore W3.");
        return Stream.of(block, inline, open).flatMap(stream -> stream);
    }

    private static Stream<String> blocks() {
        return Stream.of(
                "Text.\n\n<!-- see U1 -->",
                "Use Optional<W1> or Map<W2>; replace <W3-name> and </W4>.",
                "Use List<B> of W1, `Set<W2>`, **<W3>** and [link <W4>](U1)",
                "## Head <W1> more\n\n- <W2>\n- Foo<W3 W4=\"W5\">",
                "<W1>\nW2\n</W1>\n\nMore.",
                "<div>\nW1 <W2> W3\n</div>\n\nMore.",
                "| a |\n| --- |\n| <W1> |",
                "```items\n- title: a\n  summary: \"uses <W1> and List<W2>\"\n```",
                "Text.\n\n<!-- TODO\n\nW1\n## W2 U1",
                "Text.\n\n<? a\n\nW1\n## W2 U1",
                "Text.\n\n<![CDATA[ a\n\nW1\n## W2 U1",
                "Text.\n\n<style>\n\nW1\n## W2 U1",
                "Text <!-- see U1 --> more.",
                "Text.\n\n<!-- [a](U1)\n\n[b](U2) -->\nMore W1.",
                "Text.\n\n<form action=\"U1\"><input value=\"W1\"></form>",
                "Text <svg><a xlink:href=\"U1\">W1</a></svg>.",
                "Text.\n\n<?php W1 ?>",
                "Text.\n\n<!DOCTYPE W1>",
                "Text.\n\n<![CDATA[W1]]>",
                "Text <?php W1 ?> more.",
                "Text.\n\n[^a]: W1 U1",
                "Text[^a].\n\n[^a]: W1\n\n[^A]: W2 U1",
                "Text.\n\n[^a]: W1 [^b]\n\n[^b]: W2",
                "![a[^n]](https://pictures.example/a.png) b\n\n[^n]: W1",
                "# Title[^n]\n\nText.\n\n[^n]: W1",
                "## Section[^n]\n\nText.\n\n[^n]: W1",
                "[W1][x]\n\n[x]: U1 \"W2\"",
                "[W1][x]\n\n[x]: U1\n[X]: U2",
                "Text.\n\n[x]: U1",
                "Text.\n\n> [x]: U1",
                "Text.\n\n[x]: https://a.example \"W1\"",
                "[a](https://a.example)\n\n[x]: https://a.example \"W1\"",
                "![W1][x]\n\n[x]: https://pictures.example/a.png \"W2\"",
                "![W1](https://pictures.example/a.png \"W2\")\n*W3*",
                "![W1](https://pictures.example/a.png \"W2\")\n\n*W3 [W4](U1)*",
                "[![W1](https://pictures.example/a.png)](U1 \"W2\")",
                "| a |\n| --- |\n| b | W1 |",
                "| a |\n| --- |\n| b | [W1](U1) |\n| c |",
                "a | b\n--- | ---\nc | d | W1",
                "> | a |\n> | --- |\n> | b | W1 |",
                "- | a |\n  | --- |\n  | b | W1 |",
                "| a | b |\n|---|---|\n| `x|W1` | c |",
                "| a |\n| --- |\n| b \\| W1 |",
                "```\nW1 U1\n```",
                "```java\nW1\n```",
                "    W1 U1",
                "Text.\n\n- a\n\n      W1",
                "> ```\n> W1\n> ```",
                "***W1***",
                "W1\\\nW2",
                "W1  \nW2",
                "* * *\n\nW1",
                "W1\n\n***\n\nW2",
                "```items\n- title: W1\n  url: U1\n  summary: \"W2 [W3](U2) `W4`\"\n  authors: [W5]\n  organisation: W6\n  publication: W7\n```",
                "```talks title=\"W8\"\n- title: W1\n  url: U1\n  speakers: [W2]\n  organisation: W3\n  recording: U2\n  slides: U3\n  summary: \"W4 [W5](U4)\"\n  track: W6\n```",
                "```people\n- name: W1\n  role: W2\n  organisation: W3\n  why: \"W4 [W5](U1)\"\n  url: U2\n```",
                "```themes\n- W1\n- title: W2\n  detail: \"W3 [W4](U1)\"\n```",
                "```events\n- title: W1\n  url: U1\n  date: 2026-03-03\n  place: W2\n  summary: \"W3 [W4](U2)\"\n```",
                "```releases\n- project: W1\n  version: W2\n  url: U1\n  headline: \"W3 [W4](U2)\"\n```",
                "```changes\n- title: W1\n  url: U1\n  number: 12\n  author: W2\n  area: W3\n```",
                "```photos\n- src: images/dot.png\n  alt: W1\n  caption: \"W2 [W3](U1)\"\n  credit: W4\n```",
                "```items\n- title: W1\n  image: { src: images/dot.png, alt: A dot, caption: \"W3\", credit: W4 }\n  tags: [ebpf]\n  kind: release\n```",
                "```people\n- name: W1\n  image: { src: images/dot.png, alt: A dot, caption: W3, credit: W4 }\n```",
                "```items title=\"W1\"\n- title: W2\n  summary: \"W3 <xmp>W4</xmp> <a href='U1'>W5</a> ![W6](https://p.example/a.png 'W7') [W8](U2 'W9')\"\n```");
    }

    private record Seen(String html, String text, List<Problem> findings) {}

    private static Seen seen(String body) {
        Desk desk = new Desk().file("images/dot.png", DOT);
        byte[] edition = Desk.edition("", body).getBytes(StandardCharsets.UTF_8);
        try {
            Approval.Preview preview = desk.approval().preview("a.md", edition);
            Mailing mailing = preview.mailing();
            return new Seen(mailing.html(Rendered.READER), mailing.text(Rendered.READER), preview.findings());
        } catch (InputException unreadable) {
            return new Seen("", "", unreadable.problems());
        }
    }

    /** What is in neither part, or in one only, and in a line of which nothing is said. */
    private static List<String> vanished(String construct) {
        String body = MARK.matcher(construct)
                .replaceAll(mark -> mark.group(1).equals("W")
                        ? "wordle" + mark.group(2) + "x"
                        : "https://site" + mark.group(2) + ".example/p");
        String file = Desk.edition("", body);
        Seen seen = seen(body);
        List<String> lost = new ArrayList<>();
        Matcher mark = MARK.matcher(construct);
        while (mark.find()) {
            String needle = mark.group(1).equals("W")
                    ? "wordle" + mark.group(2) + "x"
                    : "https://site" + mark.group(2) + ".example/p";
            int line = (int) file.substring(0, file.indexOf(needle)).lines().count();
            boolean said = seen.findings().stream()
                    .anyMatch(problem -> Math.abs(problem.at().line() - line) <= 3
                            && problem.message().length() > 0
                            && (problem.rule().equals("unseen-text")
                                    || problem.rule().equals("unclosed-block")
                                    || seen.html().isEmpty()));
            boolean shown = org.jsoup.Jsoup.parse(seen.html()).body().html().contains(needle);
            if (!said && !(shown && seen.text().contains(needle))) {
                lost.add(mark.group() + (shown ? " in text" : seen.text().contains(needle) ? " in HTML" : " in both"));
            }
        }
        return lost;
    }

    @Test
    void what_is_written_is_read_or_named() {
        List<String> lost = constructs()
                .map(construct -> construct.replace("\n", "⏎") + " loses " + vanished(construct))
                .filter(line -> !line.endsWith("[]"))
                .toList();

        assertThat(lost).isEmpty();
    }
}
