package org.broadsheet.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.Parsed;
import org.broadsheet.text.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest {
    private static List<String> errors(String body) {
        String text = "---\nlist: community\nfrom: recap@istio.example\n---\n" + body;
        return Desk.errors(text(text));
    }

    private static List<Problem> text(String edition) {
        return text("a.md", edition.getBytes(StandardCharsets.UTF_8));
    }

    /** Without what only the rendered mail shows. */
    private static List<Problem> text(String file, byte[] edition) {
        Parsed parsed = EditionParser.ofEditions(Defaults.NONE).parse(file, edition);
        String text = new String(edition, StandardCharsets.UTF_8);
        return Preflight.sorted(file, new Preflight(parsed, text, Surroundings.bare(Desk.CLOCK)).text().stream());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
                    See [the talk](TODO) ~ placeholder-link 5:5
                    See [the talk](tbd) ~ placeholder-link 5:5
                    See [the talk](<YouTube link to be added>) ~ placeholder-link 5:5
                    See [Welcome + Opening Remarks](YouTube link to be added) ~ placeholder-link 5:31
                    See [`code` and *more*](link to be added) from A ~ placeholder-link 5:23
                    Recording <YouTube link to be added> ~ placeholder-link 5:11
                    Recording: YouTube link to be added ~ placeholder-link 5:20
                    See [the talk](#) ~ placeholder-link 5:5
                    See [the talk]() ~ empty-link 5:5
                    See [](https://a.example) ~ empty-link 5:5
                    See [the talk](#nowhere) ~ unknown-section 5:5
                    See [the talk](talks/one.md) ~ relative-link 5:5
                    See [the talk](/talks) ~ relative-link 5:5
                    See [the talk](https://anna:s3same@a.example/) ~ bad-url 5:5
                    See <https://anna:s3same@a.example/> ~ bad-url 5:5
                    See [the talk](//a.example/x) ~ relative-link 5:5
                    See [the talk](istio.io/blog) ~ relative-link 5:5
                    See [the talk](https://) ~ placeholder-link 5:5
                    See [the talk](https://…) ~ placeholder-link 5:5
                    See [the talk](https://TODO/x) ~ placeholder-link 5:5
                    See [the talk](http:a) ~ placeholder-link 5:5
                    See [the talk](mailto:) ~ placeholder-link 5:5
                    See [the talk](JavaScript:alert(1)) ~ forbidden-link 5:5
                    See [the talk](data:text/html,x) ~ forbidden-link 5:5
                    See [the talk](&#106;avascript:alert) ~ forbidden-link 5:5
                    See [the talk](<java&Tab;script:alert>) ~ forbidden-link 5:5
                    See [the talk](file:///etc/passwd) ~ forbidden-link 5:5
                    See [the talk](https://a.example/{{subscriber.adress}}) ~ unknown-slot 5:5
                    ![A hall](TODO) ~ placeholder-link 5:1
                    ![A hall](data:image/png;base64,AAAA) ~ forbidden-link 5:1
                    See <a href="#">it</a> ~ placeholder-link 5:5
                    <p><a href="link to be added">it</a></p> ~ placeholder-link 5:1
                    <p>TODO: write</p> ~ todo 5:1
                    TODO ~ todo 5:1
                    Then we TODO more. ~ todo 5:9
                    - [ ] TBD ~ todo 5:7
                    Some **FIXME** here ~ todo 5:8
                    TODO(anna): finish ~ todo 5:1
                    [TODO: find it](https://a.example) ~ todo 5:2
                    [slides link to be added](https://a.example) ~ placeholder-link 5:9
                    Insert the YouTube link here ~ placeholder-link 5:1
                    Hello {{subscriber.frist_name}} ~ unknown-slot 5:7
                    Hello {{subcriber.name}} ~ unknown-slot 5:7
                    ## TODO ~ todo 5:1
                    """)
    void what_is_unfinished_or_leads_nowhere_is_an_error(String line, String expected) {
        assertThat(errors(line)).as(line).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My todo list, the `TODO` comment, a TODO-list, TODOs, METODOS and the “TODO” app",
                "* [Remove FIXME comments from the resolver](https://a.example/1)",
                "* [A TODO app in 50 lines](https://a.example/1)",
                "```\n// TODO: [x](link to be added) {{subscriber.nope}}\n```",
                "    TODO\n",
                "Text.\n\n<!-- TODO: [x]() link to be added -->",
                "Text <!-- TODO --> text",
                "[fragment](https://example.com/#) [plain](https://example.com/a_(b)?x=[1]&y=2#frag)",
                "[mail](mailto:a@example.com) <https://example.com> <a@example.com> https://example.com/x",
                "[ref], [text][ref] and [ref][]\n\n[ref]: https://example.com 'Title'\n[unused]: TODO",
                "A note[^1] and^[inline].\n\n[^1]: With a [link](https://example.com).",
                "## One {#one}\nSee [above](#one) and [html](#h)\n\n<h3 id=h>Three</h3>",
                "![A hall](images/hall.png) [![badge](https://a.example/b.svg)](https://a.example)",
                "An array a[0] (x) and \\[not a link\\](https://example.com) and [x] (y)",
                "| a | b |\n|---|---|\n| [x](https://a.example) | ~~gone~~ |",
                "Use {{ .Values.x }}, ${{ github.ref }}, {{#if}}, {{{subscriber.name}}} and `{{subscriber.nope}}`",
                "Mail me at [here](https://a.example/?u={{subscriber.address}}&e={{edition.id}})",
                "New kinds of link need to be added later, and the date is to be confirmed",
                "<a name=\"x\"></a><details><summary>More</summary>\n\n[a](#x)\n\n</details>",
                "2025-05-07 | Virtual (Indianapolis, IN, US) | [**Indy.rs**](https://a.example/events/)",
                "##### [Rust](https://a.example/issues?q=is%3Aopen+label%3Afinal)\n* [`Option::<T>::None`](https://a.example)",
            })
    void what_a_real_newsletter_says_passes(String body) {
        assertThat(errors(body))
                .as(body)
                .filteredOn(rule -> !body.contains("a[0](x)"))
                .isEmpty();
    }

    @Test
    void entries_are_checked_at_their_place() {
        assertThat(errors("""
                        ```talks
                        - title: "TODO"
                        - title: Fine
                          summary: Slides link to be added
                          recording: YouTube link to be added
                        - title: The TODO app that grew
                          speakers: [TBD]
                        ```

                        ```people
                        - name: Ann
                          why: See [her talk](TODO)
                        ```

                        ```photos
                        - src: images/a.png
                          alt: A hall
                          caption: "[source](where it is)"
                        - src: images/b.png
                        ```
                        """))
                .containsExactly(
                        "todo 6:3",
                        "placeholder-link 7:3",
                        "placeholder-link 9:14",
                        "todo 10:3",
                        "placeholder-link 15:3",
                        "placeholder-link 20:3",
                        "missing-alt 23:3");
    }

    @Test
    void an_entry_whose_marks_nest_without_end_is_told() {
        for (int deep : List.of(200, 1500, 30_000)) {
            String summary = "**a *a ".repeat(deep) + "x" + " a* a**".repeat(deep);
            assertThat(errors("```items\n- title: A\n  summary: \"" + summary + "\"\n```\n"))
                    .as(String.valueOf(deep))
                    .containsExactly("nested-too-deeply 6:3");
        }
    }

    @Test
    void what_a_mail_cannot_play_is_named() {
        assertThat(text("""
                        ---
                        list: community
                        from: recap@istio.example
                        ---
                        <video src="https://v.example/1.mp4"></video>

                        See <iframe src="talk.html"></iframe>
                        """))
                .extracting(Problem::toString)
                .containsExactly(
                        "a.md:5:1: warning: a mail cannot show <video>: its readers get a link;"
                                + " write a link, or a picture that links to it [embedded-media]",
                        "a.md:7:5: error: the link leads to 'talk.html', which is not a URL;"
                                + " write it in full: https://… [relative-link]",
                        "a.md:7:5: warning: a mail cannot show <iframe>: its readers get a link;"
                                + " write a link, or a picture that links to it [embedded-media]");
    }

    @Test
    void what_looks_like_a_link_may_be_as_long_as_it_likes() {
        assertThat(errors("See this](" + "()".repeat(5000) + ") and [that](" + "a.b".repeat(20_000) + ")\n"))
                .containsExactly("relative-link 5:10017");
        String footnotes = "[^a<![CDATA".repeat(20_000);
        assertTimeout(
                Duration.ofMinutes(1), () -> errors("```items\n- title: A\n  summary: \"" + footnotes + "\"\n```\n"));
    }

    @Test
    void the_gate_includes_what_the_parser_found() {
        assertThat(errors("## A {topic=nope}\n\n```source feed\nurl: https://a.example\n```"))
                .containsExactly("unknown-topic 5:7", "unresolved-source 7:1");
        assertThat(errors("## A {status=todo}\nx\n\n## B {status=draft}\ny"))
                .containsExactly("unfinished-section 5:1", "unfinished-section 8:1");
        assertThat(errors("")).containsExactly("empty-edition 0:0");
    }

    @Test
    void a_subject_is_checked_too() {
        assertThat(text("---\nlist: a\nfrom: a@b.example\nsubject: \"TODO: find one\"\n---\nText.\n"))
                .extracting(Desk::shortly)
                .containsExactly("todo 4:10");
    }

    @Test
    void the_sample_edition_passes_without_a_word() throws IOException {
        Path file = Path.of("examples/istio-recap/editions/2025-11-20-istio-at-kubecon-na-2025.md");
        assertThat(new Desk().checkFile(file.toString(), Files.readString(file)))
                .isEmpty();
    }

    @Test
    void a_weekly_of_another_make_passes_with_few_words() throws IOException {
        try (InputStream in = PreflightTest.class.getResourceAsStream("/editions/weekly.md")) {
            assertThat(text("weekly.md", Objects.requireNonNull(in).readAllBytes()))
                    .extracting(problem -> problem.severity() + " " + problem.rule() + " "
                            + problem.at().line())
                    .containsExactly(
                            "WARNING foreign-key 3",
                            "WARNING foreign-key 5",
                            "WARNING foreign-syntax 16",
                            "ERROR empty-section 37",
                            "WARNING foreign-syntax 41",
                            "WARNING undefined-reference 41");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
                    Text.%%[^a]: Nobody. ~ unseen-text 7:1
                    Text[^a].%%[^a]: One.%%[^A]: Two. ~ unseen-text 9:1
                    ![a[^n]](https://a.example/p.png)%%[^n]: Note. ~ unseen-text 7:1
                    Text.%%[a]: https://a.example ~ unseen-text 7:1
                    [x][a]%%[a]: https://a.example%[A]: https://b.example ~ unseen-text 8:1
                    | a |%|---|%| b | c | ~ unseen-text 7:1
                    > | a |%> |---|%> | b | c | ~ unseen-text 7:3
                    Text.%%<xmp>lost</xmp> ~ unseen-text 7:1
                    Text <xmp>lost</xmp>. ~ unseen-text 5:6
                    Text.%%<!-- https://a.example --> ~ unseen-text 7:1
                    # A [link](https://a.example)%%Text. ~ unseen-text 5:5
                    """)
    void what_no_reader_would_get_is_named(String body, String found) {
        assertThat(text("---\nlist: community\nfrom: recap@istio.example\n---\n" + body.replace('%', '\n')))
                .extracting(Desk::shortly)
                .contains(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Text[^a].%%[^a]: One[^b].%%[^b]: Two.",
                "[x][a] ![y][b]%%[a]: https://a.example 'T'%[b]: https://a.example/p.png",
                "Text.%%[//]: # (a comment)%%<!-- TODO: nothing -->",
                "| a | b |%|---|---|%| b \\| c | d |%| e |",
                "<b>Text</b> <br> <span lang='en'>more</span>"
            })
    void what_readers_get_is_not_named(String body) {
        assertThat(text("---\nlist: community\nfrom: recap@istio.example\n---\n" + body.replace('%', '\n')))
                .extracting(Problem::rule)
                .doesNotContain("unseen-text");
    }
}
