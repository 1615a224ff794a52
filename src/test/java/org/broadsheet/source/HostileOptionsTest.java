package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever somebody writes behind a key of a source: what is wrong is said once, where it stands. */
class HostileOptionsTest {
    private static final List<String> COMMON =
            List.of("max", "since", "include", "exclude", "title", "as", "empty", "timeout", "optional");

    private static final List<String> VALUES = List.of(
            "\"\"",
            "-1",
            "0",
            "999d",
            "999999999d",
            "yesterday",
            "nothing",
            "1e99",
            "99999999999999999999",
            "[]",
            "[[a]]",
            "{}",
            "{a: b}",
            "{a: [b]}",
            "[{a: b}]",
            "\"" + "x".repeat(300) + "\"",
            "true",
            "2025-13-45",
            "\"a\\0b\"",
            "!x y",
            "*a",
            "../x",
            "https://",
            "3.5");

    @TempDir
    Path root;

    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of(new FeedSource(), "url: https://x.example/f", List.of("url")),
                Arguments.of(new CalendarSource(), "url: https://x.example/c", List.of("url", "ahead", "zone")),
                Arguments.of(
                        new DataSource(),
                        "file: data/x.yaml",
                        List.of("file", "format", "root", "map", "filter", "sort", "group", "id", "ahead")),
                Arguments.of(
                        new GitSource(),
                        "repository: .",
                        List.of("repository", "path", "trailer", "link", "branch", "from", "to", "first-time", "tags")),
                Arguments.of(
                        new GithubSource(List.of()),
                        "repository: a/b",
                        List.of(
                                "find",
                                "repository",
                                "organisation",
                                "file",
                                "server",
                                "label",
                                "query",
                                "bots",
                                "first-contributions",
                                "areas",
                                "words")));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void one_value_that_is_wrong_is_one_error_at_its_key(Source kind, String place, List<String> own) {
        List<String> keys = new ArrayList<>(COMMON);
        keys.addAll(own);
        try (AskedSource source = new AskedSource(kind, root)) {
            for (String key : keys) {
                for (String value : VALUES) {
                    boolean isPlace = place.startsWith(key + ":");
                    String yaml = (isPlace ? "" : place + "\n") + key + ": " + value + "\n";
                    List<String> told = source.told(yaml);
                    assertThat(told).as(yaml).hasSizeLessThan(2);
                    for (String line : told) {
                        assertThat(line)
                                .as(yaml)
                                .startsWith("d.md:" + (isPlace ? 10 : 11) + ":")
                                .hasSizeLessThan(500)
                                .matches("(?s).*('" + key + "'|" + key + "|'a'|'x').*");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        max: -1                  | 'max' must be a whole number from 1 to 200, but is '-1'
        max: 0                   | 'max' must be a whole number from 1 to 200, but is '0'
        max: 99999999999999999999 | 'max' must be a whole number from 1 to 200
        max: "5"                 | 'max' must be a whole number from 1 to 200, but is the text '5'
        timeout: 0               | 'timeout' must be a duration such as
        timeout: 0s              | 'timeout' must be a duration of at most 1m
        timeout: 999d            | 'timeout' must be a duration of at most 1m
        since: yesterday         | 'since' must be a duration such as
        since: 2025-13-45        | 'since' must be a date such as 2026-03-23
        since: 999999999d        | 'since' must be a duration such as 30d, of at most ten years, or a date
        as: nothing              | 'as' must be one of items, talks,
        optional: maybe          | 'optional' must be true or false
        empty: ""                | 'empty' must be 'hide' or 'say'
        title: "a\\0b"           | 'title' must be a title without
        include: ""              | 'include' has no pattern in it
        exclude: []              | 'exclude' has no pattern in it
        include: {}              | 'include' has no pattern in it
        exclude: {tags: []}      | 'exclude' has no pattern in it
        include: {tgas: x}       | unknown key 'tgas' in 'include'
        include: [[a]]           | an entry of 'include' must be text, but is a list
        """)
    void each_is_told_with_its_line_and_key(String yaml, String message) {
        try (AskedSource source = new AskedSource(new FeedSource(), root)) {
            assertThat(source.told("url: https://x.example/f\n" + yaml))
                    .singleElement()
                    .asString()
                    .startsWith("d.md:11:")
                    .contains(message);
        }
    }

    @Test
    void a_pattern_of_many_stars_takes_no_time() {
        Glob stars = Glob.of("*a".repeat(100) + "*b");
        String text = "a".repeat(10_000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(stars.fits(text)).isFalse();
            assertThat(stars.fitsWithin(text)).isFalse();
            assertThat(stars.fits(text + "b")).isTrue();
        });
        try (AskedSource source = new AskedSource(new FeedSource(), root)) {
            assertThat(source.told("url: https://x.example/f\ninclude: \"" + "*a".repeat(101) + "\""))
                    .singleElement()
                    .asString()
                    .startsWith("d.md:11:")
                    .contains("'include' must be a pattern of at most 200 characters");
        }
    }

    /** Java's own expressions try each way in which stars may share a text. */
    @Test
    void tags_are_chosen_by_stars_in_no_time() {
        Map.of("v*", true, "*1*", true, "v1*0", true, "v1.0", true, "v1", false, "*x*", false, "v1.0*0", false)
                .forEach((pattern, fits) ->
                        assertThat(Glob.of(pattern).fits("v1.0")).as(pattern).isEqualTo(fits));
        assertThat(Glob.of("ab*ba").fits("aba")).isFalse();
        assertThat(Glob.of("*").fits("")).isTrue();
    }
}
