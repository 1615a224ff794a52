package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.broadsheet.MovingClock;
import org.broadsheet.edition.Drafter.Asking;
import org.broadsheet.edition.Drafter.Drafted;
import org.broadsheet.edition.Drafter.Resolved;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.fetch.Reach;
import org.broadsheet.fetch.Wire;
import org.broadsheet.source.CalendarSource;
import org.broadsheet.source.Collector;
import org.broadsheet.source.DataSource;
import org.broadsheet.source.FeedSource;
import org.broadsheet.source.FoundItems;
import org.broadsheet.source.Sources;
import org.broadsheet.store.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A window that is over, drafted from the store: the same again where it was drafted, and else what there was of it. */
abstract class PastWindowContract {
    private static final String DIGEST = """
            ---
            list: l
            from: a@x.example
            zone: UTC
            ---
            ## Posts
            ```source feed
            file: feed.xml
            ```

            ## Where we meet
            ```source calendar
            file: agenda.ics
            ```

            ## Talks
            ```source data
            file: talks.yaml
            as: talks
            ```

            ## Community
            ```source markdown
            folder: snippets
            ```
            """;

    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path root;

    private final MovingClock clock = new MovingClock(); // 2025-11-20, nine o'clock UTC
    private final Instant then = clock.instant();
    private Wire wire;
    private Drafter drafter;

    PastWindowContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() throws IOException {
        wire = new Wire(host -> List.of(InetAddress.getLoopbackAddress()), Reach.publicAnd(List.of()));
        FoundItems items = new FoundItems(database.jdbi());
        Collector collector = new Collector(items, new Fetcher(wire, Fetcher.Limits.DEFAULT), root, clock, pause -> {});
        Sources kinds =
                new Sources(List.of(new FeedSource(), new CalendarSource(), new DataSource(), new MarkdownSource()));
        drafter = new Drafter(kinds, collector, items, new Drafts(database.jdbi()), clock);
        feed(post("a", "2025-11-18"));
        agenda("2025-11-27");
        file("talks.yaml", "- { title: One, date: 2025-11-10 }\n- { title: Two, date: 2025-11-12 }\n");
        file("snippets/2025-11-19-a.md", "Of then.\n");
    }

    @AfterEach
    void close() {
        wire.close();
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void feed(String... posts) throws IOException {
        file(
                "feed.xml",
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>B</title>" + String.join("", posts) + "</feed>");
    }

    private static String post(String id, String day) {
        return "<entry><id>" + id + "</id><title>Post " + id + "</title><published>" + day
                + "T08:00:00Z</published></entry>";
    }

    private void agenda(String day) throws IOException {
        file(
                "agenda.ics",
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Call\nDTSTART:" + day.replace("-", "")
                        + "T160000Z\nEND:VEVENT\nEND:VCALENDAR\n");
    }

    private Drafted draft(@Nullable Instant to) {
        return draft(null, to, DIGEST);
    }

    private Drafted draft(@Nullable Instant from, @Nullable Instant to, String digest) {
        Asking asking = to == null ? Asking.ALL : Asking.THOSE_NEVER_ASKED;
        Predicate<String> exists = edition -> true;
        return drafter.draft(
                new Drafter.Order("news", digest.getBytes(StandardCharsets.UTF_8), from, to, asking, exists));
    }

    private Drafted kept(@Nullable Instant to) {
        Drafted drafted = draft(to);
        drafter.keep("news", drafted);
        return drafted;
    }

    /** What later weeks bring: news, what comes late, what is gone from the sources, and what is written in another way. */
    private void goOn() throws IOException {
        clock.advance(Duration.ofDays(40));
        feed(
                post("late", "2025-11-17"),
                post("b", "2025-12-20"),
                post("a", "2025-11-18").replace("Post", "Renamed"));
        agenda("2026-01-03");
        file("talks.yaml", "- { title: Two, date: 2025-11-12 }\n- { title: Three, date: 2025-11-11 }\n");
        Files.delete(root.resolve("snippets/2025-11-19-a.md"));
        file("snippets/2025-11-19-late.md", "Too late.\n");
    }

    @Test
    void a_window_that_was_drafted_is_drafted_the_same_again() throws IOException {
        String once = kept(null).text();
        assertThat(once).contains("Post a", "Call", "One", "Two", "Of then.");
        goOn();
        assertThat(kept(null).text()).contains("Post late", "Post b", "Three", "Too late.");
        assertThat(draft(then).text()).isEqualTo(once);
    }

    /** A calendar is read for the months around the day on which it is asked. */
    @Test
    void what_its_source_no_longer_reaches_is_in_it_too() {
        String once = kept(null).text();
        clock.advance(Duration.ofDays(200));
        assertThat(kept(null).isEmpty()).isTrue();
        assertThat(draft(then).text()).isEqualTo(once);
    }

    /** Nobody asked the sources at its end: they had been asked for the window before, and were again long afterwards. */
    @Test
    void so_is_one_that_was_drafted_late() throws IOException {
        clock.advance(Duration.ofDays(30));
        kept(then);
        Instant next = then.plus(Duration.ofDays(1));
        feed(post("a", "2025-11-18"), post("unseen", "2025-11-20"));
        file("snippets/2025-11-20-b.md", "Unseen.\n");
        database.jdbi().useHandle(handle -> handle.execute("DELETE FROM draft"));
        String once = kept(next).text();
        assertThat(once).contains("Post a", "Call", "One", "Of then.").doesNotContainIgnoringCase("unseen");
        goOn();
        kept(null);
        assertThat(draft(next).text()).isEqualTo(once);
    }

    @Test
    void another_window_that_was_drafted_since_takes_nothing_away() throws IOException {
        Instant from = Instant.parse("2025-11-01T00:00:00Z");
        Drafted first = draft(from, null, DIGEST);
        drafter.keep("news", first);
        goOn();
        kept(then.minus(Duration.ofDays(1)));
        assertThat(draft(then).text()).isEqualTo(first.text());
        assertThat(draft(then).window()).isEqualTo(first.window());
    }

    @Test
    void what_was_taken_back_before_the_end_of_a_window_that_was_drafted_ahead_is_not_in_it() throws IOException {
        Instant end = then.plus(Duration.ofHours(2));
        Drafted ahead = drafter.draft(new Drafter.Order(
                "news", DIGEST.getBytes(StandardCharsets.UTF_8), null, end, Asking.ALL, edition -> true));
        assertThat(ahead.text()).contains("Call");
        drafter.keep("news", ahead);
        file("agenda.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n");
        clock.advance(Duration.ofHours(1));
        draft(null); // asks
        clock.advance(Duration.ofHours(2));
        assertThat(draft(end).text()).doesNotContain("Call").contains("Of then.");
    }

    @Test
    void of_a_source_that_nobody_had_asked_by_then_what_it_published_by_then_counts_and_that_is_told() {
        clock.advance(Duration.ofDays(3));
        Drafted past = draft(then);
        assertThat(past.text()).contains("Post a", "Call", "One", "Of then.");
        assertThat(past.blocks()).allMatch(Resolved::isLate);
        assertThat(draft(then).blocks()).noneMatch(Resolved::isLate);
        assertThat(draft(then).text()).isEqualTo(past.text());
    }

    @Test
    void it_makes_no_difference_which_window_its_sources_were_asked_for_first() {
        clock.advance(Duration.ofDays(10)); // the call is over
        assertThat(draft(null).text()).doesNotContain("Call");
        assertThat(draft(then).text()).contains("Post a", "Call", "One", "Of then.");
    }

    @Test
    void a_source_that_a_digest_gained_since_is_in_the_window_and_the_others_are_as_they_were() throws IOException {
        Drafted once = kept(null);
        goOn();
        file(
                "more.xml",
                "<rss version=\"2.0\"><channel><title>M</title><item><title>Gained</title>"
                        + "<pubDate>Mon, 17 Nov 2025 08:00:00 GMT</pubDate></item></channel></rss>");
        String more = "\n## More\n```source feed\nfile: more.xml\n```\n";
        String again = draft(null, then, DIGEST + more).text();
        assertThat(again).startsWith(once.text().stripTrailing()).contains("Gained");
    }
}
