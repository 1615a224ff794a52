package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.broadsheet.edition.Drafts.Taken;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

abstract class DraftsContract {
    private static final Instant MONDAY = Instant.parse("2025-11-10T09:00:00Z");
    private static final Taken A = new Taken("feed", "a");
    private static final Taken B = new Taken("feed", "b");

    @RegisterExtension
    final TestDatabase database;

    private Drafts drafts;

    DraftsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        drafts = new Drafts(database.jdbi());
    }

    private static Instant week(int number) {
        return MONDAY.plus(Duration.ofDays(7L * number));
    }

    private void draft(String edition, int week, Taken... items) {
        Window window = new Window(week(week - 1), week(week));
        drafts.store(new Drafts.Draft("news", edition, window, null, "text of " + edition), entries(items), week(week));
    }

    private static Map<Taken, String> entries(Taken... items) {
        return Stream.of(items).collect(Collectors.toMap(item -> item, item -> "- title: " + item.item()));
    }

    private void approved(String slug, int rehearsal, String state, boolean started) {
        database.jdbi().useHandle(handle -> {
            handle.execute("INSERT INTO mailing_list (name, title) VALUES (?, 'L')", slug + rehearsal);
            handle.execute("INSERT INTO bundle VALUES (?, 'm', ?)", slug + rehearsal, week(0));
            handle.execute("""
                    INSERT INTO edition (slug, rehearsal, title, list_id, bundle, state, approved_by, approved_at, started_at)
                    VALUES (?, ?, 'T', (SELECT MAX(id) FROM mailing_list), ?, ?, 'somebody', ?, ?)
                    """, slug, rehearsal, slug + rehearsal, state, week(0), started ? week(0) : null);
        });
    }

    /** As whoever cancels an edition does, in one transaction. */
    private void cancel(String slug, int rehearsal) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("UPDATE edition SET state = 'cancelled' WHERE slug = ? AND rehearsal = ?", slug, rehearsal);
            long id = handle.select("SELECT id FROM edition WHERE slug = ? AND rehearsal = ?", slug, rehearsal)
                    .mapTo(long.class)
                    .one();
            Drafts.giveBack(handle, id);
        });
    }

    private void approveAgain(String slug) {
        Editions editions = new Editions(database.jdbi());
        ApprovedEdition known = editions.find(slug).orElseThrow();
        Bundle bundle = new Bundle(Map.of(Bundle.EDITION, new byte[0]));
        new Bundles(database.jdbi()).store(bundle, week(1));
        editions.approve(slug, "T", known.listId(), bundle, "somebody", week(1));
    }

    private Set<Taken> taken(String edition, int week) {
        return drafts.taken("news", edition, week(week));
    }

    @Test
    void a_draft_is_found_as_it_was_kept() {
        draft("one", 1, A);
        assertThat(drafts.find("news", "one"))
                .contains(new Drafts.Draft("news", "one", new Window(week(0), week(1)), null, "text of one"));
        assertThat(drafts.find("other", "one")).isEmpty();
        assertThat(drafts.endBefore("news", "two", week(2))).contains(week(1));
        assertThat(drafts.endBefore("news", "two", week(1))).isEmpty();
        assertThat(drafts.endBefore("news", "one", week(2))).isEmpty();
    }

    @Test
    void what_a_draft_says_of_each_item_is_kept_and_so_is_what_is_to_be_written() {
        draft("one", 1, A, B);
        assertThat(drafts.entries("news", "one")).isEqualTo(entries(A, B));
        assertThat(drafts.pending("news", "one")).isEmpty();
        Window window = new Window(week(0), week(1));
        Drafts.Pending pending = new Drafts.Pending("merged", "0".repeat(64));
        drafts.store(new Drafts.Draft("news", "one", window, null, "text"), entries(A), pending, week(1));
        assertThat(drafts.pending("news", "one")).contains(pending);
        drafts.written("news", "one");
        assertThat(drafts.pending("news", "one")).isEmpty();
        assertThat(drafts.digestOf("one")).contains("news");
        assertThat(drafts.digestOf("two")).isEmpty();
        draft("two", 2, B);
        assertThat(drafts.editions("news")).containsExactly("two", "one");
    }

    @Test
    void what_an_earlier_edition_holds_is_taken_and_what_this_or_a_later_one_holds_is_not() {
        draft("one", 1, A);
        draft("two", 2, B);
        assertThat(taken("two", 2)).containsExactly(A);
        assertThat(taken("three", 3)).containsExactlyInAnyOrder(A, B);
        assertThat(taken("one", 1)).as("the past, once more").isEmpty();
        assertThat(drafts.taken("other", "x", week(9))).isEmpty();
    }

    @Test
    void drafting_again_puts_one_draft_in_place_of_another() {
        draft("one", 1, A);
        draft("one", 1, B);
        assertThat(taken("two", 2)).containsExactly(B);
    }

    @Test
    void a_draft_whose_file_was_deleted_gives_its_items_back() {
        draft("one", 1, A);
        draft("two", 2, B);
        drafts.giveBack("news", "two"::equals);
        assertThat(taken("three", 3)).containsExactly(B);
    }

    @Test
    void an_edition_that_was_cancelled_before_it_began_gives_its_items_back() {
        draft("one", 1, A);
        approved("one", 0, "approved", false);
        cancel("one", 0);
        drafts.giveBack("news", edition -> true);
        assertThat(taken("two", 2)).isEmpty();
        assertThat(drafts.held("news", "one")).isEmpty();
        assertThat(drafts.endBefore("news", "two", week(2))).isEmpty();
        assertThat(drafts.isFollowed("news", week(0))).isFalse();
        assertThat(drafts.later("news", "zero", week(0))).isEmpty();
        assertThat(drafts.find("news", "one").orElseThrow().isGivenBack()).isTrue();
    }

    @Test
    void an_edition_that_is_approved_after_all_holds_its_items_again() {
        draft("one", 1, A);
        approved("one", 0, "approved", false);
        cancel("one", 0);
        drafts.giveBack("news", edition -> false);
        approveAgain("one");
        assertThat(taken("two", 2)).containsExactly(A);
        assertThat(drafts.held("news", "one")).containsExactly(A);
        assertThat(drafts.find("news", "one").orElseThrow().isGivenBack()).isFalse();
    }

    @Test
    void a_cancelled_edition_that_is_drafted_anew_holds_what_is_in_it_as_long_as_its_file_exists() {
        draft("one", 1, A);
        approved("one", 0, "approved", false);
        cancel("one", 0);
        draft("one", 1, B);
        drafts.giveBack("news", edition -> true);
        assertThat(taken("two", 2)).containsExactly(B);
        drafts.giveBack("news", edition -> false);
        assertThat(taken("two", 2)).isEmpty();
    }

    @Test
    void a_rehearsal_or_a_begun_edition_that_is_cancelled_gives_nothing_back() {
        draft("one", 1, A);
        approved("one", 0, "approved", false);
        approved("one", 1, "approved", false);
        cancel("one", 1);
        draft("two", 2, B);
        approved("two", 0, "sending", true);
        cancel("two", 0);
        assertThat(taken("three", 3)).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void what_somebody_was_sent_is_never_given_back() {
        draft("one", 1, A);
        approved("one", 0, "cancelled", true);
        draft("two", 2, B);
        approved("two", 0, "sent", true);
        drafts.giveBack("news", edition -> false);
        assertThat(taken("three", 3)).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void a_rehearsal_neither_takes_nor_keeps_anything() {
        draft("one", 1, A);
        approved("one", 1, "sent", true);
        drafts.giveBack("news", edition -> false);
        assertThat(taken("two", 2)).isEmpty();
    }

    @Test
    void a_draft_of_many_items_is_kept_whole() {
        Taken[] many = IntStream.range(0, 2500)
                .mapToObj(i -> new Taken("feed", "item" + i))
                .toArray(Taken[]::new);
        draft("one", 1, many);
        assertThat(taken("two", 2)).containsExactlyInAnyOrder(many);
        assertThat(drafts.entries("news", "one")).isEqualTo(entries(many));
    }
}
