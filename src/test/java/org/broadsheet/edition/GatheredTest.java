package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.BlockWriter;
import org.broadsheet.source.Found;
import org.broadsheet.text.Characters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheredTest {
    private static final List<String> PIECES = List.of(
            "&quot;",
            "&amp;",
            "&",
            "&#34;",
            "\\",
            "\\\"",
            "\"",
            "'",
            "`",
            "```",
            "~~~",
            "[",
            "]",
            "{#id}",
            "{",
            "}",
            "=",
            "#",
            "title=",
            " ",
            "\n",
            "\t",
            "\r\n",
            "<b>",
            "-->",
            "*",
            "_",
            "|",
            "{{x}}",
            "words",
            "Ü",
            "日本",
            "😀",
            "\u200b",
            "\u2028",
            "\u0007",
            "optional",
            "%s",
            "$1",
            ":",
            "- ",
            "---");

    private static Edition drafted(String title, String group) {
        Gathered gathered = new Gathered(new BlockWriter(BlockKind.PEOPLE, ZoneOffset.UTC));
        for (String name : List.of("Ann", "Bob")) {
            Found found = new Found(
                    name,
                    null,
                    new Found.Fields()
                            .put("title", name)
                            .put(Found.GROUP, group)
                            .map());
            gathered.add(found, gathered.written(List.of(found)).get(0).orElseThrow());
        }
        String text = "---\nlist: l\nfrom: a@x.example\n---\n## A\n\n"
                + String.join("\n\n", gathered.parts(title, "data a.csv")) + "\n\n## B\n\nb\n";
        Parsed parsed = EditionParser.ofEditions(Defaults.NONE).parse("editions/2025-11-20-x.md", text);
        assertThat(parsed.problems()).as(text).isEmpty();
        return parsed.orThrow();
    }

    private static void assertTitle(Edition edition, String title) {
        assertThat(edition.sections()).extracting(Section::title).containsExactly("A", "B");
        assertThat(edition.sections().get(0).contents()).singleElement().satisfies(content -> {
            Content.Block block = (Content.Block) content;
            assertThat(block.items()).hasSize(2);
            String plain = Characters.visible(Characters.oneLine(title))
                    .replace('"', '\'')
                    .replace('`', '\'');
            assertThat(block.title()).isEqualTo(plain.isBlank() ? null : plain);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&quot;x",
                "R&amp;D",
                "R&D",
                "a\\",
                "C:\\&quot;",
                "\"quoted\"",
                "`code` [x] {#id}",
                "a=b",
                "\\u200b"
            })
    void a_title_is_read_again_as_it_was_given(String title) {
        assertTitle(drafted(title, ""), title);
        assertTitle(drafted("none", title), title);
    }

    @Test
    void whatever_a_title_holds_the_block_is_read_again() {
        Random random = new Random(11);
        for (int round = 0; round < 2000; round++) {
            StringBuilder title = new StringBuilder();
            for (int i = random.nextInt(7); i >= 0; i--) {
                title.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            assertTitle(drafted(title.toString(), ""), title.toString());
        }
    }
}
