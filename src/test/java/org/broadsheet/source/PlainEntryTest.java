package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlainEntryTest {
    private static final Instant AT = Instant.parse("2025-11-20T09:00:00Z");
    private static final List<String> LINKS = List.of("url", "recording", "slides");
    private static final List<String> ODD = List.of("kind", "format", "until", "zone", "image");
    private static final List<String> WORDS = List.of(
            "gears and wheels",
            "`run` it",
            "Größe",
            "Ω 5%",
            "日本語",
            "{x}: #1",
            "*a* [b]",
            "\"quoted\"",
            "a\\b",
            "- x",
            "null");
    private static final List<String> FRAGMENTS = List.of(
            "\"",
            "\\",
            "\\\\",
            "\\n",
            "\n",
            "\n- title: \"x\"",
            "\n  url: \"https://e.example/\"",
            "\r",
            "\t",
            " ",
            "#",
            " #",
            ": ",
            "- ",
            "[",
            "]",
            ", ",
            "{",
            "}",
            "'",
            "&a ",
            "*a",
            "!t ",
            "|",
            ">",
            "---\n",
            "...\n",
            "%",
            "~",
            "\0",
            "\u0007",
            "\u0085",
            "\u00a0",
            "\u00ad",
            "\u2028",
            "\u200b",
            "\u202e",
            "\ufeff",
            "\ufffe",
            "\ud83d",
            "\ude00",
            "\ud83d\ude00",
            "\u0301",
            "2025-02-30",
            "true",
            "javascript:x",
            "\"\"",
            "\" \"",
            "todo",
            "title: ",
            "  ",
            "x: \"y\"\n");

    static Stream<BlockKind> kinds() {
        return Stream.of(BlockKind.values()).filter(kind -> kind != BlockKind.CHART);
    }

    /** As the parser sees it: one entry, from its first line on, of which nothing is wrong. */
    private static boolean isReadBack(BlockKind kind, String yaml) {
        Problems problems = new Problems();
        List<Item> read = ItemParser.parse(kind, new Position("x", 1, 1), yaml, problems);
        return read.size() == 1
                && read.get(0).at().line() == 1
                && problems.list().stream().map(Problem::rule).allMatch("missing-alt"::equals);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatever_is_spliced_into_an_entry_nothing_is_taken_that_would_not_be_read(BlockKind kind) {
        Random random = new Random(11);
        BlockWriter writer = new BlockWriter(kind, ZoneOffset.UTC);
        int taken = 0;
        for (int i = 0; i < 4000; i++) {
            StringBuilder yaml = new StringBuilder(writer.yaml(filled(kind, random)));
            for (int splices = random.nextInt(4); splices > 0 && !yaml.isEmpty(); splices--) {
                int at = random.nextInt(yaml.length());
                yaml.replace(at, Math.min(yaml.length(), at + random.nextInt(3)), one(FRAGMENTS, random));
            }
            if (PlainEntry.isGood(kind, yaml.toString())) {
                taken++;
                assertThat(isReadBack(kind, yaml.toString()))
                        .as(yaml.toString())
                        .isTrue();
            }
        }
        assertThat(taken).isGreaterThan(kind == BlockKind.PHOTOS ? -1 : 500);
    }

    @ParameterizedTest
    @EnumSource(names = {"ITEMS", "TALKS", "PEOPLE", "THEMES", "EVENTS", "RELEASES", "CHANGES"})
    void of_what_sources_mostly_find_both_say_the_same(BlockKind kind) {
        Random random = new Random(12);
        BlockWriter writer = new BlockWriter(kind, ZoneOffset.UTC);
        for (int i = 0; i < 1000; i++) {
            Found.Fields fields = new Found.Fields();
            for (BlockFields.Field field : BlockFields.of(kind)) {
                String key = field.key();
                boolean isLink = LINKS.contains(key);
                if (!ODD.contains(key) && field.form() != BlockFields.Form.DATE && random.nextInt(5) > 0) {
                    fields.put(key, isLink ? link(random) : one(WORDS, random));
                }
            }
            String yaml = writer.yaml(new Found("id", AT, fields.map()));
            assertThat(PlainEntry.isGood(kind, yaml)).as(yaml).isEqualTo(isReadBack(kind, yaml));
        }
    }

    private static String link(Random random) {
        return one(
                List.of("https://e.example/a?b=c#d", "javascript:x", "todo", "a b", "mailto:a@x.example", "/path"),
                random);
    }

    private static Found filled(BlockKind kind, Random random) {
        Found.Fields fields = new Found.Fields();
        for (BlockFields.Field field : BlockFields.of(kind)) {
            boolean isLink = LINKS.contains(field.key());
            boolean isOdd = ODD.contains(field.key()) || field.form() == BlockFields.Form.DATE;
            if (random.nextInt(10) > (isOdd ? 8 : 2)) {
                fields.put(
                        field.key(),
                        isLink
                                ? List.of("https://e.example/")
                                : List.of(one(WORDS, random), one(WORDS, random))
                                        .subList(0, field.form() == BlockFields.Form.LIST ? 2 : 1));
            }
        }
        return new Found("id", AT, fields.map());
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
