package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockWriterTest {
    private static final Instant AT = Instant.parse("2025-11-20T09:00:00Z");
    private static final List<String> HOSTILE = List.of(
            "\"",
            "\\",
            "\\\"",
            "- title: x",
            "\n- title: x",
            "\r  url: https://e.example/",
            "# no",
            "```",
            "*a",
            "&a",
            "!t",
            "{",
            "}",
            "[",
            "]",
            ": ",
            "\u2028- title: x",
            "\u0085",
            "\ud83d\ude00",
            "\t",
            "%YAML",
            "---",
            "...",
            "~");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CHART") // which no source becomes
    void in_a_block_of_any_kind_no_text_becomes_another_entry(BlockKind kind) {
        BlockWriter writer = new BlockWriter(kind, ZoneOffset.UTC);
        Random random = new Random(9);
        for (int round = 0; round < 10; round++) {
            List<Found> items = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                items.add(filled(kind, random));
            }
            List<Optional<String>> alone = items.stream().map(writer::entry).toList();
            assertThat(writer.entries(items)).isEqualTo(alone);
            List<String> good = alone.stream().flatMap(Optional::stream).toList();
            assertThat(ItemParser.parse(kind, new Position("x", 1, 1), String.join("", good), new Problems()))
                    .hasSameSizeAs(good);
        }
    }

    /** With hostile text wherever a block of the kind takes any. */
    private static Found filled(BlockKind kind, Random random) {
        Found.Fields fields = new Found.Fields();
        for (BlockFields.Field field : BlockFields.of(kind)) {
            for (String name : field.from()) {
                fields.put(name, random.nextInt(3) == 0 ? "https://e.example/" : "T" + text(random));
            }
        }
        return new Found("id", AT, fields.map());
    }

    @Test
    void entries_that_are_read_together_are_those_that_are_good_each_by_itself() {
        BlockWriter writer = new BlockWriter(BlockKind.ITEMS, ZoneOffset.UTC);
        Random random = new Random(7);
        for (int round = 0; round < 40; round++) {
            List<Found> items = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                items.add(item(random, i, round % 4 == 0));
            }
            List<Optional<String>> alone = items.stream().map(writer::entry).toList();
            assertThat(writer.entries(items)).isEqualTo(alone);
            assertThat(alone.stream().filter(Optional::isEmpty).count())
                    .isBetween(round % 4 == 0 ? 1L : 0L, round % 4 == 0 ? 119L : 0L);
        }
    }

    @Test
    void an_entry_that_is_not_right_takes_none_of_the_others_with_it() {
        BlockWriter writer = new BlockWriter(BlockKind.ITEMS, ZoneOffset.UTC);
        Found good = new Found("1", AT, new Found.Fields().put("title", "Good").map());
        Found nameless =
                new Found("2", AT, new Found.Fields().put("summary", "No title").map());
        Found empty = new Found("3", null, new Found.Fields().map());
        assertThat(writer.entries(List.of(nameless, good, empty, good)))
                .containsExactly(Optional.empty(), writer.entry(good), Optional.empty(), writer.entry(good));
        assertThat(writer.entry(good)).isPresent();
        assertThat(writer.entries(List.of())).isEmpty();
    }

    @Test
    void whatever_is_found_is_read_back_as_it_was() {
        BlockWriter writer = new BlockWriter(BlockKind.ITEMS, ZoneOffset.UTC);
        Random random = new Random(8);
        for (int i = 0; i < 300; i++) {
            Found item = item(random, i, false);
            String yaml = writer.entry(item).orElseThrow();
            Problems problems = new Problems();
            List<Item> read = ItemParser.parse(BlockKind.ITEMS, new Position("x", 1, 1), yaml, problems);
            assertThat(problems.list()).isEmpty();
            assertThat(read).hasSize(1);
            assertThat(read.get(0).title()).isEqualTo(item.first("title"));
        }
    }

    /** @param maybeBad whether some of them have a link that no reader should be sent */
    private static Found item(Random random, int i, boolean maybeBad) {
        String url = maybeBad && random.nextInt(10) == 0 ? "javascript:alert(1)" : "https://e.example/" + i;
        return new Found(
                "id" + i,
                AT,
                new Found.Fields()
                        .put("title", "T" + text(random))
                        .put("url", url)
                        .put("summary", text(random))
                        .put("authors", List.of("A" + text(random), "B" + text(random)))
                        .map());
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(HOSTILE.get(random.nextInt(HOSTILE.size()))).append(random.nextBoolean() ? "a" : " ");
        }
        return text.toString();
    }
}
