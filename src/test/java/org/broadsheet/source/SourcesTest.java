package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
    private static final Sources SOURCES = new Sources(List.of(new FeedSource()));

    private final Problems problems = new Problems();

    private Optional<Request> parse(String word, String yaml) {
        return SOURCES.parse(word, new Position("d.md", 9, 11), new Position("d.md", 10, 1), yaml, problems);
    }

    private SourceOptions options(String yaml) {
        Request request = parse("feed", "url: https://a.example/feed\n" + yaml).orElseThrow();
        assertThat(problems.list()).isEmpty();
        return request.options();
    }

    private List<String> told(String word, String yaml) {
        assertThat(parse(word, yaml)).isEmpty();
        return problems.list().stream().map(Problem::toString).toList();
    }

    private static Found item(String title, List<String> tags, String author) {
        return new Found("x", null, Map.of("title", List.of(title), "tags", tags, "authors", List.of(author)));
    }

    @Test
    void a_block_may_say_nothing_but_where() {
        SourceOptions options = options("");
        assertThat(options.kind()).isEqualTo(BlockKind.ITEMS);
        assertThat(options.max()).isEqualTo(200);
        assertThat(options.oldest(Instant.parse("2025-03-02T00:00:00Z"))).isEqualTo("2025-01-01T00:00:00Z");
        assertThat(options.empty()).isNull();
        assertThat(options.optional()).isFalse();
    }

    @Test
    void a_source_is_named_without_the_passwords_of_its_address() {
        assertThat(parse("feed", "url: https://ann:PASSWORD@a.example/f?token=SECRET&x=1"))
                .map(Request::toString)
                .contains("feed https://…@a.example/f?token=…&x=1");
    }

    @Test
    void a_block_may_say_all_that_any_source_understands() {
        SourceOptions options = options("""
                max: 5
                since: 30d
                title: On the blog
                as: releases
                empty: say Nothing new this week.
                timeout: 5s
                optional: true
                """);
        assertThat(options.kind()).isEqualTo(BlockKind.RELEASES);
        assertThat(options.max()).isEqualTo(5);
        assertThat(options.age()).isEqualTo(Duration.ofDays(30));
        assertThat(options.title()).isEqualTo("On the blog");
        assertThat(options.empty()).isEqualTo("Nothing new this week.");
        assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.optional()).isTrue();
        assertThat(options("empty: hide").empty()).isNull();
        assertThat(options("since: 2025-11-01").oldest(Instant.parse("2026-03-02T00:00:00Z")))
                .isEqualTo("2025-11-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            include: mesh                           | true
            include: [rust, MESH]                   | true
            include: rust                           | false
            include: ambient*faster                 | true
            include: faster*ambient                 | false
            exclude: mesh                           | false
            exclude: rust                           | true
            include: { tags: releases }             | true
            include: { tags: release }              | false
            include: { tags: rel* }                 | true
            include: { authors: "ann*" }            | true
            include: { authors: "*lee" }            | true
            include: { authors: "ann lee*lee" }     | false
            include: { authors: bob, title: mesh }  | true
            exclude: { tags: [x, y], authors: bob } | true
            """)
    void patterns_choose_by_title_tags_and_authors(String yaml, boolean wanted) {
        Found item = item("Ambient mesh is faster", List.of("Releases", "blog"), "Ann Lee");
        assertThat(options(yaml).selection().wants(item)).isEqualTo(wanted);
    }

    @Test
    void an_unknown_kind_is_told_with_the_nearest() {
        assertThat(told("fed", "url: x"))
                .containsExactly("d.md:9:11: error: unknown source 'fed'; did you mean 'feed'? [unknown-source]");
    }

    @Test
    void each_mistake_is_told_where_it_stands() {
        assertThat(told("feed", """
                url: https://a.example/feed
                maxx: 5
                since: yesterday
                max: 0
                title: 'a "b"'
                as: post
                empty: gone
                timeout: 5m
                include: { titel: x }
                """))
                .containsExactly(
                        "d.md:11:1: error: unknown key 'maxx'; did you mean 'max'? [unknown-key]",
                        "d.md:12:8: error: 'since' must be a duration such as 30d, or a date such as 2025-11-01, but is"
                                + " 'yesterday' [bad-value]",
                        "d.md:13:6: error: 'max' must be a whole number from 1 to 200, but is '0' [bad-value]",
                        "d.md:14:8: error: 'title' must be a title without \" and `, but is the text 'a \"b\"' [bad-value]",
                        "d.md:15:5: error: 'as' must be one of items, talks, people, photos, themes, events, releases,"
                                + " changes, chart, but is 'post' [bad-value]",
                        "d.md:16:1: error: 'empty' must be 'hide' or 'say' and what there is to say;"
                                + " write empty: say Nothing new this week. [bad-value]",
                        "d.md:17:10: error: 'timeout' must be a duration of at most 1m, but is '5m' [bad-value]",
                        "d.md:18:12: error: unknown key 'titel' in 'include'; did you mean 'title'? [unknown-key]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            include: [a, ""]                | d.md:11:14: error: an entry of 'include' must be a pattern
            exclude: { tags: [" ", b] }     | d.md:11:19: error: an entry of 'tags' must be a pattern
            empty: "say ```x"               | d.md:11:1: error: what 'empty' says begins a block or a heading
            empty: "say ## Nothing"         | d.md:11:1: error: what 'empty' says begins a block or a heading
            empty: "say a <!-- b"           | d.md:11:1: error: what 'empty' says begins a block or a heading
            empty: "say [x]: https://a.b/"  | d.md:11:1: error: what 'empty' says begins a block or a heading
            """)
    void what_cannot_be_meant_is_told(String yaml, String message) {
        assertThat(told("feed", "url: https://a.example/feed\n" + yaml))
                .singleElement()
                .asString()
                .startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max: 5                                | neither 'url' nor 'file' is given
            url: feeds/a.xml                      | must be an http or https URL
            url: file:///etc/passwd               | must be an http or https URL
            file: /etc/passwd                     | is no path from the workspace
            file: ../other/feed.xml               | is no path from the workspace
            file: feeds/../../x.xml               | is no path from the workspace
            {url: "https://a.example", file: b}   | both 'url' and 'file' are given
            [a, b]                                | must be a map
            url: https://a.example/as: b          | this is not YAML
            """)
    void a_place_is_one_that_may_be_asked(String yaml, String message) {
        assertThat(told("feed", yaml))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains(message));
    }

    @Test
    void two_blocks_that_ask_the_same_of_the_same_place_have_one_key() {
        String key = parse("feed", "url: https://a.example/feed").orElseThrow().key();
        assertThat(parse("feed", "url: https://a.example/feed\nmax: 3")
                        .orElseThrow()
                        .key())
                .isEqualTo(key);
        assertThat(parse("feed", "url: https://b.example/feed").orElseThrow().key())
                .isNotEqualTo(key);
    }
}
