package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.ScriptedWeb;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DataSourceTest {
    private static final String TALKS = """
            Title,Presenters,Video,Track,Status,Rank
            Ambient mesh,"Ann Lee; Bob, Jr.",https://v.example/1,Networking,accepted,10
            Gateways,Cy Dee,,"Edge,
            and beyond",accepted,9
            Closed,Eve,,Networking,rejected,1
            """;

    @TempDir
    Path root;

    private AskedSource data;

    @BeforeEach
    void open() {
        data = new AskedSource(new DataSource(), root);
    }

    @AfterEach
    void close() {
        data.close();
    }

    private List<String> titles(String yaml) throws FetchException {
        return data.ask(yaml).stream().map(item -> item.first("title")).toList();
    }

    @Test
    void no_link_leads_to_the_configuration_or_to_what_is_hidden() throws IOException {
        Files.writeString(root.resolve("broadsheet.yaml"), "- title: hunter2\n");
        Files.createDirectories(root.resolve(".broadsheet"));
        Files.writeString(root.resolve(".broadsheet/keys.yaml"), "- title: hunter2\n");
        Files.createSymbolicLink(root.resolve("a.yaml"), root.resolve("broadsheet.yaml"));
        Files.createSymbolicLink(root.resolve("b.yaml"), root.resolve(".broadsheet/keys.yaml"));
        for (String file : List.of("broadsheet.yaml", "a.yaml", "b.yaml")) {
            assertThatThrownBy(() -> titles("file: " + file + "\nas: items\n"))
                    .isInstanceOf(FetchException.class)
                    .hasMessageContaining("leads to what is no business of readers");
        }
    }

    @Test
    void columns_become_keys_of_talks_by_a_mapping() throws FetchException {
        data.file("talks.csv", TALKS);
        assertThat(data.block("""
                        file: talks.csv
                        as: talks
                        map: { speakers: Presenters, recording: Video }
                        filter: { status: [Accepted, waiting] }
                        sort: rank
                        """)).isEqualTo("""
                - title: "Gateways"
                  speakers: "Cy Dee"
                  track: "Edge, and beyond"
                - title: "Ambient mesh"
                  speakers: ["Ann Lee", "Bob, Jr."]
                  track: "Networking"
                  recording: "https://v.example/1"
                """);
        assertThat(data.remarks()).isEmpty();
    }

    @Test
    void case_does_not_count_in_a_mapping_and_columns_by_other_names_are_taken_beside_it() throws FetchException {
        data.file(
                "talks.csv",
                "Titel,Day,Who,Author,Video,Abstract,Summary,Nothing\n"
                        + "Gears,2025-11-18,\"Ann; Bob\",Cy,https://v.example/1,An abstract,A summary,x\n");
        assertThat(data.block("file: talks.csv\nas: talks\nmap: { Title: titel, Speakers: WHO }"))
                .isEqualTo("""
                - title: "Gears"
                  speakers: ["Ann", "Bob"]
                  date: 2025-11-18
                  recording: "https://v.example/1"
                  summary: "A summary"
                """);
        assertThat(data.block("file: talks.csv\nas: talks\nmap: { title: TITEL, Day: '', abstract: nothing }"))
                .isEqualTo("""
                - title: "Gears"
                  speakers: "Cy"
                  recording: "https://v.example/1"
                  summary: "x"
                """);
        assertThat(data.remarks()).isEmpty();
        assertThat(data.told("file: a.csv\nas: talks\nmap: { Title: a, title: b, Spekers: c }"))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("'title' is mapped twice"),
                        line -> assertThat(line).contains("talks have no key 'Spekers'; did you mean 'speakers'?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void a_csv_file_is_read_whatever_program_wrote_it(String separator) throws FetchException {
        String text = "Title" + separator + "Summary\r\n\"Größe \"\"L\"\"\"" + separator + "\"two\r\nlines\"\r\n\r\n";
        byte[] utf8 = ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
        byte[] utf16 = ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
        for (byte[] bytes : List.of(utf8, utf16, text.getBytes(Charset.forName("windows-1252")))) {
            data.file("a.csv", bytes);
            assertThat(data.block("file: a.csv")).isEqualTo("""
                    - title: "Größe \\"L\\""
                      summary: "two lines"
                    """);
        }
        assertThat(data.remarks())
                .containsExactly("a.csv is not UTF-8: its letters are read as those of Windows; save it as UTF-8");
    }

    @Test
    void every_key_of_every_kind_survives() throws FetchException {
        List<String> entries = List.of(
                "items|- {kind: video, title: T, url: 'https://a.example/', summary: 'With *marks*', authors: [A, B],"
                        + " organisation: O, date: 2025-11-10, image: {src: images/a.png, alt: Alt, caption: 'A *b*',"
                        + " credit: C}, tags: [x, y], publication: P}",
                "talks|- {title: T, url: 'https://a.example/', speakers: [A, B], organisation: O, format: keynote, track: R,"
                        + " date: 2025-11-10, recording: 'https://a.example/v', slides: 'https://a.example/s', summary: '`s`'}",
                "people|- {name: N, role: R, organisation: O, why: '**w**', url: 'https://a.example/',"
                        + " image: {src: images/a.png, alt: Alt}}",
                "photos|- {src: images/a.png, alt: Alt, caption: '*c*', credit: C}",
                "themes|- {title: T, detail: '*d*'}",
                "themes|- Only a sentence",
                "events|- {title: T, url: 'https://a.example/', date: 2025-11-25, time: '09:00', until: 2025-11-26T17:30,"
                        + " zone: Europe/Berlin, place: P, summary: '[s](https://a.example/)'}",
                "events|- {title: T, date: 2025-11-25, until: 2025-11-27}",
                "releases|- {project: P, version: v1, date: 2025-11-10, headline: '*h*', url: 'https://a.example/'}",
                "changes|- {title: T, url: 'https://a.example/', number: '12', author: A, area: R, first-contribution: true}");
        for (String line : entries) {
            BlockKind kind = BlockKind.of(line.split("\\|")[0]).orElseThrow();
            String yaml = line.split("\\|")[1] + "\n";
            data.file("a.yaml", yaml);
            String block = data.block("file: a.yaml\nas: " + kind.word());
            assertThat(data.remarks()).as(line).isEmpty();
            assertThat(read(kind, block)).as(block).isEqualTo(read(kind, yaml));
        }
    }

    private static String read(BlockKind kind, String yaml) {
        Problems problems = new Problems();
        List<Item> items = ItemParser.parse(kind, new Position("x", 1, 1), yaml, problems);
        assertThat(problems.list()).extracting(Problem::toString).as(yaml).isEmpty();
        return items.toString().replaceAll("at=x:\\d+:\\d+, ", "");
    }

    @Test
    void json_may_lie_deep_and_its_keys_too() throws FetchException {
        data.file("a.json", """
                {"meta": 1, "data": {"talks": [
                  {"name": "One", "people": [{"name": "Ann"}, {"name": "Bob"}], "links": {"video": ["https://v.example/1"]},
                   "source": {"a": 1}, "n": 2},
                  {"name": "Two \\ud83d\\ude00 \\/", "people": [], "n": null}
                ]}}
                """);
        assertThat(data.block("""
                file: a.json
                as: talks
                root: data.talks
                map: { title: name, speakers: people.name, recording: links.video.0 }
                """)).isEqualTo("""
                - title: "One"
                  speakers: ["Ann", "Bob"]
                  recording: "https://v.example/1"
                - title: "Two \uD83D\uDE00 /"
                """);
        assertThatThrownBy(() -> data.ask("file: a.json\nroot: data"))
                .hasMessage("a.json:1: here is no list of rows; write root: and where it is: talks");
        assertThatThrownBy(() -> data.ask("file: a.json\nroot: dat"))
                .hasMessage("a.json has no 'dat', which 'root' names");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { level: a }                         | one
            { level: [a, B] }                    | one, two
            { level: { not: a } }                | two, three
            { level: { not: [a, b] } }           | three
            { title: { contains: [NE, wo] } }    | one, two
            { level: { present: true } }         | one, two
            { level: { present: false } }        | three
            { year: 2024, level: { is: A } }     | one
            { tags: y }                          | two
            { tags: { not: y } }                 | one, three
            """)
    void rows_are_chosen_by_conditions(String filter, String wanted) throws FetchException {
        data.file("a.yaml", """
                - { title: one, level: A, year: 2024, tags: [x] }
                - { title: two, level: b, year: 2025, tags: [x, y] }
                - { title: three, year: 2025 }
                """);
        assertThat(String.join(", ", titles("file: a.yaml\nfilter: " + filter))).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rank             | c, b, a, d
            rank desc        | a, b, c, d
            [kind, rank]     | b, a, c, d
            [kind desc, rank]| c, d, b, a
            title desc       | d, c, b, a
            """)
    void rows_have_an_order_and_otherwise_that_of_the_file(String sort, String order) throws FetchException {
        data.file("a.yaml", """
                - { title: b, rank: 9, kind: post }
                - { title: a, rank: 10, kind: post }
                - { title: d, kind: video }
                - { title: c, rank: -1, kind: video }
                """);
        assertThat(titles("file: a.yaml")).containsExactly("b", "a", "d", "c");
        assertThat(String.join(", ", titles("file: a.yaml\nsort: " + sort))).isEqualTo(order);
    }

    @Test
    void a_row_that_is_wrong_is_told_with_its_line_and_the_others_are_taken() throws FetchException {
        data.file("talks.yaml", """
                - title: Good
                - title: Bad
                  recording: to be announced
                - speakers: [Nobody]
                - title: Late
                  date: soon
                - text
                - title: Good
                - title: "Also good"
                """);
        assertThat(titles("file: talks.yaml\nas: talks")).containsExactly("Good", "Also good");
        assertThat(data.remarks())
                .containsExactly(
                        "talks.yaml:3: 'recording' is 'to be announced', which is not a URL;"
                                + " give the URL, or leave 'recording' out until there is one",
                        "talks.yaml:4: 'title' is missing; give it a value",
                        "talks.yaml:6: 'date' must be a date such as 2026-03-23, 2026-03-23T09:00 or"
                                + " 2026-03-23T09:00+01:00, but is the text 'soon'",
                        "talks.yaml:7: this is no row of keys and values",
                        "talks.yaml:8: the same as the row in line 1, and left out");
    }

    @Test
    void a_row_of_csv_that_is_wrong_is_told_with_its_line() throws FetchException {
        data.file(
                "a.csv",
                "title,url\nGood,https://a.example/\nx,y,z\nBad,javascript:alert(1)\n\"open,https://b.example\n");
        assertThat(titles("file: a.csv")).containsExactly("Good");
        assertThat(data.remarks())
                .satisfiesExactlyInAnyOrder(
                        first -> assertThat(first).isEqualTo("a.csv:3: the row has 3 cells, but there are 2 columns"),
                        second -> assertThat(second)
                                .startsWith("a.csv:4: 'url' is 'javascript:alert(1)', which mail must not"),
                        third -> assertThat(third).startsWith("a.csv:5: "));
    }

    @Test
    void a_flood_of_mistakes_is_cut() throws FetchException {
        data.file("a.csv", "title,date\n" + "x,never\n".repeat(2000));
        assertThat(titles("file: a.csv")).isEmpty();
        assertThat(data.remarks()).hasSize(21).last().isEqualTo("and 1980 more");
    }

    @Test
    void an_item_is_the_same_by_its_id_or_its_page_or_its_title_and_date() throws FetchException {
        data.file("a.yaml", """
                - { title: a, nr: 7, url: "https://a.example/a?utm_source=x" }
                - { title: b, nr: 8 }
                """);
        List<String> before = data.ask("file: a.yaml").stream().map(Found::id).toList();
        assertThat(data.ask("file: a.yaml\nid: nr")).extracting(Found::id).containsExactly("7", "8");
        data.file("a.yaml", """
                - { title: A new title, url: "https://a.example/a" }
                - { title: B, summary: changed }
                - { title: b, date: 2025-11-10 }
                """);
        List<String> after = data.ask("file: a.yaml").stream().map(Found::id).toList();
        assertThat(after.subList(0, 2)).isEqualTo(before);
        assertThat(after.get(2)).isNotIn(before);
    }

    @Test
    void rows_that_share_a_page_are_told_apart_by_their_titles() throws FetchException {
        data.file("a.yaml", "- {title: a, url: 'https://x.example/'}\n- {title: b, url: 'https://x.example/'}\n");
        assertThat(titles("file: a.yaml")).containsExactly("a", "b");
        assertThat(data.ask("file: a.yaml")).extracting(Found::id).doesNotHaveDuplicates();
    }

    @Test
    void no_date_is_shown_that_nobody_gave() throws FetchException {
        data.file("a.yaml", "- title: a\n");
        Found found = data.ask("file: a.yaml").get(0);
        Found stored = new Found(found.id(), java.time.Instant.parse("2025-11-20T09:00:00Z"), found.fields());
        assertThat(new BlockWriter(BlockKind.ITEMS, java.time.ZoneOffset.UTC).entry(stored))
                .contains("- title: \"a\"\n");
    }

    @Test
    void a_file_of_the_web_has_no_markdown_and_its_pictures_are_there() throws FetchException {
        try (ScriptedWeb web = new ScriptedWeb()) {
            web.on(
                    "/data/a",
                    "[{\"title\": \"*T*\", \"summary\": \"[x](https://evil.example) <b>\", \"image\": \"../i.png\"}]");
            assertThat(data.block("url: " + web.url("/data/a"))).isEqualTo("""
                    - title: "*T*"
                      summary: "\\\\[x\\\\](https://evil.example) \\\\<b\\\\>"
                      image: {src: "%s"}
                    """.formatted(web.url("/i.png")));
            assertThat(data.block("url: " + web.url("/data/a") + "\nformat: yaml"))
                    .contains("*T*");
        }
    }

    @Test
    void slips_are_told_where_they_stand() {
        assertThat(
                        data.told(
                                "file: a.yaml\nas: talks\nmap: { speker: x }\nformat: xls\nfilter: { a: { iss: b }, b: }\nsorted: x\n"))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .contains("d.md:12:8: error: talks have no key 'speker'", "'speakers'?"),
                        line -> assertThat(line).contains("d.md:13:9: error: 'format' must be one of yaml, json, csv"),
                        line -> assertThat(line).contains("unknown key 'iss' in 'a'"),
                        line -> assertThat(line).contains("'b' has no condition"),
                        line -> assertThat(line).contains("unknown key 'sorted'"));
    }

    @Test
    void a_column_that_no_row_has_is_told() throws FetchException {
        data.file("a.yaml", "- title: a\n  Status: b\n  links: {video: x}\n");
        assertThat(titles("file: a.yaml\nfilter: { statsu: x }\ngroup: trak\nid: nr\nmap: { summary: links.vidoe }"))
                .isEmpty();
        assertThat(data.remarks())
                .containsExactlyInAnyOrder(
                        "a.yaml: no row has 'statsu'; did you mean 'Status'?",
                        "a.yaml: no row has 'trak'; there are title, status, links, links.video",
                        "a.yaml: no row has 'nr'; there are title, status, links, links.video",
                        "a.yaml: no row has 'links.vidoe'; did you mean 'links.video'?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.yaml | [1                  | a.yaml:1: this is not YAML
            a.yaml | title: x            | a.yaml:1: here is no list of rows
            a.yaml | ''                  | there is nothing in a.yaml
            a.json | [{"a": }]           | a.json:1: this is not JSON
            a.json | [] []               | a second value stands there
            a.json | ''                  | there is nothing in a.json
            a.csv  | ''                  | there is nothing in a.csv
            a.txt  | x                   | nothing says what a.txt is written in
            """)
    void a_file_that_is_none_gives_one_clear_error(String file, String text, String message) {
        data.file(file, text);
        assertThatThrownBy(() -> data.ask("file: " + file))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_bomb_is_refused() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }
        data.file("a.yaml", yaml.toString());
        assertThatThrownBy(() -> data.ask("file: a.yaml")).isInstanceOf(FetchException.class);
        data.file("a.json", "[".repeat(100_000));
        assertThatThrownBy(() -> data.ask("file: a.json")).isInstanceOf(FetchException.class);
    }
}
