package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.broadsheet.edition.DraftMerge.Generated;
import org.broadsheet.edition.Drafts.Taken;
import org.junit.jupiter.api.Test;

class SnippetMergeTest {
    private static final String FRONT = "---\ndate: 2025-11-20\nlist: l\nfrom: a@x.example\n---\n";
    private static final String MARKER = "<!-- new since 2025-11-20 10:00 -->";
    private static final String END = "<!-- the end of it -->\n";

    private static String entry(String id, String text) {
        return "<!-- snippets/" + id + ".md -->\n" + text;
    }

    private static String opening(int hour) {
        return "<!-- markdown snippets, 2025-11-13 10:00 to 2025-11-20 1" + hour + ":00 Europe/Berlin -->";
    }

    private static String group(int hour, String... entries) {
        return String.join(
                        "\n\n",
                        Stream.concat(Stream.of(opening(hour)), Stream.of(entries))
                                .toList()) + "\n\n" + END;
    }

    private static Generated generated(String body, String... entries) {
        Map<Taken, String> items = new LinkedHashMap<>();
        for (String entry : entries) {
            items.put(new Taken("folder", SnippetMarks.head(entry)), entry);
        }
        return new Generated(FRONT + body, items);
    }

    private static Merged merge(Generated before, String file, Generated now) {
        return DraftMerge.merge(before, FRONT + file, now, "# new since 2025-11-20 10:00");
    }

    private static String body(Merged merged) {
        return merged.text().substring(FRONT.length());
    }

    private final String ann = entry("ann", "Ann writes.\n\n- one\n- two");
    private final String bob = entry("bob", "Bob writes.");
    private final String cy = entry("cy", "Cy writes.\n\nAnd more.");

    @Test
    void a_new_snippet_stands_under_a_marker_at_the_end_and_no_other_is_parted_from_its_words() {
        Generated before = generated("## A\n\nHi.\n\n" + group(0, ann, bob) + "\nBye.\n", ann, bob);
        Generated now = generated("## A\n\nHi.\n\n" + group(1, ann, cy, bob) + "\nBye.\n", ann, bob, cy);
        String mine = ann.replace("Ann writes.", "Ann *reports*.\n\nAt length.");
        Merged merged = merge(before, "## A\n\nHi.\n\n" + group(0, bob, mine) + "\nBye.\n", now);
        assertThat(body(merged)).isEqualTo("## A\n\nHi.\n\n" + group(1, bob, mine, MARKER, cy) + "\nBye.\n");
        assertThat(merged.added()).containsExactly(Map.entry("markdown snippets", 1));
        assertThat(merged.notes()).containsExactly("1 item edited");
        Merged again = merge(now, body(merged), now);
        assertThat(body(again)).isEqualTo(body(merged));
        assertThat(again.count()).isZero();
    }

    @Test
    void what_was_deleted_stays_away_and_is_counted_once() {
        Generated before = generated("## A\n\n" + group(0, ann, bob, cy), ann, bob, cy);
        Merged merged = merge(before, "## A\n\n" + group(0, bob, "<!-- mine -->\n\nMy words."), before);
        assertThat(body(merged)).isEqualTo("## A\n\n" + group(0, bob, "<!-- mine -->\n\nMy words."));
        assertThat(merged.notes()).containsExactly("2 items deleted");
    }

    @Test
    void snippets_without_their_comments_are_known_by_their_words() {
        Generated before = generated("## A\n\n" + group(0, ann, bob), ann, bob);
        Generated now = generated("## A\n\n" + group(0, ann, bob, cy), ann, bob, cy);
        String words = "## A\n\nAnn writes.\n\n- one\n- two\n\nMine.\n\nBob writes.\n\nBye.\n";
        Merged merged = merge(before, words, now);
        assertThat(body(merged)).isEqualTo(words.replace("Bye.", MARKER + "\n\n" + cy + "\n\nBye."));
        assertThat(merged.notes()).as("nobody deleted a word").noneMatch(note -> note.contains("deleted"));
    }

    @Test
    void new_snippets_of_a_place_that_was_removed_wait_for_the_next_edition() {
        Generated before = generated("## A\n\nHi.\n\n" + group(0, ann) + "\n## B\n\nb\n", ann);
        Generated now = generated("## A\n\nHi.\n\n" + group(0, ann, bob) + "\n## B\n\nb\n", ann, bob);
        for (String file : List.of("## A\n\nHi.\n\n## B\n\nb\n", "## B\n\nb\n")) {
            Merged merged = merge(before, file, now);
            assertThat(body(merged)).isEqualTo(file);
            assertThat(merged.refused()).containsExactly(new Taken("folder", SnippetMarks.head(bob)));
            assertThat(merged.notes()).contains("block of markdown snippets removed");
        }
    }

    @Test
    void a_snippet_that_moved_to_another_section_leaves_the_place_of_the_others_where_it_is() {
        Generated before = generated("## A\n\nHi.\n\n## B\n\n" + group(0, ann, bob), ann, bob);
        Generated now = generated("## A\n\nHi.\n\n## B\n\n" + group(1, ann, bob, cy), ann, bob, cy);
        Merged merged = merge(before, "## A\n\nHi.\n\n" + ann + "\n\n## C\n\n" + group(0, bob), now);
        assertThat(body(merged)).isEqualTo("## A\n\nHi.\n\n" + ann + "\n\n## C\n\n" + group(1, bob, MARKER, cy));
        assertThat(merged.notes()).isEmpty();
    }

    @Test
    void the_first_snippets_stand_where_the_digest_has_their_source() {
        Generated before = generated("## A\n\nHi.\n\nNothing new.\n\nBye.\n");
        Generated now = generated("## A\n\nHi.\n\n" + group(0, ann) + "\nBye.\n\n## B\n\n" + group(0, bob), ann, bob);
        Merged merged = merge(before, "## A\n\nHi, all.\n\nNothing new.\n\nBye.\n", now);
        assertThat(body(merged))
                .isEqualTo(
                        "## A\n\nHi, all.\n\n" + group(0, MARKER, ann) + "\nBye.\n\n## B\n\n" + group(0, MARKER, bob));
    }

    @Test
    void snippets_take_the_place_of_a_folder_that_could_not_be_read() {
        String failed = "```source markdown\n# could not be collected: gone\nfolder: snippets\n```\n";
        Generated before = generated("## A\n\nHi.\n\n" + failed + "\nBye.\n");
        Generated now = generated("## A\n\nHi.\n\n" + group(0, ann) + "\nBye.\n", ann);
        assertThat(body(merge(before, "## A\n\nMine.\n\n" + failed + "\nBye.\n", now)))
                .isEqualTo("## A\n\nMine.\n\n" + group(0, MARKER, ann) + "\nBye.\n");
        assertThat(merge(before, "## A\n\nMine.\n\nBye.\n", now).refused()).hasSize(1);
    }

    @Test
    void words_that_are_those_of_the_digest_as_well_are_not_taken_for_them() {
        String twin = entry("twin", "Bye.");
        Generated before = generated("## A\n\n" + group(0, twin) + "\nBye.\n", twin);
        Generated now = generated("## A\n\n" + group(0, twin) + "\nSee you.\n", twin);
        assertThat(body(merge(before, "## A\n\n" + group(0, twin) + "\nBye, mine.\n", now)))
                .isEqualTo("## A\n\n" + group(0, twin) + "\nBye, mine.\n");
        assertThat(body(merge(before, "## A\n\nMine.\n\n" + group(0, twin) + "\nBye.\n", now)))
                .isEqualTo("## A\n\nMine.\n\n" + group(0, twin) + "\nSee you.\n");
    }

    @Test
    void a_snippet_that_its_contributor_removed_stays_once_it_is_in_the_edition() {
        Generated before = generated("## A\n\n" + group(0, ann, bob), ann, bob);
        Generated now = generated("## A\n\n" + group(0, ann), ann);
        Merged merged = merge(before, "## A\n\nMine.\n\n" + group(0, ann, bob), now);
        assertThat(body(merged)).isEqualTo("## A\n\nMine.\n\n" + group(0, ann, bob));
        assertThat(merged.notes()).containsExactly("1 item that the source no longer has, or another edition holds");
    }
}
