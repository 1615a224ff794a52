package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.broadsheet.MovingClock;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.text.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class GithubSourceTest {
    private static final Instant TUESDAY = Instant.parse("2025-11-18T10:00:00Z");

    @TempDir
    Path root;

    private final MovingClock clock = new MovingClock(); // 2025-11-20, nine o'clock UTC
    private final FakeGithub github = new FakeGithub(clock);
    private GithubBlocks blocks;

    @BeforeEach
    void configure() {
        blocks = new GithubBlocks(root, clock, github.server(true));
    }

    @AfterEach
    void stop() {
        blocks.close();
        github.close();
    }

    private static List<String> titles(List<Found> items) {
        return items.stream().map(item -> item.first("title")).toList();
    }

    private String asked(int request) {
        return github.requests().get(request).get(0);
    }

    @Test
    void a_merged_pull_request_has_all_that_changes_show() throws FetchException {
        github.pull("istio/istio", 7, "Fix {{x}} <b>it</b>", "ann", TUESDAY, "area/ambient", "size/XS");
        List<Found> items = blocks.ask("repository: istio/istio\nareas: { area/ambient: Ambient }\n");
        assertThat(items).hasSize(1);
        Found item = items.get(0);
        assertThat(item.at()).isEqualTo(TUESDAY);
        assertThat(item.first("title")).isEqualTo("Fix {{x}} <b>it</b>");
        assertThat(item.first("url")).isEqualTo("https://github.com/istio/istio/pull/7");
        assertThat(item.first("number")).isEqualTo("7");
        assertThat(item.first("author")).isEqualTo("@ann");
        assertThat(item.first("area")).isEqualTo("Ambient");
        assertThat(item.all("labels")).containsExactly("area/ambient", "size/XS");
        assertThat(item.first("first-contribution")).isEqualTo("true");
    }

    @Test
    void an_area_is_that_of_the_first_label_that_has_one_else_the_repository() throws FetchException {
        github.pull("istio/istio", 1, "both", "ann", TUESDAY, "kind/bug", "area/perf")
                .pull("istio/istio", 2, "bug", "ann", TUESDAY, "Kind/Bug")
                .pull("istio/api", 3, "none", "ann", TUESDAY, "x");
        String areas = "organisation: istio\nareas: { \"area/*\": \"On *\", kind/bug: Bugs }\n";
        assertThat(blocks.ask(areas))
                .extracting(item -> item.first("title") + ": " + item.first("area"))
                .containsExactlyInAnyOrder("both: On perf", "bug: Bugs", "none: api");
        assertThat(blocks.ask("organisation: istio\nareas: none\n"))
                .allSatisfy(item -> assertThat(item.all("area")).isEmpty());
        assertThat(blocks.ask("repository: istio/api\n"))
                .allSatisfy(item -> assertThat(item.all("area")).isEmpty());
        assertThat(blocks.ask("repositories: { istio/api: The API, istio/istio: Istio }\n"))
                .extracting(item -> item.first("area"))
                .containsExactlyInAnyOrder("The API", "Istio", "Istio");
    }

    @Test
    void bots_are_left_out_unless_they_are_wanted() throws FetchException {
        github.pull("istio/istio", 1, "a", "dependabot[bot]", TUESDAY)
                .pull("istio/istio", 2, "b", "istio-bot", TUESDAY)
                .pull("istio/istio", 3, "c", "ann", TUESDAY);
        assertThat(titles(blocks.ask("repository: istio/istio\n"))).containsExactly("c");
        assertThat(titles(blocks.ask("repository: istio/istio\nbots: true\n"))).containsExactly("a", "b", "c");
    }

    @Test
    void what_is_asked_for_is_said_in_githubs_words() throws FetchException {
        github.pull("istio/istio", 1, "a", "ann", TUESDAY, "kind/docs");
        blocks.ask("repository: istio/istio\nlabels: [kind/docs, good & bad]\nquery: \"is:pr\"\nsince: 7d\n");
        assertThat(asked(0))
                .isEqualTo("GET /search/issues?q=repo%3Aistio%2Fistio+is%3Apr+is%3Amerged+label%3A%22kind%2Fdocs%22%2C"
                        + "%22good+%26+bad%22+is%3Apr+merged%3A%3E%3D2025-11-13T00%3A00%3A00Z"
                        + "&sort=created&order=desc&per_page=100 HTTP/1.1");
        assertThat(github.requests().get(0)).contains("Authorization: Bearer " + FakeGithub.TOKEN);
    }

    @Test
    void after_the_first_answer_only_what_has_changed_since_is_asked_for() throws FetchException {
        github.pull("istio/istio", 1, "old", "ann", Instant.parse("2025-11-01T00:00:00Z"))
                .pull("istio/istio", 2, "new", "ann", TUESDAY);
        assertThat(titles(blocks.ask("repository: istio/istio\n"))).containsExactly("new", "old");
        assertThat(titles(blocks.ask("repository: istio/istio\n", clock.instant())))
                .containsExactly("new");
        assertThat(asked(2)).contains("updated%3A%3E%3D2025-11-18");
    }

    @Test
    void a_poll_of_a_busy_repository_costs_one_request_and_nothing_of_the_limit_when_nothing_changed()
            throws FetchException {
        IntStream.range(0, 150)
                .forEach(i ->
                        github.pull("istio/istio", i, "pull " + i, "ann" + i, TUESDAY.minus(Duration.ofHours(9L * i))));
        assertThat(blocks.ask("repository: istio/istio\n")).hasSize(150);
        assertThat(github.requests())
                .as("two pages, and 150 authors, twenty at a time")
                .hasSize(2 + 8);
        blocks.ask("repository: istio/istio\n", clock.instant());
        assertThat(github.requests()).as("nobody is asked about twice").hasSize(2 + 8 + 1);
        clock.advance(Duration.ofMinutes(30));
        assertThat(blocks.ask("repository: istio/istio\n", clock.instant())).isNotEmpty();
        assertThat(github.requests()).hasSize(2 + 8 + 2);
        assertThat(github.requests().get(11)).anyMatch(line -> line.startsWith("If-None-Match: W/"));
    }

    @Test
    void a_first_contribution_is_one_before_which_there_was_none() throws FetchException {
        github.pull("istio/istio", 1, "Ann's first", "ann", TUESDAY)
                .pull("istio/istio", 2, "Ann's second", "ann", TUESDAY.plusSeconds(60))
                .pull("istio/istio", 3, "Bob long ago", "bob", Instant.parse("2024-01-01T00:00:00Z"))
                .pull("istio/istio", 4, "Bob again", "bob", TUESDAY);
        assertThat(blocks.ask("repository: istio/istio\nsince: 7d\n"))
                .filteredOn(item -> !item.all("first-contribution").isEmpty())
                .extracting(item -> item.first("title"))
                .containsExactly("Ann's first");
        List<Found> people = blocks.ask("find: newcomers\nrepository: istio/istio\n");
        assertThat(people).hasSize(1);
        assertThat(people.get(0).first("name")).isEqualTo("ann");
        assertThat(people.get(0).first("why")).isEqualTo("Ann's first (#1)");
        assertThat(people.get(0).first("url")).isEqualTo("https://github.com/ann");
    }

    @Test
    void without_a_token_no_first_contributions_are_looked_for_and_who_insists_is_told_so() throws FetchException {
        github.pull("istio/istio", 1, "a", "ann", TUESDAY);
        try (GithubBlocks anonymous = new GithubBlocks(root, clock, github.server(false))) {
            assertThat(anonymous.ask("repository: istio/istio\n").get(0).all("first-contribution"))
                    .isEmpty();
            assertThat(github.requests())
                    .hasSize(1)
                    .noneMatch(lines -> lines.toString().contains("Authorization"));
            for (String find : List.of("newcomers", "discussions")) {
                assertThat(anonymous.trouble("find: " + find + "\nrepository: istio/istio\n"))
                        .isEqualTo("GitHub tells of " + find
                                + " only who has a token: add sources: { github: { token: … } } to broadsheet.yaml");
            }
            assertThat(github.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            200 | <!doctype HTML><html><head><title>Sign in</title> | ~ (200), but with a page of HTML (“Sign in”); that address follows from 'url' of the server under~
            404 | {"message": "Not Found"} | ~ (404): Not Found; that address follows from 'url' of the server under~
            403 | {"message": "Resource not accessible by personal access token"} | ~ (403): Resource not accessible by personal access token; it takes another 'token' of the server under~
            401 | {} | ~ (401); it takes another 'token' of the server under~
            200 | {"data": null, "errors": [{"type": "FORBIDDEN", "message": "Not for you."}]} | ~: Not for you; it takes another 'token' of the server under~
            """)
    void a_server_without_graphql_tells_the_rest_and_it_is_said_what_is_missing(int status, String body, String behind)
            throws FetchException {
        github.pull("a/b", 1, "one", "ann", TUESDAY)
                .release("a/b", "1.0", "", "Out.", TUESDAY)
                .graphql(status, body);
        String said = "GitHub does not answer in GraphQL at " + github.url() + "/graphql" + behind
                + " sources: github: in broadsheet.yaml";
        assertThat(titles(blocks.ask("repository: a/b\n"))).containsExactly("one");
        assertThat(blocks.remarks())
                .containsExactly(said + "; so no first contributions are marked, and first-contributions: false in the"
                        + " block does not ask for them");
        assertThat(blocks.ask("find: counts\nrepository: a/b\n")).hasSize(1);
        assertThat(titles(blocks.ask("repository: a/b\nfirst-contributions: false\n")))
                .containsExactly("one");
        assertThat(blocks.remarks()).isEmpty();
        assertThat(blocks.ask("find: releases\nrepository: a/b\n")).hasSize(1);
        for (String find : List.of("newcomers", "discussions", "counts\nwords: \"{newcomers} new\"")) {
            assertThat(blocks.trouble("find: " + find + "\nrepository: a/b\n")).isEqualTo(said);
        }
    }

    @Test
    void an_author_whose_name_would_be_more_than_a_name_is_not_searched_for() throws FetchException {
        github.pull("istio/istio", 1, "a", "x merged:>=1970-01-01 is:open", TUESDAY)
                .pull("istio/istio", 2, "b", "\" } evil: viewer { login", TUESDAY);
        assertThat(blocks.ask("repository: istio/istio\n")).hasSize(2);
        assertThat(github.requests()).hasSize(1);
    }

    @Test
    void releases_come_with_their_headline_and_without_previews() throws FetchException {
        github.release(
                        "istio/istio",
                        "1.28.0",
                        "Istio 1.28.0",
                        "## Notes\n\nAmbient is **fast**. And more.\n\nRest",
                        TUESDAY)
                .release("istio/istio", "1.29.0-beta.1", "", "Beta", TUESDAY)
                .release("istio/ztunnel", "v1.28.0", "", "", TUESDAY);
        String block = "find: releases\nrepositories: { istio/istio: Istio, istio/ztunnel: ztunnel }\n";
        List<Found> items = blocks.ask(block);
        assertThat(titles(items)).containsExactly("Istio 1.28.0", "ztunnel v1.28.0");
        assertThat(items.get(0).first("project")).isEqualTo("Istio");
        assertThat(items.get(0).first("version")).isEqualTo("1.28.0");
        assertThat(items.get(0).first("headline")).isEqualTo("Ambient is fast. And more.");
        assertThat(items.get(0).first("url")).isEqualTo("https://github.com/istio/istio/releases/tag/1.28.0");
        assertThat(titles(blocks.ask(block + "prereleases: true\n"))).contains("Istio 1.29.0-beta.1");
    }

    @Test
    void pages_of_releases_are_turned_as_far_as_they_are_wanted() throws FetchException {
        IntStream.range(0, 50)
                .forEach(i -> github.release("istio/istio", "1." + i, "", "", TUESDAY.minus(Duration.ofDays(4L * i))));
        github.pagesOf(10);
        assertThat(blocks.ask("find: releases\nrepository: istio/istio\nsince: 30d\n"))
                .hasSize(20);
        assertThat(github.requests()).hasSize(2);
    }

    @Test
    void open_issues_with_one_of_the_labels_are_found_and_closed_ones_are_gone() throws FetchException {
        github.issue("istio/istio", 1, "Easy", "ann", TUESDAY, "good first issue")
                .issue("istio/istio", 2, "Test it", "ann", TUESDAY, "call for testing")
                .issue("istio/istio", 3, "Other", "ann", TUESDAY, "bug")
                .pull("istio/istio", 4, "Pull", "ann", TUESDAY, "good first issue");
        String block = "find: issues\nrepository: istio/istio\nlabels: [good first issue, call for testing]\n";
        assertThat(titles(blocks.ask(block))).containsExactlyInAnyOrder("Easy", "Test it");
        assertThat(blocks.request(block).query().isWhole()).isTrue();
        github.close("istio/istio", 1, clock.instant());
        assertThat(titles(blocks.ask(block, clock.instant()))).containsExactly("Test it");
    }

    @Test
    void discussions_are_found_by_category() throws FetchException {
        github.discussion("istio/istio", 1, "RFC: x", "ann", TUESDAY, "RFC")
                .discussion("istio/istio", 2, "Help", "ann", TUESDAY, "Q&A");
        List<Found> items = blocks.ask("find: discussions\nrepository: istio/istio\ncategory: rfc\n");
        assertThat(titles(items)).containsExactly("RFC: x");
        assertThat(items.get(0).first("url")).isEqualTo("https://github.com/istio/istio/discussions/1");
        assertThat(items.get(0).all("tags")).containsExactly("RFC");
        assertThat(asked(0)).startsWith("POST /graphql ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | 1 | 0 | 1 pull request merged by 1 person
            1 | 1 | 1 | 1 pull request merged by 1 person, for the first time
            2 | 1 | 0 | 2 pull requests merged by 1 person
            4 | 3 | 2 | 4 pull requests merged by 3 people, 2 of them for the first time
            """)
    void counts_become_one_line(int pulls, int people, int newcomers, String line) throws FetchException {
        for (int i = 0; i < people; i++) {
            boolean isNew = i < newcomers;
            github.pull("a/b", 100 + i, "p", "ann" + i, isNew ? TUESDAY : TUESDAY.minus(Duration.ofDays(300)));
            if (!isNew) {
                github.pull("a/b", 200 + i, "p", "ann" + i, TUESDAY);
            }
        }
        IntStream.range(people, pulls).forEach(i -> github.pull("a/b", i, "p", "ann0", TUESDAY.plusSeconds(5)));
        String block = "find: counts\nrepository: a/b\n";
        List<Found> items = blocks.ask(block);
        List<Query.Entry> entries = blocks.request(block).query().entries(items);
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).item().first("title")).isEqualTo(line);
        assertThat(entries.get(0).ids()).hasSize(pulls);
        assertThat(blocks.request(block).query().entries(List.of())).isEmpty();
        Query own = blocks.request(block + "words: \"{pulls} PRs, {people} Leute, {newcomers} neu {x}\"\n")
                .query();
        assertThat(own.entries(items).get(0).item().first("title"))
                .isEqualTo(pulls + " PRs, " + people + " Leute, " + newcomers + " neu {x}");
    }

    @Test
    void more_than_a_search_shows_is_searched_in_halves() throws FetchException {
        IntStream.range(0, 1500)
                .forEach(i -> github.pull("a/b", i, "p" + i, "ann", TUESDAY.minus(Duration.ofMinutes(50L * i))));
        List<Found> items = blocks.ask("repository: a/b\nfirst-contributions: false\n");
        assertThat(items).hasSize(1500).extracting(Found::id).doesNotHaveDuplicates();
        assertThat(github.requests().size()).isBetween(17, 25);
    }

    @Test
    void what_is_too_much_to_take_is_an_error_and_not_a_part_of_it() {
        IntStream.range(0, 2001).forEach(i -> github.pull("a/b", i, "p", "ann", TUESDAY));
        assertThat(blocks.trouble("repository: a/b\n"))
                .isEqualTo("there are 2001 of them, and 2000 are taken at most: narrow it by label, query or since");
        assertThat(github.requests()).hasSize(1);
    }

    @Test
    void what_was_recorded_stands_in_for_the_server() throws IOException, FetchException {
        Files.createDirectories(root.resolve("data"));
        Files.writeString(root.resolve("data/pulls.json"), """
                {"total_count": 2, "items": [
                 {"node_id": "A", "number": 1, "title": "a", "html_url": "https://github.com/istio/api/pull/1",
                  "user": {"login": "ann"}, "author_association": "FIRST_TIME_CONTRIBUTOR", "labels": [{"name": "docs"}],
                  "pull_request": {"merged_at": "2025-11-18T10:00:00Z"}},
                 {"node_id": "B", "number": 2, "title": "never merged", "html_url": "https://github.com/istio/api/pull/2",
                  "pull_request": {"merged_at": null}}]}""");
        Files.writeString(root.resolve("data/releases.json"), """
                [{"node_id": "R", "tag_name": "1.0", "html_url": "https://github.com/istio/api/releases/tag/1.0",
                  "published_at": "2025-11-18T10:00:00Z", "draft": false, "body": "Out."},
                 {"node_id": "D", "tag_name": "2.0", "draft": true, "published_at": "2025-11-18T10:00:00Z"}]""");
        List<Found> pulls = blocks.ask("file: data/pulls.json\n");
        assertThat(pulls).hasSize(1);
        assertThat(pulls.get(0).first("area")).isEqualTo("api");
        assertThat(pulls.get(0).first("first-contribution")).isEqualTo("true");
        assertThat(blocks.ask("file: data/pulls.json\nlabel: other\n")).isEmpty();
        assertThat(titles(blocks.ask("find: newcomers\nfile: data/pulls.json\n")))
                .containsExactly("ann");
        assertThat(titles(blocks.ask("find: releases\nfile: [data/releases.json, data/pulls.json]\n")))
                .containsExactly("api 1.0");
        assertThat(github.requests()).isEmpty();
    }

    @Test
    void a_block_asks_the_server_that_it_names_and_no_other() throws FetchException {
        try (FakeGithub own = new FakeGithub(clock)) {
            GithubServer second = new GithubServer(own.server(true).url(), new Secret("ghp_another"));
            assertThat(second.name()).isEqualTo("127.0.0.1");
            try (GithubBlocks two = new GithubBlocks(root, clock, GithubServer.PUBLIC, second)) {
                own.pull("a/b", 1, "own", "ann", TUESDAY);
                assertThat(titles(two.ask("server: 127.0.0.1\nrepository: a/b\n")))
                        .containsExactly("own");
                assertThat(own.requests().get(0)).contains("Authorization: Bearer ghp_another");
                assertThat(two.request("server: 127.0.0.1\nrepository: a/b\n").toString())
                        .isEqualTo("github pulls of a/b at 127.0.0.1");
                assertThat(two.problems("server: evil.example\nrepository: a/b\n")
                                .toString())
                        .contains(
                                "'server' is 'evil.example', which is none of those in broadsheet.yaml: github.com, 127.0.0.1");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            find: pulls                                   | neither 'repository' nor 'organisation' is given
            find: releases                                | no 'repository' is given
            {find: releases, organisation: a}             | lists the releases of a repository, and not those of an organisation
            {repository: a/b, find: pull}                 | 'find' must be one of pulls, releases, issues, discussions, newcomers, counts, but is 'pull'
            repository: https://github.com/a/b            | is no repository of GitHub
            repository: a/..                              | is no repository of GitHub
            repository: "a/b is:issue"                    | is no repository of GitHub
            organisation: "a b"                           | is no organisation of GitHub
            {repository: ab, label: x, areas: none, query: y, bots: true, first-contributions: false} | is no repository of GitHub
            {repository: a/b, server: c.example, label: x, areas: none, query: y, bots: true} | which is none of those in broadsheet.yaml
            {repository: a/b, label: 'a"b'}               | no label of GitHub has a quotation mark in it
            {repository: a/b, areas: x}                   | 'areas' must be 'repository', 'none', or a map from label to heading
            {repository: a/b, prereleases: true}          | unknown key 'prereleases'
            {repository: a/b, url: "http://x.example/"}   | unknown key 'url'
            {repository: a/b, token: x}                   | unknown key 'token'
            file: ../x.json                               | no path from the workspace
            {repository: a/b, query: QQQ}                 | 'query' is longer than GitHub takes
            """)
    void what_is_wrong_in_a_block_is_said_once(String yaml, String message) {
        assertThat(blocks.problems(yaml.replace("QQQ", "q".repeat(257))))
                .singleElement()
                .asString()
                .contains(message);
    }

    @Test
    void many_repositories_are_refused_rather_than_asked_one_by_one() {
        String names = String.join(
                ", ", IntStream.range(0, 21).mapToObj(i -> "a/b" + i).toList());
        assertThat(blocks.problems("repositories: [" + names + "]\n").toString())
                .contains("at most 20");
        String few = String.join(
                ", ", IntStream.range(0, 20).mapToObj(i -> "a/b" + i).toList());
        assertThat(blocks.request("repositories: [" + few + "]\n").toString())
                .isEqualTo("github pulls of a/b0, a/b1, a/b2 and 17 more at 127.0.0.1");
    }
}
