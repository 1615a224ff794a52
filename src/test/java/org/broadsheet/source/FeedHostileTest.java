package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.ScriptedWeb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds that would become large or slow. */
class FeedHostileTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String RSS = "<rss version=\"2.0\"><channel><title>T</title><link>https://x.example/</link>";
    private static final String END = "<item><title>b</title></item></channel></rss>";
    private static final String JSON = "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [";

    @TempDir
    Path root;

    private AskedSource source;

    @BeforeEach
    void open() {
        source = new AskedSource(new FeedSource(), root);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private List<String> titles(String text) {
        source.file("feed", text);
        return assertTimeoutPreemptively(
                SOON,
                () -> source.ask("file: feed").stream()
                        .map(item -> item.first("title"))
                        .toList());
    }

    private void refused(String text, String message) {
        source.file("feed", text);
        assertTimeoutPreemptively(
                SOON,
                () -> assertThatThrownBy(() -> source.ask("file: feed"))
                        .isInstanceOf(FetchException.class)
                        .hasMessageContaining(message));
    }

    @Test
    void of_a_hundred_thousand_entries_the_first_are_taken() {
        StringBuilder json = new StringBuilder(JSON);
        for (int i = 0; i < 100_000; i++) {
            json.append("{\"id\":\"")
                    .append(i)
                    .append("\",\"title\":\"t")
                    .append(i)
                    .append("\"},");
        }
        assertThat(titles(json + "{}]}")).hasSize(2000).startsWith("t0", "t1");
        refused(RSS + "<item><title>a</title></item>".repeat(100_000) + END, "holds more elements, than any feed");
        assertThat(titles(RSS + "<item><title>a</title><link>https://x.example/</link></item>".repeat(50_000) + END))
                .hasSize(2000);
    }

    @Test
    void json_is_not_held_a_hundred_times_as_large() {
        refused(JSON + "0,".repeat(4_900_000) + "0]}", "this JSON has more than 1000000 values (line 1)");
        refused(JSON + "{},".repeat(3_000_000) + "{}]}", "this JSON has more than 1000000 values (line 1)");
        try (AskedSource github = new AskedSource(new GithubSource(List.of()), root)) {
            github.file("data/pulls.json", "[" + "0,".repeat(4_900_000) + "0]");
            assertTimeoutPreemptively(
                    SOON,
                    () -> assertThatThrownBy(() -> github.ask("file: data/pulls.json"))
                            .hasMessage("data/pulls.json: this JSON has more than 1000000 values (line 1)"));
        }
    }

    @Test
    void an_author_is_a_name_and_no_riddle() {
        for (String author :
                List.of("x@".repeat(2_000_000), "@".repeat(200_000), "x@y" + " ".repeat(1_000_000) + "(")) {
            assertThat(titles(RSS + "<item><title>a</title><author>" + author + "</author></item>" + END))
                    .containsExactly("a", "b");
        }
    }

    @Test
    void texts_that_take_too_long_leave_what_came_before() throws FetchException {
        byte[] feed = (JSON + "{\"title\": \"a\"},{\"title\": \"b\"}]}").getBytes(StandardCharsets.UTF_8);
        List<String> remarks = new ArrayList<>();
        assertThat(FeedReader.read(
                        new Outside.Document("", null, feed), remarks::add, new Patience(Duration.ofNanos(1))))
                .extracting(item -> item.first("title"))
                .containsExactly("a");
        assertThat(remarks)
                .containsExactly("its texts take more than 10 s to read: only the first 1 entries are taken");
    }

    @Test
    void one_text_is_as_large_as_it_likes() {
        for (String text : List.of("x".repeat(9_000_000), "<b>".repeat(3_000_000), "<".repeat(9_000_000))) {
            assertThat(titles(JSON + "{\"title\": \"a\", \"content_html\": \"" + text + "\"}, {\"title\": \"b\"}]}"))
                    .containsExactly("a", "b");
        }
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void what_unpacks_without_end_is_not_unpacked() throws IOException {
        byte[] bomb = packed(new byte[60_000_000]);
        byte[] nothing = packed(new byte[0]);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            many.write(nothing);
        }
        byte[] good = packed((RSS + END).getBytes(StandardCharsets.UTF_8));
        try (ScriptedWeb web = new ScriptedWeb()) {
            web.on("/one", 200, bomb, "Content-Encoding: gzip")
                    .on("/two", 200, packed(bomb), "Content-Encoding: gzip, gzip")
                    .on("/many", 200, many.toByteArray(), "Content-Encoding: gzip")
                    .on("/good", 200, good, "Content-Encoding: gzip");
            for (String path : List.of("/one", "/two", "/many")) {
                assertTimeoutPreemptively(
                        SOON,
                        () -> assertThatThrownBy(() -> source.ask("url: " + web.url(path)))
                                .as(path)
                                .isInstanceOf(FetchException.class)
                                .hasMessageMatching(
                                        "it is (larger than 10 MB|packed in more pieces than makes sense)"));
            }
            assertTimeoutPreemptively(
                    SOON,
                    () -> assertThat(source.ask("url: " + web.url("/good"))).hasSize(1));
        }
    }
}
