package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.broadsheet.text.Lines;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditionParserHostileTest {
    private static final String FRONT = "---\nlist: community\nfrom: a@b.example\ntopics: {t: T}\n---\n";
    private static final List<String> FRAGMENTS = List.of(
            "---\n",
            "\n",
            "## ",
            "# ",
            "Title ",
            "{#id",
            " topic=t",
            "}",
            "{",
            "{{",
            "}}",
            "subscriber.name",
            "|x",
            "```",
            "```talks\n",
            "~~~items title=\"x\"\n",
            "- title: ",
            "[a](b)",
            "[a]: ",
            "![",
            "](",
            "<a ",
            ">",
            "- ",
            "> ",
            "    ",
            "\t",
            "\r\n",
            "\r",
            "é😀",
            "\u0000",
            "\u2028",
            "[^1]",
            "[^1]: ",
            "^[",
            "|",
            "|-|\n",
            "{% x %}",
            "{{< y >}}",
            "list: x\n",
            "from: ",
            "&#0;",
            "&amp;",
            "\\",
            "*",
            "_",
            "~~",
            "===\n",
            "http://x.example",
            ":::");

    private static Parsed parse(String text) {
        return EditionParser.ofEditions(Defaults.NONE).parse("editions/a.md", text);
    }

    private static List<String> rules(String text) {
        return parse(text).problems().stream().map(Problem::rule).toList();
    }

    @Test
    void no_text_makes_it_throw_and_every_problem_lies_inside_the_file() {
        Random random = new Random(42);
        for (int round = 0; round < 1000; round++) {
            StringBuilder text = new StringBuilder(round % 4 == 0 ? "" : FRONT);
            random.ints(random.nextInt(40), 0, FRAGMENTS.size()).forEach(i -> text.append(FRAGMENTS.get(i)));
            Parsed parsed = parse(text.toString());
            int last = Lines.of(text.toString()).count();
            assertThat(parsed.problems()).as(text.toString()).allSatisfy(problem -> {
                assertThat(problem.at().file()).isEqualTo("editions/a.md");
                assertThat(problem.at().line()).isBetween(0, last);
                assertThat(problem.message()).isNotBlank();
            });
            assertThat(parsed.edition() != null || parsed.hasErrors())
                    .as(text.toString())
                    .isTrue();
        }
    }

    @Test
    void no_bytes_make_it_throw() {
        Random random = new Random(43);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            assertThat(EditionParser.ofEditions(Defaults.NONE)
                            .parse("a.md", bytes)
                            .hasErrors())
                    .isTrue();
        }
    }

    @Test
    void every_section_id_is_unique() {
        Random random = new Random(44);
        List<String> headings =
                List.of("## A\n", "## A {#b}\n", "## B\n", "## a-2\n", "## A {#a}\n", "## …\n", "## section\n");
        for (int round = 0; round < 100; round++) {
            StringBuilder text = new StringBuilder(FRONT);
            random.ints(6, 0, headings.size()).forEach(i -> text.append(headings.get(i)));
            Parsed parsed = parse(text.toString());
            List<String> ids = new ArrayList<>();
            java.util.Objects.requireNonNull(parsed.edition()).sections().forEach(section -> ids.add(section.id()));
            if (!parsed.hasErrors()) {
                assertThat(ids).as(text.toString()).doesNotHaveDuplicates();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "> ",
                "- ",
                "{",
                "{{",
                "*a ",
                "`",
                "![",
                "<",
                "<<\n",
                "{{<",
                "{%",
                "- - ",
                "{{subscriber.",
                "[a]("
            })
    void a_text_made_to_be_slow_is_not(String piece) {
        String text = FRONT + piece.repeat(40_000 / piece.length()) + "\n";
        Assertions.assertTimeout(Duration.ofSeconds(10), () -> parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "**a *a | a* a**",
                "*a | a*",
                "_a |a_ ",
                "~~a *b | b* a~~",
                "![a|](u)",
                "^[a |]",
                "[*a | a*](https://x.example)",
                "[ |]"
            })
    void nesting_without_end_gets_one_error_with_its_line(String open, String close) {
        for (int deep : List.of(150, 1500, 30_000)) {
            String text = FRONT + "Fine.\n\n" + open.repeat(deep) + "x" + close.repeat(deep) + "\n\nFine too.\n";
            List<Problem> errors = parse(text).problems().stream()
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .toList();
            if (open.equals("[ ") && deep < 10_000) {
                assertThat(errors).isEmpty(); // no link comes of these
                continue;
            }
            assertThat(errors)
                    .as(open + deep)
                    .hasSizeBetween(deep == 150 && open.length() < 4 ? 0 : 1, 1)
                    .allSatisfy(error -> {
                        assertThat(error.rule()).isIn("nested-too-deeply", "too-large");
                        assertThat(error.at().line()).isEqualTo(8);
                    });
        }
    }

    @Test
    void quotes_and_lists_without_end_are_read() {
        for (String piece : List.of("> ", "- ", "1. ", "> - ", "- > 1. ")) {
            Parsed parsed = parse(FRONT + piece.repeat(5000) + "x\n");
            assertThat(parsed.edition()).as(piece).isNotNull();
        }
    }

    @Test
    void a_file_without_a_front_matter_that_can_be_read_gets_one_clear_error() {
        assertThat(rules("")).containsExactly("no-front-matter");
        assertThat(rules("Just text\n")).containsExactly("no-front-matter");
        assertThat(rules("+++\ntitle = 'x'\n+++\n")).containsExactly("no-front-matter");
        assertThat(rules("---\nlist: a\n\ntext\n")).containsExactly("unclosed-front-matter");
        assertThat(rules("---\nlist: a: b\n---\ntext\n")).containsExactly("yaml");
        assertThat(rules("---\n- a\n---\ntext\n")).containsExactly("wrong-type");
        assertThat(rules("---\n---\ntext\n")).containsExactly("missing-key", "missing-key");
        assertThat(parse("---\nlist: a: b\n---\n").problems())
                .extracting(Problem::toString)
                .containsExactly("editions/a.md:2:8: error: this is not YAML: mapping values are not allowed here;"
                        + " put a value that contains ': ' in quotes [yaml]");
    }

    @Test
    void a_list_has_a_name_that_an_import_takes() {
        assertThat(parse("---\nlist: Community\nfrom: a@b.example\n---\ntext\n").problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "editions/a.md:2:7: error: 'list' must be the name of a mailing list: lower-case letters,"
                                + " digits, dots, dashes and underscores, such as community, but is 'Community' [bad-value]");
    }

    @Test
    void every_value_of_the_front_matter_is_judged() {
        assertThat(parse("""
                                ---
                                list: my list
                                from: "A <a@b.example>\\nBcc: c@d.example"
                                reply-to: nobody
                                template: ../../etc
                                zone: Mars/Base
                                topics: { Bad Key: X, ok: Fine }
                                approval: maybe
                                skip-if-empty: 1
                                subject: "Hi {{subscriber.nam}}"
                                title: "{{edition.date}}"
                                lang: "?"
                                date: soon
                                archive: here
                                ---
                                """).problems())
                .extracting(problem -> problem.at().line() + " " + problem.rule())
                .containsExactly(
                        "2 bad-value",
                        "3 bad-value",
                        "4 bad-value",
                        "5 bad-value",
                        "6 bad-value",
                        "7 bad-value",
                        "8 bad-value",
                        "9 bad-value",
                        "10 unknown-slot",
                        "11 slot-not-allowed",
                        "12 bad-value",
                        "13 bad-value",
                        "14 bad-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{first_name}}",
                "{{ Name }}",
                "{{ .Subscriber.FirstName }}",
                "{{contact.first_name|friend}}",
                "{{ email }}",
                "{{UnsubscribeURL}}"
            })
    void what_another_program_would_fill_in_is_a_warning_and_stays(String slot) {
        Parsed parsed =
                parse(FRONT + "Hello " + slot + "!\n\n`" + slot + "` {{ .Release.Name }} {{name_of_it}} {{ image }}\n");
        assertThat(parsed.problems())
                .extracting(problem -> problem.at().line() + " " + problem.rule() + " " + problem.severity())
                .containsExactly("6 foreign-syntax WARNING");
        Content.Prose prose = (Content.Prose) parsed.orThrow().opening().get(0);
        assertThat(PlainText.of(prose.document())).contains("Hello " + slot + "!");
    }

    @Test
    void syntax_of_other_generators_is_a_warning_and_stays() {
        Parsed parsed = parse(FRONT + """
                {{< image link="./x.jpg" caption="A" >}}

                {% raw %} {{% y %}}

                import Tabs from '@theme/Tabs'

                :::note
                > [!TIP]
                > text

                ### Three {#three}
                """);
        assertThat(parsed.hasErrors()).isFalse();
        assertThat(parsed.problems())
                .extracting(problem -> problem.at().line() + " " + problem.rule())
                .containsExactly(
                        "6 foreign-syntax",
                        "8 foreign-syntax",
                        "8 foreign-syntax",
                        "10 foreign-syntax",
                        "12 foreign-syntax",
                        "13 foreign-syntax",
                        "16 foreign-syntax");
        Content.Prose prose = (Content.Prose) parsed.orThrow().opening().get(0);
        assertThat(PlainText.of(prose.document()))
                .contains("{{< image link=\"./x.jpg\" caption=\"A\" >}}", "{% raw %}");
    }

    @Test
    void blocks_that_are_misplaced_or_open_are_told() {
        assertThat(rules(FRONT + "- list\n\n  ```talks\n  - title: A\n  ```\n")).containsExactly("nested-block");
        assertThat(rules(FRONT + "```talks\n- title: A\n")).containsExactly("unclosed-block");
        assertThat(rules(FRONT + "```talk\n- title: A\n```\n")).containsExactly("unknown-block");
        assertThat(rules(FRONT + "```talks titel=x\n- title: A\n```\n")).containsExactly("unknown-key");
        assertThat(rules(FRONT + "```source feed\nurl: x\n```\n")).containsExactly("unresolved-source");
        assertThat(rules(FRONT + "```source fed\nurl: x\n```\n")).containsExactly("unresolved-source");
        assertThat(EditionParser.ofDigests(Defaults.NONE)
                        .parse("digests/a.md", FRONT + "```source feed\nurl: x\n```\n")
                        .problems())
                .isEmpty();
        assertThat(rules(FRONT + "```yaml\n- title: A\n```\n\n```\ntalks\n```\n"))
                .isEmpty();
    }

    @Test
    void attributes_of_headings_are_judged() {
        assertThat(rules(FRONT + "## A {#x}\n## B {#x}\n")).containsExactly("duplicate-id");
        assertThat(rules(FRONT + "## A {topic=x}\n")).containsExactly("unknown-topic");
        assertThat(rules(FRONT + "## A {due=soon status=never}\n")).containsExactly("bad-value", "bad-value");
        assertThat(rules(FRONT + "## A {topic=t words}\n")).containsExactly("bad-value");
        assertThat(rules(FRONT + "## {#x}\n")).containsExactly("missing-title");
        assertThat(rules(FRONT + "## A {{subscriber.name}}\n")).containsExactly("slot-not-allowed");
        assertThat(rules(FRONT + "## A {braces} and {more}\n## B {{ .Values.x }}\n"))
                .isEmpty();
    }
}
