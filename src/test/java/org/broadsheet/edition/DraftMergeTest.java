package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.broadsheet.edition.DraftMerge.Generated;
import org.broadsheet.edition.Drafts.Taken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftMergeTest {
    private static final String FRONT = """
            ---
            date: 2025-11-20
            list: l
            from: a@x.example
            ---
            """;
    private static final String MARKER = "# new since 2025-11-20 10:00";

    static String entry(String id) {
        return "- title: \"" + id + "\"\n  url: \"https://blog.example/" + id + "\"\n";
    }

    static String block(String source, String... ids) {
        StringBuilder block = new StringBuilder("```items\n# feed https://" + source
                + ".example/feed, 2025-11-13 10:00 to 2025-11-20 1" + (ids.length % 10) + ":00 Europe/Berlin\n");
        for (String id : ids) {
            block.append(entry(id));
        }
        return block + "```\n";
    }

    private static String failed(String source, String reason) {
        return "```source feed\n# could not be collected: " + reason + "\nurl: https://" + source
                + ".example/feed\n```\n";
    }

    private static Generated generated(String body, String... ids) {
        Map<Taken, String> entries = new LinkedHashMap<>();
        for (String id : ids) {
            entries.put(new Taken("feed", id), entry(id));
        }
        return new Generated(FRONT + body, entries);
    }

    private static Merged merge(Generated before, String file, Generated now) {
        return DraftMerge.merge(before, FRONT + file, now, MARKER);
    }

    private static String body(Merged merged) {
        assertThat(merged.text()).startsWith(FRONT);
        return merged.text().substring(FRONT.length());
    }

    @Test
    void a_source_that_had_failed_and_has_nothing_new_leaves_the_file_and_so_does_its_section() {
        String news = "## News\n\n" + block("a", "one");
        String videos = "\n## Videos {owner=@ann}\n\n" + failed("b", "it is away");
        Generated before = generated(news + videos, "one");
        Generated now = generated(news, "one");
        String mine = news.replace("## News", "## My news");
        Merged merged = merge(before, mine + videos, now);
        assertThat(body(merged)).isEqualTo(mine);
        assertThat(merged.notes()).isEmpty();
        String words = mine + "\n## Videos {owner=@ann}\n\nWords of mine.\n\n" + failed("b", "it is away");
        assertThat(body(merge(before, words, now))).isEqualTo(mine + "\n## Videos {owner=@ann}\n\nWords of mine.\n");
        assertThat(body(merge(now, mine, before)))
                .as("and is seen when it fails")
                .isEqualTo(mine + videos);
        Generated talks = generated(news + "\n## Videos\n\nWords.\n\n" + failed("b", "it is away"), "one");
        Generated later = generated(news + "\n## Videos\n\nWords.\n", "one");
        assertThat(body(merge(talks, mine + "\n## Videos\n\nWords.\n\n" + failed("b", "it is away"), later)))
                .isEqualTo(mine + "\n## Videos\n\nWords.\n");
    }

    @Test
    void new_items_come_into_a_block_that_a_person_has_emptied() {
        Generated before = generated("## News\n\n" + block("a", "one"), "one");
        Generated now = generated("## News\n\n" + block("a", "one", "two"), "one", "two");
        String emptied = "## News\n\n" + block("a").replace("Berlin\n", "Berlin\n[]  # none this week\n");
        Merged merged = merge(before, emptied, now);
        assertThat(body(merged))
                .contains("# new since 2025-11-20 10:00\n- title: \"two\"")
                .doesNotContain("[]", "\"one\"");
    }

    @Test
    void new_items_come_under_a_marker_and_what_a_person_did_stays() {
        Generated before =
                generated("Hello.\n\n## News\n\n" + block("a", "one", "two", "three"), "one", "two", "three");
        Generated now = generated(
                "Hello.\n\n## News\n\n" + block("a", "four", "one", "two", "three"), "four", "one", "two", "three");
        String file = """
                Hello everybody!

                ## What is *new*

                Words of mine.

                ```items
                # feed https://a.example/feed, 2025-11-13 10:00 to 2025-11-20 13:00 Europe/Berlin
                - title: "three"
                  url: "https://blog.example/three"
                # The best comes last.
                - title: One, reworded
                  url: https://blog.example/one
                  summary: >
                    Why to
                    read it.
                ```
                """;
        Merged merged = merge(before, file, now);
        assertThat(body(merged)).isEqualTo(file.replace("13:00 Eu", "14:00 Eu").replace("    read it.\n```", """
                    read it.
                # new since 2025-11-20 10:00
                - title: "four"
                  url: "https://blog.example/four"
                ```"""));
        assertThat(merged.added()).containsExactly(Map.entry("feed https://a.example/feed", 1));
        assertThat(merged.notes()).containsExactly("1 item deleted", "1 item edited");
        Merged again = merge(now, body(merged), now);
        assertThat(body(again)).as("nothing is new").isEqualTo(body(merged));
    }

    @Test
    void a_source_that_answers_again_takes_its_place() {
        Generated before = generated("## News\n\nIntro.\n\n" + failed("a", "no answer") + "\nAfter.\n");
        Generated now = generated("## News\n\nIntro.\n\n" + block("a", "one") + "\nAfter.\n", "one");
        String file = "## News\n\nMy intro.\n\n" + failed("a", "no answer") + "\nAfter that.\n";
        assertThat(body(merge(before, file, now)))
                .isEqualTo("## News\n\nMy intro.\n\n" + block("a", "one").replace("- title", MARKER + "\n- title")
                        + "\nAfter that.\n");
        Merged removed = merge(before, "## News\n\nMy intro.\n", now);
        assertThat(body(removed)).isEqualTo("## News\n\nMy intro.\n");
        assertThat(removed.refused()).containsExactly(new Taken("feed", "one"));
        assertThat(removed.notes()).contains("block of feed https://a.example/feed removed");
    }

    @Test
    void a_source_that_fails_now_says_so_and_another_reason_is_said_in_place_of_the_first() {
        Generated before = generated("## News\n\n" + block("a", "one") + "\n## B\n\n" + failed("b", "one"), "one");
        Generated now = generated(
                "## News\n\n" + block("a", "one") + "\n" + failed("a", "down") + "\n## B\n\n" + failed("b", "two"),
                "one");
        String file = "## News\n\nMine.\n\n" + block("a", "one") + "\n## B\n\n" + failed("b", "one");
        assertThat(body(merge(before, file, now)))
                .isEqualTo("## News\n\nMine.\n\n" + block("a", "one") + "\n" + failed("a", "down") + "\n## B\n\n"
                        + failed("b", "two"));
        assertThat(body(merge(before, "## Other\n\nMine.\n", now)))
                .as("of a block that somebody removed")
                .isEqualTo("## Other\n\nMine.\n");
    }

    @Test
    void a_section_that_was_removed_stays_away_and_its_new_items_wait() {
        Generated before = generated("## A\n\n" + block("a", "one") + "\n## B\n\n" + block("b", "two"), "one", "two");
        Generated now = generated(
                "## A\n\n" + block("a", "one", "x") + "\n## B\n\n" + block("b", "two", "y"), "one", "two", "x", "y");
        Merged merged = merge(before, "## B\n\nMine.\n\n" + block("b", "two"), now);
        assertThat(body(merged)).doesNotContain("## A", "one", "\"x\"").contains(MARKER + "\n" + entry("y"));
        assertThat(merged.refused()).containsExactly(new Taken("feed", "x"));
    }

    @Test
    void a_section_that_the_digest_gained_stands_where_it_belongs() {
        Generated before = generated("Hi.\n\n## A\n\na\n\n## C\n\nc\n");
        Generated now = generated("Hi.\n\n## A\n\na\n\n## B\n\n" + block("b", "one") + "\n## C\n\nc\n", "one");
        assertThat(body(merge(before, "Hi.\n\n## C\n\nmine\n\n## A\n\na\n", now)))
                .isEqualTo("Hi.\n\n## C\n\nmine\n\n## A\n\na\n\n## B\n\n"
                        + block("b", "one").replace("- title", MARKER + "\n- title"));
        Merged atEnd = merge(before, "Hi.\n\n## Mine\n\nm\n", now);
        assertThat(body(atEnd)).contains("## Mine\n\nm\n\n## B\n\n```items");
        assertThat(atEnd.notes()).anyMatch(note -> note.contains("'B' is new and stands at the end"));
    }

    @Test
    void words_of_the_digest_change_where_nobody_changed_them() {
        Generated before = generated("Hello.\n\n## A {owner=ann}\n\nOne.\n\nTwo.\n\nThree.\n");
        Generated now = generated("Hello.\n\n## A {owner=bob}\n\nOne!\n\nTwo!\n\nMore.\n\nThree.\n");
        assertThat(body(merge(before, "Hello.\n\n## A {owner=ann}\n\nOne.\n\nTwo.\n\nThree, mine.\n", now)))
                .isEqualTo("Hello.\n\n## A {owner=bob}\n\nOne!\n\nTwo!\n\nMore.\n\nThree, mine.\n");
        Merged both = merge(before, "Hello.\n\n## A {owner=ann status=done}\n\nOne, mine.\n\nTwo.\n\nThree.\n", now);
        assertThat(body(both)).isEqualTo("Hello.\n\n## A {owner=ann status=done}\n\nOne, mine.\n\nTwo.\n\nThree.\n");
        assertThat(both.notes()).contains("words that were changed here and in the digest");
    }

    @Test
    void a_heading_that_the_digest_renamed_is_no_new_section() {
        Generated before = generated("## A\n\n" + block("a", "one"), "one");
        Generated now = generated("## Better\n\n" + block("a", "one"), "one");
        assertThat(body(merge(before, "## A\n\nMine.\n\n" + block("a", "one"), now)))
                .isEqualTo("## Better\n\nMine.\n\n" + block("a", "one"));
    }

    @Test
    void new_words_at_the_source_are_taken_where_the_old_ones_are_untouched() {
        Generated before = generated("## A\n\n" + block("a", "one", "two"), "one", "two");
        Map<Taken, String> renewed = new LinkedHashMap<>();
        renewed.put(new Taken("feed", "one"), entry("uno"));
        renewed.put(new Taken("feed", "two"), entry("due"));
        Generated now = new Generated(FRONT + "## A\n\n" + block("a", "uno", "due"), renewed);
        Merged merged = merge(
                before,
                "## A\n\nMine.\n\n"
                        + block("a", "one", "two")
                                .replace("\"two\"", "Two!")
                                .replace("- title: \"one\"", "- title: \"one\"   "),
                now);
        assertThat(body(merged)).contains(entry("uno")).contains("Two!").doesNotContain("due", "one\"");
        assertThat(merged.renewed()).isEqualTo(1);
    }

    @Test
    void the_front_matter_is_merged_key_by_key() {
        String front = "---\nlist: l\nfrom: a@x.example\nsubject: One\nattach:\n  - a.pdf\n---\n\nHi.\n";
        String file = "---\nlist: mine\n# a comment\nfrom: a@x.example\nsubject: One\ntitle: T\n---\n\nHi.\n";
        String now =
                "---\nlist: other\nfrom: a@x.example\nsubject: Two\npreheader: P\nattach:\n  - a.pdf\n---\n\nHi.\n";
        assertThat(DraftMerge.merge(new Generated(front, Map.of()), file, new Generated(now, Map.of()), MARKER)
                        .text())
                .isEqualTo(
                        "---\nlist: mine\n# a comment\nfrom: a@x.example\nsubject: Two\ntitle: T\npreheader: P\n---\n\nHi.\n");
    }

    @Test
    void an_item_that_somebody_wrote_already_does_not_come_twice() {
        Generated before = generated("## A\n\n" + block("a", "one"), "one");
        Generated now = generated("## A\n\n" + block("a", "one", "two"), "one", "two");
        String file = "## A\n\n" + block("a", "one")
                + "\n```items\n- title: My words\n  url: https://blog.example/two/\n```\n";
        Merged merged = merge(before, file, now);
        assertThat(body(merged)).doesNotContain(MARKER);
        assertThat(merged.refused()).isEmpty();
        assertThat(merged.notes()).contains("1 item that you had written already");
    }

    /** Entries between brackets have no lines of their own. */
    @Test
    void entries_that_stand_between_brackets_stay_and_new_ones_get_a_block() {
        Generated before = generated("## A\n\n" + block("a", "one"), "one");
        Generated now = generated("## A\n\n" + block("a", "one", "two"), "one", "two");
        String mine = """
                ```items
                # feed https://a.example/feed, 2025-11-13 10:00 to 2025-11-20 11:00 Europe/Berlin
                [{title: one, url: "https://blog.example/one"}]
                ```
                """;
        assertThat(body(merge(before, "## A\n\n" + mine, now)))
                .contains("[{title: one, url: \"https://blog.example/one\"}]\n```\n\n```items\n")
                .contains(MARKER + "\n" + entry("two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void a_block_that_is_indented_and_whose_comment_is_gone_gets_its_items_in_its_own_form(String lineEnd) {
        Generated before = generated("## A\n\n" + block("a", "one"), "one");
        Generated now = generated("## A\n\n" + block("a", "one", "two"), "one", "two");
        String file = (FRONT + "## B\n\n~~~items\n  - title: Uno\n    url: https://blog.example/one\n\n~~~")
                .replace("\n", lineEnd);
        assertThat(DraftMerge.merge(before, file, now, MARKER).text())
                .isEqualTo(file.substring(0, file.length() - 3)
                        + ("  " + MARKER + "\n  - title: \"two\"\n    url: \"https://blog.example/two\"\n~~~")
                                .replace("\n", lineEnd));
    }
}
