package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextMarkupTest {
    @Test
    void prose_is_laid_out_as_a_person_would_type_it() {
        String text = text("""
                This is a paragraph with *emphasis*, **weight**, `code` and ~~regret~~ that goes on until it has to be wrapped.
                Hard\\
                break.

                ### A heading

                - one
                - two, which is an item so long that it needs a second line to say what it has to say
                  1. deep
                  2. deeper

                     with a second paragraph

                > Quoted words that are long enough to need more than a single line, quoted as well.

                ```
                code   stays  as it is, however long the line may be that somebody has written here


                even this
                ```

                * * *

                | Name | Count |
                |:-----|------:|
                | a    | 1     |
                | 漢字 | 1000  |
                """);
        assertThat(text).isEqualTo("""
                        This is a paragraph with _emphasis_, *weight*, `code` and [struck out:
                        regret] that goes on until it has to be wrapped. Hard
                        break.

                        A heading
                        ~~~~~~~~~

                        - one
                        - two, which is an item so long that it needs a second line to say what
                          it has to say
                          1. deep

                          2. deeper

                             with a second paragraph

                        > Quoted words that are long enough to need more than a single line,
                        > quoted as well.

                            code   stays  as it is, however long the line may be that somebody has written here


                            even this

                        * * *

                        Name  Count
                        ----  -----
                        a         1
                        漢字   1000
                        """);
    }

    @Test
    void what_is_struck_out_is_said_to_be_however_it_was_written() {
        assertThat(text("At ~~5~~ 6. <del>May</del> <s class=\"a\">[June](https://a.example/)</s> July."))
                .startsWith("At [struck out: 5] 6. [struck out: May] [struck out: June [1]] July.");
        assertThat(text("<p>At <strike>5</strike> 6.</p>")).startsWith("At [struck out: 5] 6.");
        assertThat(text("<del>never closed")).startsWith("never closed");
        assertThat(text("<p><del><p>a</p>b</del></p>")).contains("a", "b");
    }

    @Test
    void links_are_numbered_by_section_and_listed_at_its_end() {
        String text = text("""
                [One](https://one.example/) and [two](https://two.example/), [one](https://one.example/) again.

                ## Next
                [Three](https://three.example/) <https://auto.example/> [mail](mailto:a@b.example)
                <a href="https://html.example/">tag</a> [here](#next)

                <p>Block <a href="https://block.example/?a=1&amp;b=2">link</a></p>
                """);
        assertThat(text)
                .contains("One [1] and two [2], one [1] again.\n\n[1] https://one.example/\n[2] https://two.example/\n")
                .contains("Three [1] https://auto.example/ mail [2] tag [3] here\n")
                .contains("Block link [4]\n")
                .contains("[4] https://block.example/?a=1&b=2\n");
    }

    @Test
    void what_html_would_play_is_a_link_and_a_summary_a_line_of_its_own() {
        String text = text("""
                <details><summary>More</summary>hidden
                <video src="https://v.example/1.mp4" title="The keynote"></video></details>

                Inline <audio src="https://v.example/2.mp3"></audio>or <iframe src="data:x"></iframe>not.

                <iframe src="https://v.example/3">old browser</iframe>
                """);
        assertThat(text).isEqualTo("""
                        More
                        hidden The keynote [1]

                        Inline https://v.example/2.mp3 or not.

                        https://v.example/3

                        [1] https://v.example/1.mp4
                        """);
    }

    @Test
    void a_long_url_stays_whole() {
        String url = "https://long.example/" + "path/".repeat(40);
        assertThat(text("[x](" + url + ") and " + url + "\n").lines())
                .contains("[1] " + url)
                .anyMatch(line -> line.equals(url));
    }

    @Test
    void no_line_of_prose_is_wider_than_72_columns() {
        String text = text("混ぜ書き mixed 漢字 text 😀 ".repeat(60) + "\n\n- " + "日本語の長い文章。".repeat(30) + "\n");
        assertThat(text.lines())
                .allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(72));
        assertThat(text.lines()).noneMatch(line -> line.strip().startsWith("。"));
        assertThat(text.lines().filter(line -> Columns.width(line) > 60)).hasSizeGreaterThan(10);
    }

    @Test
    void a_table_that_is_too_wide_is_told_row_by_row() {
        String wide = "a rather long cell of words";
        String text =
                text("| First | Second | Third |\n|---|---|---|\n| " + wide + " | " + wide + " | " + wide + " |\n");
        assertThat(text).isEqualTo("- First: " + wide + "\n  Second: " + wide + "\n  Third: " + wide + "\n");
    }

    @Test
    void pictures_are_described() {
        assertThat(text("![A hall](https://x.example/hall.png \"The *hall*\")\n"))
                .isEqualTo("[Photo: A hall]\nThe *hall*\n");
    }

    private static String text(String markdown) {
        String template = """
                {{#opening}}
                {{#prose}}
                {{{body}}}

                {{/prose}}
                {{/opening}}
                {{#sections}}
                {{{open}}}
                {{title}}

                {{#contents}}
                {{#prose}}
                {{{body}}}

                {{/prose}}
                {{/contents}}
                {{{close}}}
                {{/sections}}
                """;
        return new Workspace()
                .with("templates/plain/mail.txt", template)
                .render(markdown)
                .text(Workspace.ada());
    }
}
