package org.broadsheet.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class YamlParserTest {
    private enum Colour {
        RED,
        DARK_BLUE
    }

    private final Problems problems = new Problems();

    private YamlMap map(String yaml) {
        YamlValue value = YamlParser.parse(new Position("a.yaml", 1, 1), yaml, problems);
        return Objects.requireNonNull(Objects.requireNonNull(value).map());
    }

    private List<String> told() {
        return problems.list().stream().map(Problem::toString).toList();
    }

    @Test
    void values_are_read_by_what_is_wanted_of_them() {
        YamlMap map = map("""
                version: 1.30
                title: "  Two
                  lines "
                port: 587
                on: true
                wait: 90s
                colour: dark-blue
                nothing: ~
                empty:
                speakers: [Ann, 7]
                speaker: Bob
                """);
        assertThat(map.text("version")).isEqualTo("1.30");
        assertThat(map.text("title")).isEqualTo("Two lines");
        assertThat(map.number("port", 1, 1, 1000)).isEqualTo(587);
        assertThat(map.bool("on", false)).isTrue();
        assertThat(map.duration("wait", Duration.ZERO)).isEqualTo(Duration.ofSeconds(90));
        assertThat(map.oneOf("colour", Colour.RED)).isEqualTo(Colour.DARK_BLUE);
        assertThat(map.optionalText("nothing")).isNull();
        assertThat(map.optionalText("empty")).isNull();
        assertThat(map.texts("speakers")).containsExactly("Ann", "7");
        assertThat(map.texts("speaker")).containsExactly("Bob");
        assertThat(map.number("absent", 4, 1, 9)).isEqualTo(4);
        map.refuseOthers();
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void emoji_are_read_wherever_they_stand() {
        for (int before = 0; before < 4; before++) {
            String text = "a".repeat(before) + "😀".repeat(5000);
            assertThat(map("title: \"" + text + "\"\n").text("title")).isEqualTo(text);
        }
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void a_piece_in_the_middle_of_a_file_knows_its_lines_and_columns() {
        YamlValue value = YamlParser.parse(new Position("a.md", 10, 3), "- x: 1\n  y: [", problems);
        assertThat(value).isNull();
        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("yaml");
            assertThat(problem.at().line()).isEqualTo(11);
        });

        Problems other = new Problems();
        YamlValue list = YamlParser.parse(new Position("a.md", 10, 3), "- x: 1\n  y: 2\n", other);
        YamlMap map = Objects.requireNonNull(
                Objects.requireNonNull(list).list().get(0).map());
        assertThat(map.at("y")).isEqualTo(new Position("a.md", 11, 5));
    }

    @Test
    void missing_empty_doubled_and_unknown_keys_are_all_told() {
        YamlMap map = map("titel: a\nurl: b\nlink: c\nname:\nurl: d\n");
        map.text("title");
        map.text("name");
        map.optionalText("url", "link");
        map.refuseOthers();
        assertThat(told())
                .containsExactly(
                        "a.yaml:5:1: error: 'url' is already given in line 2; keep one of them [duplicate-key]",
                        "a.yaml:1:1: error: 'title' is missing; give it a value [missing-key]",
                        "a.yaml:4:1: error: 'name' is empty; give it a value [missing-key]",
                        "a.yaml:3:1: error: 'link' and 'url' are the same; keep one of them [duplicate-key]",
                        "a.yaml:1:1: error: unknown key 'titel'; did you mean 'title'? [unknown-key]");
    }

    @Test
    void foreign_keys_are_warnings_but_slips_are_errors() {
        YamlMap map = map("layout: post\ntempalte: x\nreply_to: y\n");
        map.optionalText("template");
        map.optionalText("reply-to");
        map.warnOfOthers("not used");
        assertThat(problems.list())
                .extracting(Problem::rule)
                .containsExactly("foreign-key", "unknown-key", "unknown-key");
    }

    @Test
    void common_mistakes_of_yaml_come_with_advice() {
        for (List<String> mistake : List.of(
                List.of("title: Istio: the mesh\n", "in quotes"),
                List.of("a:\n\tb: 1\n", "not tabs"),
                List.of("owner: @me\n", "begins with @"),
                List.of("a: 'x\n", "not closed"))) {
            Problems own = new Problems();
            assertThat(YamlParser.parse(new Position("a.yaml", 1, 1), mistake.get(0), own))
                    .isNull();
            assertThat(own.list())
                    .as(mistake.get(0))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.hint()).contains(mistake.get(1)));
        }
    }

    @Test
    void control_characters_never_get_into_a_text() {
        YamlMap map = map("a: \"x\\0y\"\nb: \"x\\r\\nBcc: y\"\nc: \"\\uD800\"\n");
        assertThat(map.optionalText("a")).isNull();
        assertThat(map.optionalText("b")).isEqualTo("x Bcc: y");
        map.optionalText("c");
        assertThat(problems.list()).extracting(Problem::rule).contains("bad-value");
        assertThat(String.valueOf(map.optionalText("c"))).doesNotContain("\uD800");
    }

    @Test
    void bombs_are_refused_in_no_time() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x,x]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("a%d: &a%d [*a%d,*a%d,*a%d,*a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
        }
        for (String bomb : List.of(
                laughs.toString(),
                "[".repeat(100_000),
                "a: ".repeat(50_000),
                "- ".repeat(50_000),
                "&a [*a]",
                "\u0001")) {
            Problems own = new Problems();
            YamlValue value = YamlParser.parse(new Position("a.yaml", 1, 1), bomb, own);
            assertThat(value == null || value.isList()).isTrue();
            assertThat(value != null || own.hasErrors()).isTrue();
        }
    }

    @Test
    void no_text_at_all_makes_it_throw_and_every_problem_lies_inside() {
        Random random = new Random(7);
        String alphabet = "ab: -\n\t\"'{}[]&*!|>#%@`,?~\\u0041é😀\u0000";
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                int at = random.nextInt(alphabet.length());
                text.append(alphabet.charAt(at));
            }
            Problems own = new Problems();
            YamlValue value = YamlParser.parse(new Position("a.yaml", 5, 1), text.toString(), own);
            if (value != null && value.isMap()) {
                Objects.requireNonNull(value.map()).refuseOthers();
            }
            int last = 5 + Lines.of(text.toString()).count() - 1;
            assertThat(own.list())
                    .as(text.toString())
                    .allSatisfy(problem -> assertThat(problem.at().line()).isBetween(5, last));
        }
    }
}
