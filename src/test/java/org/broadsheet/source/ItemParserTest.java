package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ItemParserTest {
    private final Problems problems = new Problems();

    private List<Item> parse(BlockKind kind, String yaml) {
        return ItemParser.parse(kind, new Position("a.md", 1, 1), yaml, problems);
    }

    private <T extends Item> T one(Class<T> type, BlockKind kind, String yaml) {
        List<Item> items = parse(kind, yaml);
        assertThat(problems.list()).isEmpty();
        assertThat(items).hasSize(1);
        return type.cast(items.get(0));
    }

    private List<String> told(BlockKind kind, String yaml) {
        parse(kind, yaml);
        return problems.list().stream().map(Problem::toString).toList();
    }

    @Test
    void a_post_is_read_by_any_of_its_names() {
        Item.Post post = one(Item.Post.class, BlockKind.ITEMS, """
                - title: Ambient
                  link: https://istio.io/a
                  description: |
                    Two
                    lines.
                  author: Ann
                  company: Acme
                  date: 2025-11-10T09:00:00Z
                  kind: video
                  tags: [mesh, 2025]
                  publication: istio.io
                  image: { src: images/a.png, alt: A ship, credit: Bob }
                """);
        assertThat(post.url()).isEqualTo("https://istio.io/a");
        assertThat(post.summary()).isEqualTo("Two\nlines.");
        assertThat(post.authors()).containsExactly("Ann");
        assertThat(post.organisation()).isEqualTo("Acme");
        assertThat(post.date()).isEqualTo(LocalDate.of(2025, 11, 10));
        assertThat(post.kind()).isEqualTo(Item.PostKind.VIDEO);
        assertThat(post.tags()).containsExactly("mesh", "2025");
        assertThat(post.image()).extracting("alt", "credit").containsExactly("A ship", "Bob");
    }

    @Test
    void a_talk_without_a_recording_is_not_published_yet() {
        for (String recording : List.of("", "  recording:\n", "  recording: ~\n", "  video: ''\n")) {
            Item.Talk talk = one(Item.Talk.class, BlockKind.TALKS, "- title: T\n  speaker: Ann\n" + recording);
            assertThat(talk.recording()).isNull();
            assertThat(talk.speakers()).containsExactly("Ann");
        }
        Item.Talk recorded = one(
                Item.Talk.class,
                BlockKind.TALKS,
                "- title: T\n  youtube: https://youtu.be/x\n  format: Lightning\n  track: Main\n");
        assertThat(recorded.recording()).isEqualTo("https://youtu.be/x");
        assertThat(recorded.format()).isEqualTo(Item.TalkFormat.LIGHTNING);
    }

    @Test
    void words_in_place_of_a_link_are_an_error() {
        for (String words :
                List.of("link to be added", "TBD", "TODO", "'#'", "youtube.com/x", "<to come>", "javascript:x")) {
            Problems own = new Problems();
            String yaml = "- title: T\n  recording: " + words + "\n";
            ItemParser.parse(BlockKind.TALKS, new Position("a.md", 1, 1), yaml, own);
            assertThat(own.list()).as(words).singleElement().satisfies(problem -> {
                assertThat(problem.rule()).isIn("placeholder-link", "relative-link", "forbidden-link");
                assertThat(problem.at()).isEqualTo(new Position("a.md", 2, 14));
            });
        }
    }

    @Test
    void an_event_has_days_and_perhaps_a_time() {
        assertThat(one(
                        Item.Event.class,
                        BlockKind.EVENTS,
                        "- title: K\n  start: 2026-03-23\n  end: 2026-03-26\n  place: A\n"))
                .extracting("date", "until", "time", "zone")
                .containsExactly(LocalDate.of(2026, 3, 23), LocalDate.of(2026, 3, 26), null, null);
        assertThat(one(
                        Item.Event.class,
                        BlockKind.EVENTS,
                        "- title: K\n  date: 2026-03-23T09:00\n  zone: Europe/Amsterdam\n"))
                .extracting("date", "until", "time", "zone")
                .containsExactly(LocalDate.of(2026, 3, 23), null, LocalTime.of(9, 0), ZoneId.of("Europe/Amsterdam"));
        assertThat(one(
                        Item.Event.class,
                        BlockKind.EVENTS,
                        "- title: K\n  date: 2026-03-23 09:00+01:00\n  until: 2026-03-23\n"))
                .extracting("until", "time", "zone")
                .containsExactly(null, LocalTime.of(9, 0), ZoneOffset.ofHours(1));
        assertThat(one(Item.Event.class, BlockKind.EVENTS, "- title: K\n  date: 2026-03-23\n  time: 9:30\n")
                        .time())
                .isEqualTo(LocalTime.of(9, 30));
    }

    @Test
    void an_event_without_a_day_or_with_a_bad_one_is_told_once() {
        assertThat(told(BlockKind.EVENTS, "- title: K\n"))
                .containsExactly("a.md:1:3: error: 'date' is missing; give it a value [missing-key]");
        Problems own = new Problems();
        ItemParser.parse(BlockKind.EVENTS, new Position("a.md", 1, 1), "- title: K\n  date: next week\n", own);
        assertThat(own.list()).extracting(Problem::rule).containsExactly("bad-value");
        Problems backwards = new Problems();
        String yaml = "- title: K\n  date: 2026-03-23\n  until: 2026-03-20\n";
        ItemParser.parse(BlockKind.EVENTS, new Position("a.md", 1, 1), yaml, backwards);
        assertThat(backwards.list()).extracting(Problem::rule).containsExactly("bad-value");
    }

    @Test
    void a_picture_needs_words_for_those_who_do_not_see_it() {
        assertThat(told(BlockKind.PHOTOS, "- src: a.png\n  caption: Hall\n"))
                .containsExactly(
                        "a.md:1:3: error: the picture has no alternative text; add 'alt:' with what the picture"
                                + " shows, for those who do not see it [missing-alt]");
    }

    /** Whoever chooses to send it so sends the picture, not a gap. */
    @Test
    void a_picture_without_words_is_kept_beside_the_error() {
        Problems own = new Problems();
        Position at = new Position("a.md", 1, 1);
        List<Item> photos = ItemParser.parse(BlockKind.PHOTOS, at, "- src: a.png\n  caption: Hall\n", own);
        assertThat(photos).singleElement().satisfies(photo -> {
            assertThat(((Item.Photo) photo).image()).extracting("src", "alt").containsExactly("a.png", "");
            assertThat(photo.title()).isEqualTo("a.png");
        });
        assertThat(own.hasErrors()).isTrue();
    }

    @Test
    void the_other_kinds_are_read_too() {
        assertThat(one(Item.Person.class, BlockKind.PEOPLE, "- name: Ann\n  award: Top\n  why: '*Because*'\n")
                        .role())
                .isEqualTo("Top");
        assertThat(one(Item.Photo.class, BlockKind.PHOTOS, "- src: a.png\n  alt: A hall\n")
                        .title())
                .isEqualTo("A hall");
        assertThat(parse(BlockKind.THEMES, "- Plain words\n- title: T\n  detail: D\n"))
                .extracting(Item::title)
                .containsExactly("Plain words", "T");
        assertThat(one(Item.Release.class, BlockKind.RELEASES, "- project: Istio\n  version: 1.30\n  notes: N\n")
                        .title())
                .isEqualTo("Istio 1.30");
        Item.Change change = one(
                Item.Change.class, BlockKind.CHANGES, "- title: Fix\n  number: '#12'\n  first-contribution: true\n");
        assertThat(change.number()).isEqualTo("12");
        assertThat(change.firstContribution()).isTrue();
    }

    @Test
    void one_bad_entry_does_not_cost_the_others() {
        assertThat(parse(BlockKind.ITEMS, "- titel: A\n- title: B\n- just words\n- title: C\n  tilte: D\n"))
                .extracting(Item::title)
                .containsExactly("B", "C");
        assertThat(problems.list())
                .extracting(Problem::rule)
                .containsExactly("missing-key", "unknown-key", "wrong-type", "unknown-key");
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_or_misshapen_block_says_what_to_write(BlockKind kind) {
        for (String yaml : List.of("", "\n\n", "# comment\n", "[]\n", "title: x\n", "words\n")) {
            Problems own = new Problems();
            assertThat(ItemParser.parse(kind, new Position("a.md", 3, 1), yaml, own))
                    .isEmpty();
            assertThat(own.list()).as(yaml).singleElement().satisfies(problem -> {
                assertThat(problem.rule()).isIn("empty-block", "wrong-type");
                assertThat(problem.hint()).contains("- ");
            });
        }
    }
}
