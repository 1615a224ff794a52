package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.broadsheet.fetch.FetchException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that would become large, deep, or slow. */
class DataHostileTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path root;

    private AskedSource source;

    @BeforeEach
    void open() {
        source = new AskedSource(new DataSource(), root);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private void refused(String file, String text, String message) {
        source.file(file, text);
        assertTimeoutPreemptively(
                SOON,
                () -> assertThatThrownBy(() -> source.ask("file: " + file))
                        .isInstanceOf(FetchException.class)
                        .hasMessageStartingWith(file)
                        .hasMessageContaining(message));
    }

    /** The rows that are good are taken; what is wrong with another is told in one line. */
    private void told(String file, String text, List<String> titles, String remark) {
        source.file(file, text);
        List<String> found = assertTimeoutPreemptively(
                SOON,
                () -> source.ask("file: " + file).stream()
                        .map(item -> item.first("title"))
                        .toList());
        assertThat(found).isEqualTo(titles);
        assertThat(source.remarks())
                .singleElement()
                .asString()
                .startsWith(file + ":")
                .contains(remark);
    }

    private static String laughs(int each, int levels) {
        StringBuilder yaml = new StringBuilder("a0: &a0 [" + "x,".repeat(each) + "]\n");
        for (int i = 1; i <= levels; i++) {
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(each)));
        }
        return yaml.toString();
    }

    @Test
    void references_do_not_multiply() {
        refused("x.yaml", laughs(9, 9), "exceeds the specified max=50");
        refused("x.yaml", laughs(5, 9), "it has more than 500000 values");
        refused(
                "x.yaml",
                "- title: &a \"" + "x".repeat(1_500_000) + "\"\n" + "- {title: *a}\n".repeat(30_000),
                "x.yaml:1: it repeats a text until there are more than 12000000 characters");
    }

    @Test
    void what_is_within_itself_has_no_end() {
        refused("x.yaml", "&a [ *a ]", "x.yaml:1: more than 500 levels deep");
        refused("x.yaml", "\n- &a { title: *a }", "x.yaml:2: more than 500 levels deep");
    }

    @Test
    void nothing_is_deeper_than_people_write() {
        refused("x.yaml", "[".repeat(100_000), "x.yaml:1: more than 40 levels deep");
        refused("x.yaml", "- ".repeat(100_000), "x.yaml:1: more than 40 levels deep");
        refused("x.json", "[".repeat(1_000_000), "x.json:1: this is not JSON: Document nesting depth");
        refused("x.json", "{\"a\":".repeat(1_000_000), "x.json:1: this is not JSON: Document nesting depth");
    }

    @Test
    void tags_build_nothing() {
        refused(
                "x.yaml",
                "- title: a\n- title: !!java.net.URL [\"http://x.example/\"]",
                "x.yaml:2: 'title' begins with '!'");
        refused("x.yaml", "- !!binary aGVsbG8=", "x.yaml:1: an entry begins with '!'");
    }

    @Test
    void nothing_has_more_values_than_fit() {
        refused("x.yaml", "[" + "1,".repeat(900_000) + "1]", "x.yaml:1: more than 300000 values");
        refused("x.json", "[" + "0,".repeat(4_900_000) + "0]", "x.json:1: it has more than 500000 values");
        refused("x.json", "[{\"tags\": [" + "\"a\",".repeat(2_400_000) + "\"b\"]}]", "it has more than 500000 values");
        refused("x.csv", "title\n" + "a\n".repeat(4_900_000), "x.csv has more than 5000 rows");
        String row = "t" + ",x".repeat(100_000) + "\n";
        refused("x.csv", "title" + ",c".repeat(100_000) + "\n" + row.repeat(45), "it has more than 500000 cells");
        refused("x.csv", "title\n" + row.repeat(45), "x.csv:6: it has more than 500000 cells");
    }

    @Test
    void numbers_and_names_have_an_end() {
        refused(
                "x.json",
                "[{\"title\": " + "9".repeat(9_000_000) + "}]",
                "x.json:1: this is not JSON: Number value length (9000000) exceeds the maximum allowed (1000)");
        refused("x.json", "[{\"" + "x".repeat(9_000_000) + "\": 1}]", "x.json:1: this is not JSON: Name length");
        refused("x.csv", "title,url\n" + "x".repeat(50_000_000), "x.csv is larger than 10 MB");
    }

    @Test
    void a_row_that_is_too_large_is_told_and_the_others_are_taken() {
        String good = "{\"title\": \"b\"}";
        String x = "x".repeat(5_000_000);
        told("x.json", "[{\"title\": \"" + x + "\"},\n" + good + "]", List.of("b"), "1: 'title' is longer than 200000");
        told("x.yaml", "- title: b\n- ? " + "k".repeat(500_000) + "\n  : v\n", List.of("b"), "a key of more than 200");
        StringBuilder keys = new StringBuilder("[" + good + ",\n{\"title\": \"a\"");
        for (int i = 0; i < 200_000; i++) {
            keys.append(",\"image.k").append(i).append("\":1");
        }
        told("x.json", keys + "}]", List.of("b"), ":2: the row has more than 1000 keys");
        told("x.csv", "title\nb\n" + x + "\n", List.of("b"), ":3: the line is longer than 1048576 characters");
        told("x.csv", "title\nb\n" + "\"".repeat(3_000_001), List.of("b"), ":3: the line is longer than 1048576");
    }

    @Test
    void an_open_quote_costs_its_row() {
        told("x.csv", "title,tags\nb,x\n\"a,y\nc,z\n", List.of("b", "c"), ":3: a quote is opened and never closed");
    }

    @Test
    void a_key_that_is_there_again_is_told() {
        source.file("x.yaml", "- title: a\n" + "  title: b\n".repeat(100_000) + "- title: c\n");
        assertTimeoutPreemptively(
                SOON, () -> assertThat(source.ask("file: x.yaml")).hasSize(2));
        assertThat(source.remarks())
                .hasSize(21)
                .first()
                .isEqualTo("x.yaml:2: 'title' is already given in line 1; keep one of them");
    }
}
