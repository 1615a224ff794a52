package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.broadsheet.edition.Drafts.Taken;
import org.broadsheet.edition.SharedItems.Shared;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SharedItemsTest {
    private static final Instant MONDAY = Instant.parse("2025-11-10T09:00:00Z");
    private static final String POST = "- title: One\n  url: https://b.example/one\n";
    private static final String EVENT = "- title: Call\n  url: https://b.example/call\n  date: 2025-11-20\n";
    private static final String SNIPPET = "<!-- notes/one.md -->\nSome words.";

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private void draft(String slug, int week, String entry, String body) throws IOException {
        draft(slug, week, new Taken("source", "id"), entry, body);
    }

    private void draft(String slug, int week, Taken item, String entry, String body) throws IOException {
        Window window =
                new Window(MONDAY.plus(Duration.ofDays(7L * week - 7)), MONDAY.plus(Duration.ofDays(7L * week)));
        new Drafts(database.jdbi())
                .store(new Drafts.Draft("news", slug, window, null, "as drafted"), Map.of(item, entry), MONDAY);
        Files.createDirectories(folder.resolve("editions"));
        Files.write(folder.resolve("editions/" + slug + ".md"), text(body));
    }

    private static byte[] text(String body) {
        return ("---\nlist: community\nfrom: News <news@sender.example>\n---\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String block(String kind, String entries) {
        return "```" + kind + "\n" + entries + "```\n";
    }

    private List<Shared> shared(String slug) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("editions/" + slug + ".md"));
        Edition edition = EditionParser.ofEditions(Defaults.NONE)
                .parse("editions/" + slug + ".md", bytes)
                .orThrow();
        return new SharedItems(database.jdbi(), new DraftFolder(folder)).of(edition);
    }

    private void approve(String slug) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("editions/" + slug + ".md"));
        Bundle bundle = new Bundle(Map.of(Bundle.EDITION, bytes));
        new Bundles(database.jdbi()).store(bundle, MONDAY);
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO mailing_list (name, title) VALUES ('community', 'C') ON CONFLICT DO NOTHING"));
        long list = database.jdbi()
                .withHandle(handle -> handle.select("SELECT id FROM mailing_list")
                        .mapTo(long.class)
                        .one());
        new Editions(database.jdbi()).approve(slug, "T", list, bundle, "ann", MONDAY);
    }

    private void set(String slug, String assignment) {
        database.jdbi()
                .useHandle(handle -> handle.execute("UPDATE edition SET " + assignment + " WHERE slug = ?", slug));
    }

    @Test
    void an_item_that_both_drafts_hold_is_found_where_it_stands_however_it_was_reworded() throws IOException {
        draft("one", 1, POST, "Hello.\n\n" + block("items", "- title: Something else\n" + POST));
        draft("two", 2, POST, block("items", "- title: The first\n  url: https://b.example/one/\n"));
        assertThat(shared("one")).singleElement().satisfies(shared -> {
            assertThat(shared.title()).isEqualTo("One");
            assertThat(shared.at().line()).isEqualTo(9);
            assertThat(shared.other()).isEqualTo("two");
            assertThat(shared.state()).isNull();
        });
        assertThat(shared("two"))
                .extracting(Shared::title, Shared::other)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("The first", "one"));
    }

    @Test
    void what_was_deleted_from_one_of_the_two_is_not_shared() throws IOException {
        draft("one", 1, POST, "Nothing of it.\n");
        draft("two", 2, POST, block("items", POST));
        assertThat(shared("one")).isEmpty();
        assertThat(shared("two")).isEmpty();
    }

    @Test
    void what_no_source_has_brought_to_both_is_nobodys_business() throws IOException {
        draft("one", 1, POST, block("items", POST));
        draft("two", 2, new Taken("source", "another"), POST, block("items", POST));
        assertThat(shared("one")).as("one link is no proof").isEmpty();
    }

    @Test
    void a_meeting_is_known_by_its_day_and_a_snippet_by_the_comment_before_it() throws IOException {
        draft("one", 1, EVENT, block("events", EVENT));
        draft("two", 2, EVENT, block("events", EVENT.replace("2025-11-20", "2025-11-27")));
        assertThat(shared("one")).as("of another week").isEmpty();
        draft("two", 2, EVENT, block("events", EVENT));
        assertThat(shared("one")).hasSize(1);

        draft("one", 1, SNIPPET, "Hello.\n\n<!-- notes/one.md -->\nOther words.\n");
        draft("two", 2, SNIPPET, SNIPPET + "\n");
        assertThat(shared("one")).singleElement().satisfies(shared -> {
            assertThat(shared.title()).isEqualTo("notes/one.md");
            assertThat(shared.at().line()).isEqualTo(7);
        });
    }

    @Test
    void an_edition_counts_as_it_was_approved_and_not_at_all_once_it_is_cancelled() throws IOException {
        draft("one", 1, POST, block("items", POST));
        draft("two", 2, POST, block("items", POST));
        approve("two");
        Files.write(folder.resolve("editions/two.md"), text("Nothing of it any more.\n"));
        assertThat(shared("one")).extracting(Shared::state).containsExactly(EditionState.APPROVED);
        database.jdbi().useHandle(handle -> {
            handle.execute("UPDATE edition SET state = 'cancelled'");
            Drafts.giveBack(
                    handle,
                    handle.select("SELECT id FROM edition").mapTo(long.class).one());
        });
        assertThat(shared("one")).isEmpty();
        assertThat(shared("two")).as("it says nothing of it").isEmpty();
    }

    @Test
    void one_that_was_begun_is_past_mending_and_a_draft_whose_file_is_gone_says_nothing() throws IOException {
        draft("one", 1, POST, block("items", POST));
        draft("two", 2, POST, block("items", POST));
        approve("one");
        set("one", "state = 'sent', started_at = approved_at");
        assertThat(shared("one")).isEmpty();
        assertThat(shared("two")).extracting(Shared::state).containsExactly(EditionState.SENT);
        Files.delete(folder.resolve("editions/one.md"));
        assertThat(shared("two")).as("readers have it").hasSize(1);
        draft("three", 3, POST, block("items", POST));
        Files.delete(folder.resolve("editions/three.md"));
        assertThat(shared("two")).extracting(Shared::other).containsExactly("one");
    }
}
