package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.fetch.Page.Validators;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.broadsheet.text.YamlMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

abstract class FoundItemsContract {
    private static final Instant MONDAY = Instant.parse("2025-11-10T09:00:00Z");

    @RegisterExtension
    final TestDatabase database;

    private FoundItems items;

    FoundItemsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        items = new FoundItems(database.jdbi());
    }

    private static Request request(String more) {
        Problems problems = new Problems();
        Optional<Request> request = new Sources(List.of(new FeedSource(), new Agenda()))
                .parse(
                        more.startsWith("agenda") ? "agenda" : "feed",
                        Position.wholeFile("d"),
                        new Position("d", 1, 1),
                        more.startsWith("agenda") ? "" : "url: https://a.example/feed\n" + more,
                        problems);
        assertThat(problems.list()).isEmpty();
        return request.orElseThrow();
    }

    /** One of a kind of its own, which tells what is to come and all of it. */
    private static final class Agenda implements Source {
        @Override
        public String word() {
            return "agenda";
        }

        @Override
        public BlockKind kind() {
            return BlockKind.EVENTS;
        }

        @Override
        public Query read(YamlMap keys) {
            return new Query() {
                @Override
                public String place() {
                    return "agenda";
                }

                @Override
                public Optional<List<Found>> ask(Outside outside) {
                    return Optional.empty();
                }

                @Override
                public Duration ahead() {
                    return Duration.ofDays(14);
                }

                @Override
                public boolean isWhole() {
                    return true;
                }
            };
        }
    }

    private static Instant day(int days) {
        return MONDAY.plus(Duration.ofDays(days));
    }

    private static Found item(String id, @Nullable Instant at) {
        return item(id, at, id);
    }

    private static Found item(String id, @Nullable Instant at, String title) {
        return new Found(id, at, Map.of("title", List.of(title)));
    }

    private void keep(Request request, Instant now, Found... found) {
        items.keep(request, List.of(found), Validators.NONE, now);
    }

    private List<String> eligible(Request request, @Nullable Instant from, Instant to) {
        return items.eligible(request, from, to, Set.of()).stream()
                .map(Found::id)
                .toList();
    }

    @Test
    void what_was_published_before_the_end_and_is_not_too_old_is_eligible_newest_first() {
        Request feed = request("");
        keep(feed, day(0), item("old", day(-61)), item("a", day(-3)), item("b", day(-1)), item("to come", day(1)));
        assertThat(eligible(feed, null, day(0))).containsExactly("b", "a");
        assertThat(eligible(feed, null, day(2))).containsExactly("to come", "b", "a");
        assertThat(eligible(request("since: 100d"), null, day(0))).containsExactly("b", "a", "old");
        assertThat(eligible(request("since: 2d"), null, day(0))).containsExactly("b");
        assertThat(eligible(request("exclude: b"), null, day(0))).containsExactly("a");
    }

    @Test
    void a_window_is_half_open() {
        Request feed = request("");
        keep(feed, day(5), item("start", day(0)), item("end", day(1)));
        assertThat(eligible(feed, day(0), day(1))).containsExactly("start");
        assertThat(eligible(feed, day(1), day(2))).containsExactly("end");
    }

    @Test
    void what_was_seen_late_falls_into_the_window_in_which_it_was_seen() {
        Request feed = request("");
        keep(feed, day(0), item("a", day(-1)));
        keep(feed, day(8), item("a", day(-1)), item("late", day(-2)));
        assertThat(eligible(feed, null, day(7))).as("as it was").containsExactly("a");
        assertThat(eligible(feed, day(7), day(14))).as("nothing is lost").containsExactly("late");
    }

    @Test
    void what_has_no_date_was_published_just_before_it_was_first_seen() {
        Request feed = request("");
        keep(feed, day(0), item("a", null));
        keep(feed, day(3), item("a", null), item("b", null));
        assertThat(items.eligible(feed, null, day(4), Set.of()))
                .extracting(Found::at)
                .containsExactly(day(3).minusMillis(1), day(0).minusMillis(1));
        assertThat(eligible(feed, null, day(3))).as("the window that ends then").containsExactly("b", "a");
    }

    @Test
    void an_updated_item_is_not_new_but_its_words_are() {
        Request feed = request("");
        keep(feed, day(0), item("a", day(-1), "Tpyo"));
        keep(feed, day(1), item("a", day(1), "Typo"));
        assertThat(items.eligible(feed, null, day(2), Set.of())).singleElement().satisfies(item -> {
            assertThat(item.first("title")).isEqualTo("Typo");
            assertThat(item.at()).isEqualTo(day(-1));
        });
    }

    @Test
    void what_a_draft_holds_stays_as_it_was() {
        Request feed = request("");
        keep(feed, day(0), item("a", day(-1), "As drafted"));
        database.jdbi().useHandle(handle -> {
            handle.execute(
                    "INSERT INTO draft (digest, edition, window_from, window_to, drafted_at, text) VALUES ('d', 'e', ?, ?, ?, '')",
                    day(-7),
                    day(0),
                    day(0));
            handle.execute(
                    "INSERT INTO draft_item (digest, edition, source_key, item_id) VALUES ('d', 'e', ?, 'a')",
                    feed.key());
        });
        keep(feed, day(1), item("a", day(-1), "Changed"));
        assertThat(items.eligible(feed, null, day(2), Set.of()).get(0).first("title"))
                .isEqualTo("As drafted");
    }

    /** Two blocks that ask the same server in two ways. */
    private record InRealm(String place) implements Query {
        @Override
        public String realm() {
            return "pulls of everybody";
        }

        @Override
        public Optional<List<Found>> ask(Outside outside) {
            return Optional.empty();
        }
    }

    @Test
    void what_a_draft_holds_stays_as_it_was_whichever_block_put_it_there() {
        Request one = new Request("github", new InRealm("one"), request("").options());
        Request other = new Request("github", new InRealm("other"), request("").options());
        assertThat(one.key()).isNotEqualTo(other.key());
        assertThat(one.realm()).isEqualTo(other.realm()).hasSizeLessThanOrEqualTo(64);
        keep(other, day(0), item("a", day(-1), "As drafted"), item("b", day(-1), "As drafted"));
        database.jdbi().useHandle(handle -> {
            handle.execute(
                    "INSERT INTO draft (digest, edition, window_from, window_to, drafted_at, text) VALUES ('d', 'e', ?, ?, ?, '')",
                    day(-7),
                    day(0),
                    day(0));
            handle.execute(
                    "INSERT INTO draft_item (digest, edition, source_key, item_id) VALUES ('d', 'e', ?, 'a')",
                    one.realm());
        });
        keep(other, day(1), item("a", day(-1), "Changed"), item("b", day(-1), "Changed"));
        assertThat(items.eligible(other, null, day(2), Set.of()))
                .extracting(item -> item.id() + ": " + item.first("title"))
                .containsExactly("a: As drafted", "b: Changed");
    }

    @Test
    void what_is_to_come_is_eligible_ahead_of_its_time_soonest_first() {
        Request agenda = request("agenda");
        keep(agenda, day(0), item("past", day(-1)), item("b", day(13)), item("a", day(2)), item("far", day(14)));
        assertThat(eligible(agenda, null, day(0))).containsExactly("a", "b");
        assertThat(eligible(agenda, null, day(3))).containsExactly("b", "far");
    }

    @Test
    void what_was_taken_back_is_gone_and_what_moved_has_moved() {
        Request agenda = request("agenda");
        keep(agenda, day(0), item("a", day(2)), item("b", day(3)));
        keep(agenda, day(1), item("b", day(4)));
        assertThat(items.eligible(agenda, null, day(1), Set.of()))
                .singleElement()
                .extracting(Found::at)
                .isEqualTo(day(4));
        assertThat(eligible(agenda, null, day(0))).as("as it was then").contains("a");
        items.failed(agenda, "gone", day(2));
        assertThat(eligible(agenda, null, day(2)))
                .as("a failure takes nothing back")
                .containsExactly("b");
    }

    @Test
    void a_source_stands_as_it_did_when_it_was_last_asked() {
        Request feed = request("");
        assertThat(items.standing(feed).answeredAt()).isNull();
        items.failed(feed, "no answer in time", day(0));
        assertThat(items.standing(feed)).isEqualTo(new FoundItems.Standing(null, Validators.NONE, "no answer in time"));
        items.keep(feed, List.of(item("a", day(-1))), new Validators("\"1\"", "then"), day(1));
        assertThat(items.standing(feed))
                .isEqualTo(new FoundItems.Standing(day(1), new Validators("\"1\"", "then"), null));
        items.unchanged(feed, day(2));
        assertThat(items.standing(feed).answeredAt()).isEqualTo(day(2));
        assertThat(items.standing(feed).validators().etag()).isEqualTo("\"1\"");
        items.failed(feed, "x".repeat(5000), day(3));
        assertThat(items.standing(feed).trouble()).hasSize(1000);
        items.keep(feed, List.of(), new Validators("x".repeat(5000), null), day(4));
        assertThat(items.standing(feed).validators()).isEqualTo(Validators.NONE);
    }

    @Test
    void whatever_a_feed_holds_can_be_kept() {
        Request feed = request("");
        Found odd = new Found(
                "id\u0000\ud800" + "x".repeat(10_000),
                Instant.MAX,
                new Found.Fields()
                        .put("title", "a\u0000b\ud800 \u2028c \uD83D\uDE00")
                        .map());
        keep(feed, day(0), odd, odd, item("far", Instant.MIN));
        assertThat(items.eligible(feed, null, day(1), Set.of()))
                .hasSize(2)
                .anySatisfy(item -> assertThat(item.first("title")).isEqualTo("ab c \uD83D\uDE00"));
    }

    @Test
    void what_was_wrong_with_parts_of_an_answer_is_kept_until_the_next() {
        Request feed = request("");
        assertThat(items.remarks(feed).all()).isEmpty();
        items.keep(feed, List.of(), Validators.NONE, List.of("a:1: one", "a:2: two"), day(0));
        items.unchanged(feed, day(1));
        assertThat(items.remarks(feed).all()).containsExactly("a:1: one", "a:2: two");
        items.keep(feed, List.of(), Validators.NONE, List.of(), day(2));
        assertThat(items.remarks(feed).all()).isEmpty();
    }
}
