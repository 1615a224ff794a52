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
        Sources sources = new Sources(List.of()).and(new EditionsSource(() -> editions, () -> bundles));
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
            # editions weekly, 2025-11-13 09:00 to 2025-11-20 09:00 Z
            - title: "From the opening"
            - title: "One"
              url: "https://blog.example/1?utm_source=x"
              summary: "With *marks* and [a link](https://blog.example/)"
              image: {src: "images/a.png", alt: "A"}
            - title: "Without a page"
            - title: "Gears v1"
              url: "https://x.example/v1"
              kind: "release"
            - title: "Gears v2"
              summary: "Faster *gears*"
              kind: "release"
            - title: "Two"
            ```
            """);
    }

    @Test
    void kinds_sections_and_topics_choose() {
        assertThat(titles("digest: weekly\nas: releases\n")).containsExactly("v1", "v2");
        assertThat(titles("digest: weekly\nkinds: [releases]\n")).containsExactly("Gears v1", "Gears v2");
        assertThat(titles("digest: weekly\nkinds: items\n"))
                .containsExactly("From the opening", "One", "Without a page", "Two");
        assertThat(titles("digest: weekly\nsections: News\n")).containsExactly("One", "Without a page");
        assertThat(titles("digest: weekly\ntopics: [releases]\n")).containsExactly("Gears v1");
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
        assertThatThrownBy(() -> draft("digest: ../weekly\nkinds: [item]\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("which is no name of a file in digests/")
                .hasMessageContaining("must be one of items");
    }
}
