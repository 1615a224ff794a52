package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.broadsheet.MovingClock;
import org.broadsheet.edition.Drafter.Asking;
import org.broadsheet.edition.Drafter.Drafted;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.fetch.Reach;
import org.broadsheet.fetch.Wire;
import org.broadsheet.source.Collector;
import org.broadsheet.source.FoundItems;
import org.broadsheet.source.Sources;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.text.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EditionsSourceTest {
    private static final String WEEK_1 = """
        Opening.

        ```items
        - title: From the opening
        ```

        ## News {topic=news}

        ```items
        - title: One
          url: https://blog.example/1?utm_source=x
          summary: With *marks* and [a link](https://blog.example/)
          image: {src: images/a.png, alt: A}
        - title: Without a page
        ```

        ## Releases {topic=releases}

        ```releases
        - {project: Gears, version: v1, url: "https://x.example/v1"}
        ```
        """;
    private static final String WEEK_2 = """
        ## Releases

        ```releases
        - {project: Gears, version: v2, headline: "Faster *gears*"}
        ```

        ```items
        - title: One again
          url: https://blog.example/1
        - title: without a page
        - title: Two
        ```
        """;

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path root;

    private final MovingClock clock = new MovingClock(); // 2025-11-20, nine o'clock UTC
    private Editions editions;
    private Bundles bundles;
    private Wire wire;
    private Drafter drafter;

    @BeforeEach
    void open() {
        editions = new Editions(database.jdbi());
        bundles = new Bundles(database.jdbi());
        wire = new Wire(host -> List.of(InetAddress.getLoopbackAddress()), Reach.publicAnd(List.of()));
        FoundItems items = new FoundItems(database.jdbi());
        Collector collector = new Collector(items, new Fetcher(wire, Fetcher.Limits.DEFAULT), root, clock, pause -> {});
        Sources sources = new Sources(List.of())
                .and(new EditionsSource(
                        () -> List.of("weekly", "daily"), "gone"::equals, () -> editions, () -> bundles));
        drafter = new Drafter(sources, collector, items, new Drafts(database.jdbi()), clock);
        database.jdbi().useHandle(handle -> handle.execute("INSERT INTO mailing_list (name, title) VALUES ('l', 'L')"));
        approve("2025-11-10-weekly", WEEK_1);
        approve("2025-11-17-weekly", WEEK_2);
        approve("2025-11-17-bi-weekly", "## X\n\n```items\n- title: Of another digest\n```\n");
        approve("2025-11-24-weekly", "## X\n\n```items\n- title: Not yet\n```\n");
    }

    @AfterEach
    void stop() {
        wire.close();
    }

    private void approve(String slug, String body) {
        String text = "---\nlist: l\nfrom: a@x.example\ntopics: {news: News, releases: Releases}\n---\n" + body;
        Bundle bundle = new Bundle(Map.of(Bundle.EDITION, text.getBytes(StandardCharsets.UTF_8)));
        bundles.store(bundle, clock.instant());
        long list = database.jdbi()
                .withHandle(handle -> handle.select("SELECT id FROM mailing_list")
                        .mapTo(long.class)
                        .one());
        editions.approve(slug, "T", list, bundle, "somebody", clock.instant());
    }

    /** The editions of two days, one after the other. */
    private void approveDaily(String first, String second) {
        approve("2025-11-18-daily", first);
        approve("2025-11-19-daily", second);
    }

    private Drafted draft(String source) {
        byte[] file = ("---\nlist: l\nfrom: a@x.example\n---\n## All\n\n```source editions\n" + source + "```\n")
                .getBytes(StandardCharsets.UTF_8);
        return drafter.draft(new Drafter.Order("monthly", file, null, null, Asking.ALL, edition -> true));
    }

    private List<String> titles(String source) {
        return draft(source)
                .text()
                .lines()
                .filter(line -> line.startsWith("- title: ") || line.startsWith("  version: "))
                .map(line -> line.replaceAll(".*: \"|\"$", ""))
                .toList();
    }

    @Test
    void a_digest_rolls_up_what_editions_of_another_carried_once_and_in_their_order() {
        Drafted drafted = draft("digest: weekly\n");
        assertThat(drafted.text().split("---\n", 3)[2]).isEqualTo("""
            ## All

            ```items
            # editions weekly, 2025-11-13 09:00 to 2025-11-20 09:00 UTC
            - title: "From the opening"
            - title: "One"
              url: "https://blog.example/1?utm_source=x"
              summary: "With *marks* and [a link](https://blog.example/)"
              image: {src: "images/a.png", alt: "A"}
            - title: "Without a page"
            - title: "Two"
            ```

            ```releases
            # editions weekly, 2025-11-13 09:00 to 2025-11-20 09:00 UTC
            - project: "Gears"
              version: "v1"
              url: "https://x.example/v1"
            - project: "Gears"
              version: "v2"
              headline: "Faster *gears*"
            ```
            """);
    }

    @Test
    void kinds_sections_and_topics_choose() {
        assertThat(titles("digest: weekly\nas: releases\n")).containsExactly("v1", "v2");
        assertThat(titles("digest: weekly\nkinds: [releases]\n")).containsExactly("v1", "v2");
        assertThat(titles("digest: weekly\nkinds: [releases]\nas: items\n")).containsExactly("Gears v1", "Gears v2");
        assertThat(titles("digest: weekly\nas: items\n"))
                .containsExactly("From the opening", "One", "Without a page", "Gears v1", "Gears v2", "Two");
        assertThat(titles("digest: weekly\nkinds: items\n"))
                .containsExactly("From the opening", "One", "Without a page", "Two");
        assertThat(titles("digest: weekly\nsections: News\n")).containsExactly("One", "Without a page");
        assertThat(titles("digest: weekly\ntopics: [releases]\n")).containsExactly("v1");
        assertThat(titles("digest: weekly\ntopics: [releases]\nsections: news\n"))
                .isEmpty();
    }

    @Test
    void the_roll_up_has_a_ledger_of_its_own() {
        Drafted first = draft("digest: weekly\n");
        drafter.keep("monthly", first);
        clock.advance(Duration.ofDays(7));
        approve(
                "2025-11-26-weekly",
                "## X\n\n```items\n- title: One\n  url: https://blog.example/1\n- title: New\n```\n");
        assertThat(titles("digest: weekly\n")).containsExactly("Not yet", "New");
    }

    @Test
    void what_a_cancelled_edition_would_have_carried_is_not_there() {
        draft("digest: weekly\n");
        database.jdbi()
                .useHandle(handle ->
                        handle.execute("UPDATE edition SET state = 'cancelled' WHERE slug = '2025-11-17-weekly'"));
        clock.advance(Duration.ofMinutes(1));
        assertThat(titles("digest: weekly\nas: releases\n")).containsExactly("v1");
        assertThat(titles("digest: weekly\n")).doesNotContain("Two");
    }

    @Test
    void a_digest_that_nobody_approved_anything_of_gives_nothing() {
        assertThat(draft("digest: daily\n").isEmpty()).isTrue();
        assertThat(draft("digest: gone\n").isEmpty()).isTrue();
        assertThatThrownBy(() -> draft("digest: wekly\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("digests/monthly.md:8:1: error: there is no digest 'wekly'")
                .hasMessageContaining("did you mean 'weekly'?");
        assertThatThrownBy(() -> draft("digest: ../weekly\nkinds: [item]\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("which is no name of a file in digests/")
                .hasMessageContaining("must be one of items");
    }

    private String drafted(String source) {
        return draft(source).text().split("## All\n\n", 2)[1];
    }

    @Test
    void talks_keep_their_recordings_also_those_that_were_published_later() {
        approveDaily("""
            ## Talks

            ```talks title="Day one"
            - {title: Gears, speakers: [Ann, Ben], track: Hall 1, url: "https://x.example/gears"}
            - {title: Springs, slides: "https://x.example/springs.pdf"}
            ```
            """, """
            ## Talks

            ```talks
            - {title: Gears, url: "https://x.example/gears", recording: "https://video.example/gears"}
            - {title: Springs, recording: "https://video.example/springs"}
            - {title: Levers, recording: "https://video.example/levers"}
            ```
            """);
        assertThat(drafted("digest: daily\n")).isEqualTo("""
            ```talks title="Day one"
            # editions daily, 2025-11-13 09:00 to 2025-11-20 09:00 UTC
            - title: "Gears"
              speakers: ["Ann", "Ben"]
              track: "Hall 1"
              url: "https://x.example/gears"
              recording: "https://video.example/gears"
            - title: "Springs"
              recording: "https://video.example/springs"
              slides: "https://x.example/springs.pdf"
            ```

            ```talks
            # editions daily, 2025-11-13 09:00 to 2025-11-20 09:00 UTC
            - title: "Levers"
              recording: "https://video.example/levers"
            ```
            """);
        assertThat(drafted("digest: daily\nas: items\n")).contains("url: \"https://video.example/levers\"");
    }

    @Test
    void what_was_counted_each_week_and_charts_are_there_each_time() {
        String week = """
            ## Numbers

            ```themes
            - "42 pull requests merged by 17 people"
            - More tests
            ```

            ```chart
            - title: Downloads
              data: {Jan: 1, Feb: 2}
            ```
            """;
        approveDaily(week, week);
        String drafted = drafted("digest: daily\n");
        assertThat(drafted.split("42 pull requests", -1)).hasSize(3);
        assertThat(drafted.split("More tests", -1)).hasSize(2);
        assertThat(drafted).startsWith("```themes\n").contains("""

            <!-- chart “Downloads” of editions/2025-11-18-daily.md -->
            ```chart
            - title: Downloads
              data: {Jan: 1, Feb: 2}
            ```
            """);
        assertThat(drafted.split("```chart", -1)).hasSize(3);
        assertThat(drafted("digest: daily\nkinds: chart\n"))
                .doesNotContain("themes")
                .contains("```chart");
        assertThat(drafted("digest: daily\nas: items\n")).doesNotContain("chart");
    }

    @Test
    void each_of_the_calls_that_have_one_page_is_there_and_once() {
        String call = """
            ## Calls

            ```events
            - {title: Call, date: 2025-11-25, url: "https://x.example/call"}
            - {title: Call, date: %s, url: "https://x.example/call"}
            ```
            """;
        approveDaily(call.formatted("2025-12-02"), call.formatted("2025-12-09"));
        assertThat(drafted("digest: daily\n").lines().filter(line -> line.startsWith("  date: ")))
                .containsExactly("  date: 2025-11-25", "  date: 2025-12-02", "  date: 2025-12-09");
    }

    @Test
    void snippets_are_there_as_readers_got_them_and_once() {
        String of = ", 2025-11-06 09:00 to 2025-11-13 09:00 UTC -->\n\n";
        approveDaily("""
            ## Community {topic=news}

            Words of the digest.

            <!-- markdown snippets for community%s<!-- snippets/2025-11-10-a.md -->
            The meetup in *Utrecht*.

            ```items
            - title: In a snippet
            ```

            ### With a heading

            And more.

            <!-- new since 2025-11-12 09:00 -->

            <!-- snippets/b.md -->
            Open <b>here

            <!-- snippets/c.md -->
            The third.

            <!-- the end of it -->

            More of the digest.

            ## Elsewhere

            <!-- snippets/moved.md -->
            Moved here.

            ```items
            # feed x, 2025-11-06 09:00 to 2025-11-13 09:00 UTC
            - title: Of a feed
            ```

            ## Not done {optional status=draft}

            <!-- snippets/not-done.md -->
            Nobody got this.
            """.formatted(of), """
            ## Community

            <!-- editions x%s<!-- snippets/c.md -->
            The third again.

            <!-- the end of it -->
            """.formatted(of));
        Drafted drafted = draft("digest: daily\n");
        assertThat(drafted.blocks().get(0).remarks())
                .singleElement()
                .satisfies(remark -> assertThat(remark)
                        .startsWith("editions/2025-11-18-daily.md:")
                        .contains("the snippet snippets/b.md is left out: <b> is not closed"));
        assertThat(drafted.text().split("## All\n\n", 2)[1]).isEqualTo("""
            ```items
            # editions daily, 2025-11-13 09:00 to 2025-11-20 09:00 UTC
            - title: "Of a feed"
            ```

            <!-- editions daily, 2025-11-13 09:00 to 2025-11-20 09:00 UTC -->

            <!-- snippets/2025-11-10-a.md -->
            The meetup in *Utrecht*.

            ```items
            - title: In a snippet
            ```

            ### With a heading

            And more.

            <!-- snippets/c.md -->
            The third.

            <!-- snippets/moved.md -->
            Moved here.

            <!-- the end of it -->
            """);
        assertThat(drafted("digest: daily\ntopics: news\n")).contains("Utrecht").doesNotContain("Moved here");
        assertThat(titles("digest: daily\nkinds: items\n")).isEqualTo(List.of("In a snippet", "Of a feed"));
    }
}
