package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.broadsheet.fetch.FetchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GithubReaderTest {
    private static final String PULL = """
            {"node_id": "P1", "number": 7, "title": "A title", "html_url": "https://github.com/a/b/pull/7",
             "user": {"login": "ann", "html_url": "https://github.com/ann", "type": "User"},
             "labels": [{"name": "x"}], "pull_request": {"merged_at": "2025-11-18T10:00:00Z"}}""";

    private static List<GithubEntry> read(String entry) throws FetchException {
        return GithubReader.page(("{\"items\": [" + entry + "]}").getBytes(StandardCharsets.UTF_8))
                .entries();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "5",
                "\"text\"",
                "[]",
                "{}",
                "{\"title\": {}}",
                "{\"title\": null, \"node_id\": \"x\"}",
                "{\"title\": \"  \", \"node_id\": \"x\"}",
                "{\"title\": \"no id and no page\"}",
                "{\"title\": [\"a\"], \"node_id\": \"x\"}"
            })
    void what_is_no_entry_is_passed_over(String entry) throws FetchException {
        assertThat(read(entry + ", " + PULL)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "java\\nscript:alert(1)",
                "data:text/html,x",
                "//evil.example/x",
                "https://user:password@evil.example/",
                "file:///etc/passwd",
                "https://a b/",
                "mailto:a@b.example"
            })
    void a_link_that_mail_must_not_carry_is_left_out(String url) throws FetchException {
        GithubEntry entry = read(PULL.replaceAll("https://[^\"]*", url)).get(0);
        assertThat(entry.url()).isNull();
        assertThat(entry.author().url()).isNull();
        assertThat(entry.title()).isEqualTo("A title");
    }

    /** Any value of any kind in the place of any other. */
    @Test
    void whatever_stands_in_a_field_is_harmless() throws FetchException {
        List<String> values = List.of(
                "null",
                "true",
                "-1e400",
                "[]",
                "{}",
                "[[[]]]",
                "\"\"",
                "\"\\u0000\\u202e```\\n---\\n{{x}}\"",
                "{\"name\": {}}",
                "[{\"name\": []}, 5, null]",
                "\"9999-99-99T99:99:99Z\"",
                "\"2025-11-18T10:00:00Z\"",
                "123456789012345678901234567890");
        String[] parts = PULL.split("(?<=: )");
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            StringBuilder entry = new StringBuilder(parts[0]);
            for (int i = 1; i < parts.length; i++) {
                boolean replaced = random.nextInt(4) == 0 && parts[i].matches("(?s)(\"[^\"]*\"|\\d+)[,}].*");
                String value = values.get(random.nextInt(values.size()))
                        .replace("\\", "\\\\")
                        .replace("$", "\\$");
                entry.append(replaced ? parts[i].replaceFirst("^(\"[^\"]*\"|\\d+)", value) : parts[i]);
            }
            List<GithubEntry> entries = read(entry.toString());
            List<Found> items = new GithubItems(
                            GithubFind.PULLS, GithubScope.NONE, new GithubAreas(true, Map.of("*", "*")))
                    .of(entries, Set.of());
            for (Found item : items) {
                assertThat(item.fields().values().toString()).doesNotContain("\n", "\u0000", "\u202e");
                assertThat(item.id()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "User, ann, false",
        "Bot, renovate, true",
        "User, dependabot[bot], true",
        "User, istio-bot, true",
        "User, k8s-release-robot, true",
        "User, abbot, false",
        "User, robotina, false"
    })
    void a_bot_is_known_by_what_it_is_or_by_its_name(String type, String login, boolean bot) throws FetchException {
        String entry = PULL.replace("\"User\"", '"' + type + '"').replace("\"ann\"", '"' + login + '"');
        assertThat(read(entry).get(0).author().isBot()).isEqualTo(bot);
    }

    @Test
    void an_account_that_is_gone_is_nobody() throws FetchException {
        assertThat(read(PULL.replaceAll("(?s)\"user\": \\{.*?\\}", "\"user\": null"))
                        .get(0)
                        .author())
                .isEqualTo(GithubEntry.Author.GONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            1.28.1 | 1.28.1            | ## What's Changed\\n* Fix it by @ann in https://github.com/a/b/pull/1\\n* Add that by @b[bot] in https://x.example/2\\n\\n**Full Changelog**: https://x | Fix it; Add that
            1.28.1 | Istio 1.28.1      | [Artifacts](http://gcs.example/1.28.1/)\\n[Release Notes](https://istio.example/news/) | ''
            v2.0   | Release Notes     | Words.   | Words.
            v2.0   | v2.0              | Highlights\\n==========\\n\\nWords.\\n\\nMore. | Words.
            v2.0   | v2.0              | - One\\n- Two\\n---\\n | One; Two
            v2.0   | v2.0              | **Highlights**\\n\\nWords. | Words.
            v2.0   | v2.0              | See the [release notes](https://x.example/) for details.\\n\\nWords. | Words.
            v2.0   | v2.0              | Highlights:\\n\\n* One\\n* Two\\n\\nMore. | One; Two
            v2.0   | v2.0              | Two problems were mended in the broker:\\n- One\\n- Two\\n | Two problems were mended in the broker: One; Two
            v2     | v2                | # Highlights\\n\\nThis **release** has [ambient](https://x.example) and `ztunnel`.\\nAnd more.\\n\\nNext paragraph. | This release has ambient and ztunnel. And more.
            v2.0   | 2.0: Faster mesh  | whatever | Faster mesh
            v2.0   | The Winter Mesh   | whatever | The Winter Mesh
            v2.0   | Release v2.0      | Words.   | Words.
            v2.0   | v2.0 (2025-11-20) | Words.   | Words.
            v2.0   | v2.0              | <!-- a comment\\nof lines -->\\nWords <b>here</b> &amp; <script>alert(1)</script>there. | Words here & there.
            v2.0   | v2.0              | ```sh\\ndocker pull x\\n```\\n> [!NOTE]\\n> Mind the gap. | Mind the gap.
            v2.0   | v2.0              | ¦ a ¦ b ¦\\n¦---¦---¦\\n![logo](https://x.example/l.png)\\n- one\\n  more of one\\n- two\\n- three\\n- four | one; two; three
            v2.0   | v2.0              | ## Changelog\\n## New Contributors\\n | ''
            v2.0   | v2.0              | snake_case_name and 2*3*4 stay | snake_case_name and 2*3*4 stay
            """)
    void the_notes_of_a_release_are_cut_to_what_they_say_first(
            String tag, String title, String notes, String headline) {
        assertThat(GithubNotes.headline(notes.replace("\\n", "\r\n").replace("¦", "|"), title, tag))
                .isEqualTo(headline.equals("''") ? "" : headline);
    }

    @Test
    void notes_of_any_length_are_cut_in_no_time() {
        for (String piece : List.of(
                "[", "![", "**", "* ", "> ", "_a", "`", "<!--", "](", "\\", "a", "[a](", "<b>", "- ", "=", "---\n",
                "| ", "#", "```\n", "x by @", "1.")) {
            assertThat(GithubNotes.headline(piece.repeat(200_000), "1", "1"))
                    .as(piece)
                    .hasSizeLessThanOrEqualTo(280);
        }
    }
}
