package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.broadsheet.MovingClock;
import org.broadsheet.edition.Drafter.Asking;
import org.broadsheet.edition.Drafter.Drafted;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.fetch.Reach;
import org.broadsheet.fetch.Wire;
import org.broadsheet.source.Collector;
import org.broadsheet.source.FakeGithub;
import org.broadsheet.source.FoundItems;
import org.broadsheet.source.GithubSource;
import org.broadsheet.source.Item;
import org.broadsheet.source.Sources;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class GithubDraftTest {
    private static final String FRONT = """
            ---
            list: l
            from: a@x.example
            zone: Europe/Berlin
            ---
            """;
    private static final Instant TUESDAY = Instant.parse("2025-11-18T10:00:00Z");

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path root;

    private final MovingClock clock = new MovingClock(); // 2025-11-20, nine o'clock UTC, ten in Berlin
    private final FakeGithub github = new FakeGithub(clock);
    private Wire wire;
    private Drafter drafter;

    @BeforeEach
    void wire() {
        wire = new Wire(host -> List.of(InetAddress.getLoopbackAddress()), Reach.publicAnd(List.of("127.0.0.1")));
        FoundItems items = new FoundItems(database.jdbi());
        Fetcher fetcher = new Fetcher(wire, Fetcher.Limits.DEFAULT);
        Collector collector = new Collector(items, fetcher, root, clock, pause -> {});
        Sources sources = new Sources(List.of()).and(new GithubSource(List.of(github.server(true))));
        drafter = new Drafter(sources, collector, items, new Drafts(database.jdbi()), clock);
    }

    @AfterEach
    void stop() {
        wire.close();
        github.close();
    }

    private Drafted draft(String... blocks) {
        StringBuilder body = new StringBuilder(FRONT);
        for (String block : blocks) {
            body.append("## S\n\n```source github\n").append(block).append("```\n\n");
        }
        byte[] file = body.toString().getBytes(StandardCharsets.UTF_8);
        Drafted drafted = drafter.draft(new Drafter.Order("news", file, null, null, Asking.ALL, edition -> true));
        drafter.keep("news", drafted);
        return drafted;
    }

    private static List<Item> items(Drafted drafted) {
        Parsed parsed =
                EditionParser.ofEditions(Defaults.NONE).parse("editions/" + drafted.edition() + ".md", drafted.text());
        assertThat(parsed.problems()).as(drafted.text()).isEmpty();
        return parsed.orThrow().sections().stream()
                .flatMap(section -> section.contents().stream())
                .filter(Content.Block.class::isInstance)
                .flatMap(block -> ((Content.Block) block).items().stream())
                .toList();
    }

    private static List<String> titles(Drafted drafted) {
        return items(drafted).stream().map(Item::title).toList();
    }

    /** Whatever a server does with the token that it was sent, nobody reads it in a draft. */
    @Test
    void the_token_comes_back_in_no_draft() {
        String token = FakeGithub.TOKEN;
        String encoded = Base64.getEncoder().encodeToString(("x:" + token).getBytes(StandardCharsets.UTF_8));
        String pull = "{\"node_id\": \"%1$s\", \"title\": \"Fix %1$s\", \"html_url\": \"https://x.example/%1$s\","
                + " \"user\": {\"login\": \"%1$s\"}, \"pull_request\": {\"merged_at\": \"2025-11-18T10:00:00Z\"}}";
        github.next(200, "{\"items\": [" + pull.formatted(token) + "," + pull.formatted(encoded) + "]}")
                .next(200, "[" + token + "]")
                .next(422, "{\"message\": \"" + "no ".repeat(60) + token + "\"}")
                .next(302, "", "Location: https://" + token.replace("_", "-") + ".example/")
                .next(403, "{\"message\": \"Authorization: " + encoded + "\"}");
        String more = "first-contributions: false\n";
        for (int i = 0; i < 5; i++) {
            Drafted drafted = draft("repository: a/b" + i + "\n" + more);
            assertThat(drafted.text().toLowerCase(Locale.ROOT))
                    .contains("…")
                    .doesNotContain(
                            "tokenisno", "isnobodys", encoded.substring(4, 20).toLowerCase(Locale.ROOT));
            assertThat(stored("SELECT COALESCE(trouble, '') || COALESCE(remarks, '') FROM source"))
                    .noneMatch(text -> text.contains("isnobodys"));
        }
        assertThat(stored("SELECT item_id || fields FROM source_item"))
                .isNotEmpty()
                .noneMatch(text -> text.contains("isnobodys"));
    }

    private List<String> stored(String sql) {
        List<String> texts = database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }

    @Test
    void what_github_tells_becomes_blocks() {
        github.pull("istio/istio", 7, "Fix *it*, {{x}}", "ann", TUESDAY, "area/ambient")
                .release("istio/istio", "1.28.1", "", "Fixes *things*.", TUESDAY)
                .issue("istio/istio", 9, "Easy", "bob", TUESDAY, "good first issue");
        Drafted drafted = draft(
                "repository: istio/istio\nareas: { area/ambient: Ambient }\n",
                "find: releases\nrepository: { istio/istio: Istio }\n",
                "find: issues\nrepository: istio/istio\nlabel: good first issue\n",
                "find: newcomers\nrepository: istio/istio\n",
                "find: counts\nrepository: istio/istio\n");
        assertThat(drafted.text()).isEqualTo("""
                ---
                date: 2025-11-20
                list: l
                from: a@x.example
                zone: Europe/Berlin
                ---
                ## S

                ```changes
                # github pulls of istio/istio at 127.0.0.1, 2025-11-13 10:00 to 2025-11-20 10:00 Europe/Berlin
                - title: "Fix *it*, {{x}}"
                  url: "https://github.com/istio/istio/pull/7"
                  number: "7"
                  author: "@ann"
                  area: "Ambient"
                  first-contribution: true
                ```

                ## S

                ```releases
                # github releases of istio/istio at 127.0.0.1, 2025-11-13 10:00 to 2025-11-20 10:00 Europe/Berlin
                - project: "Istio"
                  version: "1.28.1"
                  date: 2025-11-18
                  headline: "Fixes things."
                  url: "https://github.com/istio/istio/releases/tag/1.28.1"
                ```

                ## S

                ```items
                # github issues of istio/istio at 127.0.0.1, 2025-11-13 10:00 to 2025-11-20 10:00 Europe/Berlin
                - title: "Easy"
                  url: "https://github.com/istio/istio/issues/9"
                  authors: "bob"
                  date: 2025-11-18
                ```

                ## S

                ```people
                # github newcomers of istio/istio at 127.0.0.1, 2025-11-13 10:00 to 2025-11-20 10:00 Europe/Berlin
                - name: "ann"
                  why: "Fix \\\\*it\\\\*, \\\\{\\\\{x\\\\}\\\\} (#7)"
                  url: "https://github.com/ann"
                ```

                ## S

                ```themes
                # github counts of istio/istio at 127.0.0.1, 2025-11-13 10:00 to 2025-11-20 10:00 Europe/Berlin
                - title: "1 pull request merged by 1 person, for the first time"
                ```
                """);
        assertThat(items(drafted)).hasSize(5);
        assertThat(github.requests())
                .as("nobody is asked about twice, whichever block wants to know")
                .filteredOn(lines -> lines.get(0).startsWith("POST "))
                .hasSize(1);
    }

    @Test
    void no_pull_request_comes_twice_even_where_the_block_asks_in_another_way() {
        github.pull("a/b", 1, "one", "ann", TUESDAY, "x");
        assertThat(titles(draft("repository: a/b\n"))).containsExactly("one");
        github.pull("a/b", 2, "two", "ann", clock.instant().plusSeconds(60), "x");
        clock.advance(Duration.ofDays(7));
        assertThat(titles(draft("repositories: [a/b, a/c]\nlabel: x\nsince: 30d\n", "organisation: a\n")))
                .as("and not in both blocks")
                .containsExactly("two");
    }

    @Test
    void counts_are_of_each_edition_and_count_what_is_listed_too() {
        github.pull("a/b", 1, "one", "ann", TUESDAY).pull("a/b", 2, "two", "bob", TUESDAY.plusSeconds(1));
        String counts = "find: counts\nrepository: a/b\n";
        assertThat(titles(draft("repository: a/b\n", counts)))
                .containsExactly("two", "one", "2 pull requests merged by 2 people, 2 of them for the first time");
        github.pull("a/b", 3, "three", "ann", clock.instant().plusSeconds(60));
        clock.advance(Duration.ofDays(7));
        assertThat(titles(draft(counts))).containsExactly("1 pull request merged by 1 person");
        clock.advance(Duration.ofDays(7));
        assertThat(draft(counts).isEmpty()).isTrue();
    }

    @Test
    void all_are_counted_however_many_are_listed() {
        for (int i = 0; i < 300; i++) {
            github.pull("a/b", i, "p" + i, "ann", TUESDAY.minusSeconds(i));
        }
        assertThat(titles(draft("find: counts\nrepository: a/b\nfirst-contributions: false\n")))
                .containsExactly("300 pull requests merged by 1 person");
    }

    @Test
    void an_issue_that_was_closed_before_the_draft_is_not_in_it() {
        github.issue("a/b", 1, "one", "ann", TUESDAY, "help wanted")
                .issue("a/b", 2, "two", "ann", TUESDAY, "help wanted");
        byte[] file = (FRONT + "```source github\nfind: issues\nrepository: a/b\nlabel: help wanted\n```\n")
                .getBytes(StandardCharsets.UTF_8);
        drafter.draft(new Drafter.Order("news", file, null, null, Asking.ALL, edition -> true));
        clock.advance(Duration.ofHours(1));
        github.close("a/b", 1, clock.instant());
        clock.advance(Duration.ofHours(1));
        assertThat(titles(draft("find: issues\nrepository: a/b\nlabel: help wanted\n")))
                .containsExactly("two");
    }

    @Test
    void what_was_collected_stays_when_the_limit_is_used_up() {
        github.pull("a/b", 1, "one", "ann", TUESDAY);
        titles(draft("repository: a/b\n"));
        github.pull("a/b", 2, "two", "ann", clock.instant().plusSeconds(60));
        clock.advance(Duration.ofDays(7));
        github.next(403, "{}", "X-RateLimit-Remaining: 0", "X-RateLimit-Limit: 30");
        Drafted failed = draft("repository: a/b\n");
        assertThat(failed.blocks().get(0).trouble()).contains("answers nothing more before 2025-11-27 09:01:00 UTC");
        assertThat(failed.text()).contains("# could not be collected: GitHub answers nothing more");
        clock.advance(Duration.ofMinutes(1));
        assertThat(titles(draft("repository: a/b\n"))).containsExactly("two");
    }
}
