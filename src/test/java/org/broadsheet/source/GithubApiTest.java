package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.broadsheet.MovingClock;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.ScriptedWeb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server of GitHub may do to who asks it. */
@Timeout(60)
class GithubApiTest {
    private static final Instant TUESDAY = Instant.parse("2025-11-18T10:00:00Z");
    private static final String PULLS = "repository: a/b\nfirst-contributions: false\n";
    private static final String RELEASES = "find: releases\nrepository: a/b\n";

    @TempDir
    Path root;

    private final MovingClock clock = new MovingClock(); // 2025-11-20, nine o'clock UTC
    private final FakeGithub github = new FakeGithub(clock);
    private GithubBlocks blocks;

    @BeforeEach
    void configure() {
        blocks = new GithubBlocks(root, clock, github.server(true));
        github.pull("a/b", 1, "one", "ann", TUESDAY)
                .pull("a/b", 2, "two", "bob", TUESDAY.plusSeconds(1))
                .pull("a/b", 3, "three", "cy", TUESDAY.plusSeconds(2))
                .release("a/b", "1.0", "", "Out.", TUESDAY);
    }

    @AfterEach
    void stop() {
        blocks.close();
        github.close();
    }

    @Test
    void pages_are_turned_to_the_last() throws FetchException {
        github.pagesOf(1);
        assertThat(blocks.ask(PULLS)).hasSize(3);
        assertThat(github.requests())
                .hasSize(3)
                .allMatch(lines -> lines.contains("Authorization: Bearer " + FakeGithub.TOKEN));
    }

    @Test
    void a_page_that_fails_makes_the_whole_answer_fail() {
        github.pagesOf(1).next((request, out) -> {}).next(502, "");
        assertThat(blocks.trouble(PULLS)).isEqualTo("the server does not speak HTTP (for now)");
        assertThat(blocks.trouble(PULLS)).isEqualTo("GitHub answers 502 (for now)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example/x", "http://127.0.0.1:1/x", "//evil.example/x", "x", "javascript:alert(1)"
            })
    void a_next_page_elsewhere_is_not_turned_to(String elsewhere) {
        github.next(200, "{\"items\": []}", "Link: <" + elsewhere + ">; rel=\"next\"");
        assertThat(blocks.trouble(PULLS)).isEqualTo("its next page is said to be on another server");
        assertThat(github.requests()).hasSize(1);
    }

    @Test
    void pages_without_end_come_to_an_end() {
        for (int i = 0; i < 60; i++) {
            github.next(200, "{\"items\": []}", "Link: <" + github.url() + "/search/issues?q=x>; rel=\"next\"");
        }
        assertThat(blocks.trouble(PULLS)).startsWith("there are more than 40 pages of them");
        assertThat(github.requests()).hasSize(40);
    }

    @Test
    void what_has_not_changed_is_not_sent_again() throws FetchException {
        github.pagesOf(2);
        assertThat(blocks.ask(PULLS)).hasSize(3);
        assertThat(blocks.ask(PULLS)).hasSize(3);
        assertThat(github.requests()).hasSize(4);
        assertThat(github.requests().subList(2, 4))
                .allMatch(lines -> lines.toString().contains("If-None-Match: W/"));
        github.pull("a/b", 4, "four", "dee", TUESDAY.plusSeconds(3));
        assertThat(blocks.ask(PULLS)).hasSize(4);
    }

    @Test
    void a_304_that_nobody_asked_for_is_an_error() {
        github.next(304, "");
        assertThat(blocks.trouble(PULLS)).isEqualTo("GitHub answers 304");
    }

    @Test
    void a_renamed_repository_is_found_on_the_same_server() throws FetchException {
        github.next(301, "{\"url\": \"x\"}", "Location: " + github.url() + "/repos/a/b/releases?per_page=30");
        assertThat(blocks.ask("find: releases\nrepository: old/name\n")).hasSize(1);
        assertThat(github.requests())
                .hasSize(2)
                .allMatch(lines -> lines.contains("Authorization: Bearer " + FakeGithub.TOKEN));
    }

    @Test
    void the_token_does_not_follow_to_another_server() {
        try (ScriptedWeb other = new ScriptedWeb()) {
            github.next(302, "", "Location: " + other.url("/x"));
            assertThat(blocks.trouble(RELEASES)).isEqualTo("127.0.0.1 leads on to 127.0.0.1, where it is not followed");
            github.next(307, "", "Location: " + other.url("/graphql"));
            assertThat(blocks.trouble("find: discussions\nrepository: a/b\n")).isEqualTo("GitHub answers 307");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void redirects_in_a_circle_end() {
        for (int i = 0; i < 10; i++) {
            github.next(302, "", "Location: /again");
        }
        assertThat(blocks.trouble(RELEASES)).isEqualTo("it is redirected more than 5 times");
        assertThat(github.requests()).hasSize(6);
    }

    @Test
    void a_limit_that_is_used_up_is_waited_for() throws FetchException {
        long reset = clock.instant().plusSeconds(90).getEpochSecond();
        github.next(
                403,
                "{\"message\": \"API rate limit exceeded\"}",
                "X-RateLimit-Limit: 30",
                "X-RateLimit-Remaining: 0",
                "X-RateLimit-Reset: " + reset);
        String words =
                "GitHub answers nothing more before 2025-11-20 09:01:30 UTC: the limit of 30 requests is used up";
        assertThat(blocks.trouble(PULLS)).isEqualTo(words);
        assertThat(blocks.trouble(PULLS)).as("without asking").isEqualTo(words);
        assertThat(github.requests()).hasSize(1);
        assertThat(blocks.ask(RELEASES)).as("which has a limit of its own").hasSize(1);
        clock.advance(Duration.ofSeconds(90));
        assertThat(blocks.ask(PULLS)).hasSize(3);
    }

    @Test
    void the_last_request_of_a_limit_counts_but_the_next_page_is_not_asked_for() {
        long reset = clock.instant().plusSeconds(30).getEpochSecond();
        github.next(
                200,
                "{\"items\": []}",
                "X-RateLimit-Remaining: 0",
                "X-RateLimit-Reset: " + reset,
                "Link: <" + github.url() + "/search/issues?q=x>; rel=\"next\"");
        assertThat(blocks.trouble(PULLS)).contains("before 2025-11-20 09:00:30 UTC: the limit is used up");
        assertThat(github.requests()).hasSize(1);
    }

    @Test
    void who_has_no_token_is_told_that_one_would_help() {
        try (GithubBlocks anonymous = new GithubBlocks(root, clock, github.server(false))) {
            github.next(429, "{}", "X-RateLimit-Remaining: 0", "X-RateLimit-Limit: 10");
            assertThat(anonymous.trouble(PULLS)).endsWith("(sources.github.token in broadsheet.yaml raises it)");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | Retry-After: 60     | {"message": "You have exceeded a secondary rate limit."} | 09:01:00
            429 | Retry-After: 5      | {}                                                       | 09:00:05
            429 | X-Nothing: 1        | not JSON                                                 | 09:01:00
            403 | X-Nothing: 1        | {"message": "You have exceeded a secondary rate limit."} | 09:01:00
            403 | Retry-After: 99999999999 | {}                                                  | 10:00:00
            """)
    void a_secondary_limit_holds_for_everything(int status, String field, String body, String until) {
        github.next(status, body, field);
        String words =
                "GitHub answers nothing more before 2025-11-20 " + until + " UTC: it was asked too much at a time";
        assertThat(blocks.trouble(PULLS)).isEqualTo(words);
        assertThat(blocks.trouble(RELEASES)).isEqualTo(words);
        assertThat(github.requests()).hasSize(1);
    }

    @Test
    void a_search_that_ran_out_of_time_is_no_answer() {
        github.next(200, "{\"total_count\": 9, \"incomplete_results\": true, \"items\": []}");
        assertThat(blocks.trouble(PULLS))
                .isEqualTo(
                        "GitHub's search ran out of time and found only a part of a/b; ask for less at a time (for now)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            401 | {"message": "Bad credentials"}  | GitHub does not accept the token (401): it may have run out or been revoked
            403 | {"message": "Protected by\\nSAML."} | GitHub refuses a/b (403): Protected by SAML
            404 | {"message": "Not Found"}        | GitHub has no a/b, or does not show it to whom the token belongs
            422 | {"message": "Validation Failed", "errors": [{"message": "The listed repositories cannot be searched"}]} | GitHub cannot search for a/b (422): The listed repositories cannot be searched
            410 | <html>gone</html>               | GitHub answers 410
            500 | {"message": "x"}                | GitHub answers 500 (for now)
            200 | {"items": 5}                    | this is JSON, but nothing that GitHub answers
            200 | "text"                          | HOST/search/issues answers 200 with something that is no JSON
            200 | <!DOCTYPE html><title>Sign in</title> | HOST/search/issues answers 200 with a page of HTML (“Sign in”) and not with JSON
            """)
    void what_goes_wrong_is_said_in_one_line(int status, String body, String message) {
        github.next(status, body);
        assertThat(blocks.trouble(PULLS).replace(github.url(), "HOST")).isEqualTo(message);
    }

    @Test
    void json_that_is_cut_off_is_no_answer() {
        String whole = "{\"items\": [{\"title\": \"a\"}]}";
        github.next(200, whole.substring(0, 20))
                .next((request, out) -> out.write(("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + whole)
                        .getBytes(StandardCharsets.US_ASCII)));
        assertThat(blocks.trouble(PULLS)).startsWith("this JSON cannot be read: ");
        assertThat(blocks.trouble(PULLS)).isEqualTo("the answer ends too soon (for now)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"items\":", "{\"items\":[{\"labels\":"})
    void json_that_nests_without_end_is_refused(String opening) {
        github.next(200, opening.repeat(100_000));
        assertThat(blocks.trouble(PULLS)).startsWith("this JSON cannot be read: ");
    }

    @Test
    void an_answer_larger_than_any_is_refused() {
        github.next(200, "{\"items\": [" + " ".repeat(2_000_000));
        assertThat(blocks.trouble(PULLS)).isEqualTo("it is larger than 2 MB");
    }

    @Test
    void the_token_is_in_no_message() {
        github.next(403, "{\"message\": \"no: Bearer " + FakeGithub.TOKEN + "\"}")
                .next(422, "{\"errors\": [{\"message\": \"" + FakeGithub.TOKEN + "\"}]}")
                .next(200, "{\"errors\": [{\"message\": \"" + FakeGithub.TOKEN + " is wrong\"}]}");
        assertThat(blocks.trouble(PULLS))
                .startsWith("GitHub refuses a/b (403): no:")
                .doesNotContain(FakeGithub.TOKEN);
        assertThat(blocks.trouble(PULLS)).doesNotContain(FakeGithub.TOKEN);
        assertThat(blocks.trouble("find: discussions\nrepository: a/b\n"))
                .isEqualTo("GitHub cannot answer for a/b: … is wrong");
        assertThat(github.server(true).toString()).doesNotContain(FakeGithub.TOKEN);
        assertThat(blocks.request(PULLS).query().toString()
                        + blocks.request(PULLS).query().details())
                .doesNotContain(FakeGithub.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\": null}",
                "{\"data\": {\"a0\": null}, \"errors\": [{}]}",
                "{\"data\": {\"a0\": {}}}"
            })
    void half_an_answer_about_first_contributions_is_no_answer(String body) {
        github.next((request, out) -> out.write(ScriptedWeb.answer(
                200,
                ("{\"items\": [{\"node_id\": \"x\", \"title\": \"t\", \"user\": {\"login\": \"ann\"}, \"pull_request\":"
                                + " {\"merged_at\": \"2025-11-18T10:00:00Z\"}}]}")
                        .getBytes(StandardCharsets.UTF_8))));
        github.next(200, body);
        assertThat(blocks.trouble("repository: a/b\n")).startsWith("GitHub ");
    }

    @Test
    void all_pages_of_a_question_together_have_a_limit_of_time() {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 40; i++) {
            github.next((request, out) -> {
                if (!never.await(120, TimeUnit.MILLISECONDS)) {
                    out.write(ScriptedWeb.answer(
                            200,
                            "{\"items\": []}".getBytes(StandardCharsets.UTF_8),
                            "Link: <" + github.url() + "/search/issues?q=x>; rel=\"next\""));
                }
            });
        }
        long began = System.nanoTime();
        assertThat(blocks.trouble(PULLS + "timeout: 200ms\n"))
                .isIn("all its pages take longer than 6 times 'timeout'", "no answer in time (for now)");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(github.requests().size()).isLessThan(20);
    }
}
