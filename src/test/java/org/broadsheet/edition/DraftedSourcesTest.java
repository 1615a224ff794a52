package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.broadsheet.MovingClock;
import org.broadsheet.edition.Drafter.Asking;
import org.broadsheet.edition.Drafter.Drafted;
import org.broadsheet.edition.Drafter.Resolved;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.fetch.Reach;
import org.broadsheet.fetch.Wire;
import org.broadsheet.source.Collector;
import org.broadsheet.source.DataSource;
import org.broadsheet.source.FoundItems;
import org.broadsheet.source.Source;
import org.broadsheet.source.Sources;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of sources that are files of the workspace, in drafts. */
@Timeout(120)
class DraftedSourcesTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path root;

    private final MovingClock clock = new MovingClock(); // 2025-11-20, nine o'clock UTC, ten in Berlin
    private Wire wire;
    private Drafter drafter;

    @BeforeEach
    void wire() {
        wire = new Wire(host -> List.of(InetAddress.getLoopbackAddress()), Reach.publicAnd(List.of()));
        FoundItems items = new FoundItems(database.jdbi());
        Collector collector = new Collector(items, new Fetcher(wire, Fetcher.Limits.DEFAULT), root, clock, pause -> {});
        List<Source> kinds = List.of(new DataSource(), new MarkdownSource());
        drafter = new Drafter(new Sources(kinds), collector, items, new Drafts(database.jdbi()), clock);
    }

    @AfterEach
    void stop() {
        wire.close();
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Drafted draft(String body, Asking asking) {
        byte[] file =
                ("---\nlist: l\nfrom: a@x.example\nzone: Europe/Berlin\n---\n" + body).getBytes(StandardCharsets.UTF_8);
        return drafter.draft(new Drafter.Order("news", file, null, null, asking, edition -> true));
    }

    private Drafted kept(String body) {
        Drafted drafted = draft(body, Asking.ALL);
        drafter.keep("news", drafted);
        return drafted;
    }

    /** All behind the front matter. */
    private static String body(Drafted drafted) {
        return drafted.text().split("---\n", 3)[2];
    }

    private static Parsed parsed(Drafted drafted) {
        return EditionParser.ofEditions(Defaults.NONE).parse("editions/" + drafted.edition() + ".md", drafted.text());
    }

    @Test
    void neither_the_name_of_a_source_nor_its_trouble_tells_a_password() {
        Drafted drafted = draft("```source data\nfile: \"data/token=SECRET\\u202e.json\"\n```\n", Asking.ALL);
        Resolved block = drafted.blocks().get(0);
        assertThat(block.name()).isEqualTo("data data/token=…");
        assertThat(block.trouble()).contains("data/token=…").doesNotContain("SECRET", "\u202e");
    }

    @Test
    void days_before_that_of_the_edition_become_days() {
        String digest = """
                ## News {#news owner=@ann due=-2d status=todo}

                due=-2d {due=-2d}

                ## With {braces} in it {due="-0d"}

                Underlined {due=-31d}
                -----

                ## A day {due=2025-11-01}

                x
                """;
        Drafted drafted = draft(digest, Asking.ALL);
        assertThat(body(drafted))
                .isEqualTo(digest.replace("@ann due=-2d", "@ann due=2025-11-18")
                        .replace("due=\"-0d\"", "due=2025-11-20")
                        .replace("due=-31d", "due=2025-10-20"));
        assertThat(parsed(drafted).orThrow().sections())
                .extracting(Section::due)
                .extracting(String::valueOf)
                .containsExactly("2025-11-18", "2025-11-20", "2025-10-20", "2025-11-01");
        assertThatThrownBy(() -> draft("## News {due=2d}\n\nx\n", Asking.ALL))
                .hasMessageContaining("digests/news.md:6:10: error: '2d' is not a date")
                .hasMessageContaining("-2d for two days before");
        assertThat(EditionParser.ofEditions(Defaults.NONE)
                        .parse("editions/x.md", "---\nlist: l\nfrom: a@x.example\n---\n## News {due=-2d}\n\nx\n")
                        .problems())
                .extracting(problem -> problem.message())
                .containsExactly("'-2d' is not a date");
    }

    @Test
    void a_source_without_anything_new_leaves_no_empty_lines_behind() throws IOException {
        file("full.csv", "title\nA\n");
        file("empty.csv", "title\n");
        String full = "```source data\nfile: full.csv\nas: %s\n```\n";
        String empty = "```source data\nfile: empty.csv\n```\n";
        String digest = empty + "\n\nHello.\n\n" + empty + "\n## First\n" + empty + "\n" + full.formatted("items")
                + "\n" + empty + "\n" + full.formatted("themes") + "\n" + empty + "\n## Second\n\nWords.\n\n" + empty;
        String drafted = body(draft(digest, Asking.ALL));
        assertThat(drafted.replaceAll("(?s)```(\\w+).*?```", "[$1]")).isEqualTo("""
                Hello.

                ## First

                [items]

                [themes]

                ## Second

                Words.
                """);
    }

    @Test
    void rows_of_a_file_come_in_groups_in_their_order_and_each_once() throws IOException {
        file("data/awards.yaml", """
                - { name: Ann, award: Maintainer, year: Team }
                - { name: Bob, award: Speaker, year: 'Guests "and" `more` {#x}' }
                - { name: Cy, award: Helper, year: Team }
                - { name: Dee, award: Helper }
                - { award: Nobody }
                """);
        String source = "## Awards\n\n```source data\nfile: data/awards.yaml\nas: people\ngroup: year\n```\n";
        Drafted drafted = kept(source);
        assertThat(body(drafted)).isEqualTo("""
                ## Awards

                ```people title="Team"
                # data data/awards.yaml, 2025-11-13 10:00 to 2025-11-20 10:00 Europe/Berlin
                - name: "Ann"
                  role: "Maintainer"
                - name: "Cy"
                  role: "Helper"
                ```

                ```people title="Guests 'and' 'more' {#x}"
                # data data/awards.yaml, 2025-11-13 10:00 to 2025-11-20 10:00 Europe/Berlin
                - name: "Bob"
                  role: "Speaker"
                ```

                ```people
                # data data/awards.yaml, 2025-11-13 10:00 to 2025-11-20 10:00 Europe/Berlin
                - name: "Dee"
                  role: "Helper"
                ```
                """);
        assertThat(parsed(drafted).problems()).isEmpty();
        assertThat(drafted.blocks())
                .extracting(Resolved::remarks)
                .containsExactly(List.of("data/awards.yaml:5: 'name' is missing; give it a value"));
        clock.advance(Duration.ofDays(7));
        file("data/awards.yaml", "- { name: Eve, award: Helper }\n- { name: Ann, award: Maintainer }\n");
        assertThat(body(kept(source))).contains("Eve").doesNotContain("Ann");
    }

    @Test
    void talks_and_changes_have_a_key_for_their_groups() throws IOException {
        file("t.csv", "title,room\nA,Hall\nB,\n");
        Drafted talks = draft("## T\n\n```source data\nfile: t.csv\nas: talks\ngroup: room\n```\n", Asking.ALL);
        assertThat(body(talks)).contains("- title: \"A\"\n  track: \"Hall\"\n- title: \"B\"\n```");
        Drafted changes = draft("## T\n\n```source data\nfile: t.csv\nas: changes\ngroup: room\n```\n", Asking.ALL);
        assertThat(body(changes)).contains("- title: \"A\"\n  area: \"Hall\"\n- title: \"B\"\n```");
    }

    @Test
    void what_was_wrong_with_rows_is_told_although_nothing_is_asked_again() throws IOException {
        file("t.csv", "title,date\nA,never\nB,\n");
        String source = "## T\n\n```source data\nfile: t.csv\n```\n";
        draft(source, Asking.ALL);
        assertThat(draft(source, Asking.NONE).blocks().get(0).remarks())
                .singleElement()
                .asString()
                .startsWith("t.csv:2: 'date' must be a date");
        file("t.csv", "title,date\nB,\n");
        assertThat(draft(source, Asking.ALL).blocks().get(0).remarks()).isEmpty();
    }

    @Test
    void old_rows_are_taken_and_events_only_while_they_are_to_come() throws IOException {
        file("t.csv", "title,date\nLong ago,2019-02-01\nNot yet,2025-12-24\nSoon,2025-11-25\n");
        assertThat(body(draft("## T\n\n```source data\nfile: t.csv\n```\n", Asking.ALL)))
                .contains("Long ago")
                .doesNotContain("Soon", "Not yet");
        assertThat(body(draft("## T\n\n```source data\nfile: t.csv\nas: events\n```\n", Asking.ALL)))
                .contains("Soon")
                .doesNotContain("Long ago", "Not yet");
        assertThat(body(draft("## T\n\n```source data\nfile: t.csv\nas: events\nahead: 60d\n```\n", Asking.ALL)))
                .contains("Soon", "Not yet");
        assertThat(body(draft(
                        "## T\n\n```source data\nfile: t.csv\nsince: 2025-01-01\nempty: say None.\n```\n", Asking.ALL)))
                .isEqualTo("## T\n\nNone.\n");
    }

    @Test
    void snippets_become_text_of_the_section_that_they_are_for() throws IOException {
        file("snippets/README.md", "## How to contribute");
        file("snippets/_template.md", "");
        file("snippets/2025-11-19-b.md", "---\nsection: news\nauthor: Ann\n---\nSecond, *with* marks.\n");
        file("snippets/news/2025-11-18-a.md", "First:\n\n- one\n");
        file("snippets/2025-11-18-other.md", "For whoever takes it.\n");
        file("snippets/2025-11-18-bad.md", "Fine.\n\n## Mine {topic=x}\n");
        file("snippets/2025-12-24-later.md", "---\nsection: news\n---\nNot yet.\n");
        String digest = "## News\n\n```source markdown\nfolder: snippets/\nsection: News\n```\n\n"
                + "## Rest\n\n```source markdown\nfolder: snippets\n```\n";
        Drafted drafted = kept(digest);
        assertThat(body(drafted)).isEqualTo("""
                ## News

                <!-- markdown snippets for News, 2025-11-13 10:00 to 2025-11-20 10:00 Europe/Berlin -->

                <!-- snippets/news/2025-11-18-a.md -->
                First:

                - one

                <!-- snippets/2025-11-19-b.md -->
                Second, *with* marks.

                <!-- the end of it -->

                ## Rest

                <!-- markdown snippets, 2025-11-13 10:00 to 2025-11-20 10:00 Europe/Berlin -->

                <!-- snippets/2025-11-18-other.md -->
                For whoever takes it.

                <!-- the end of it -->
                """);
        assertThat(parsed(drafted).problems()).isEmpty();
        assertThat(drafted.blocks().get(0).remarks())
                .containsExactly("snippets/2025-11-18-bad.md:3: a heading of level 2 begins a section of the edition;"
                        + " write ### or more; the snippet is left out");
        clock.advance(Duration.ofDays(7));
        file("snippets/2025-11-19-b.md", "---\nsection: news\n---\nMended later.\n");
        assertThat(kept(digest).isEmpty()).isTrue();
    }

    @Test
    void each_snippet_that_is_left_out_is_named_once_however_much_is_wrong_with_another() throws IOException {
        file("snippets/a-noisy.md", "Fine.\n\n## Mine\n".repeat(300));
        file("snippets/b-twice.md", "## One\n\n## Two\n");
        file("snippets/c-good.md", "Taken.\n");
        for (int i = 10; i < 60; i++) {
            file("snippets/d" + i + ".md", "## Mine\n");
        }
        Resolved read = draft("## T\n\n```source markdown\nfolder: snippets\n```\n", Asking.ALL)
                .blocks()
                .get(0);
        String heading = " a heading of level 2 begins a section of the edition; write ### or more";
        assertThat(read.brief())
                .hasSize(52)
                .startsWith(
                        "snippets/a-noisy.md:3:" + heading + "; also line 6:" + heading + "; also line 9:" + heading
                                + "; and 297 more; the snippet is left out",
                        "snippets/b-twice.md:1:" + heading + "; also line 3:" + heading + "; the snippet is left out",
                        "snippets/d10.md:1:" + heading + "; the snippet is left out");
        assertThat(read.remarks())
                .hasSize(300 + 2 + 50)
                .contains("snippets/a-noisy.md:900:" + heading + "; the snippet is left out")
                .endsWith("snippets/d59.md:1:" + heading + "; the snippet is left out");
    }

    @Test
    void a_folder_that_several_blocks_read_is_spoken_of_once() throws IOException {
        file("snippets/bad.md", "## Mine\n");
        file("snippets/odd/2025-11-31.MD", "Of no day.\n");
        file("snippets/2025-11-18-lost.md", "---\nsection: evnets\n---\nLost.\n");
        file("snippets/2025-11-18-none.md", "Lost too.\n");
        file("snippets/2025-11-18-found.md", "---\nsection: events\n---\nFound.\n");
        Files.createSymbolicLink(root.resolve("snippets/gone.md"), root.resolve("nowhere.md"));
        String block = "## %1$s\n\n```source markdown\nfolder: %2$s\nsection: %1$s\n```\n\n";
        List<Resolved> blocks = draft(
                        block.formatted("news", "snippets") + block.formatted("events", "snippets")
                                + "## Odd\n\n```source markdown\nfolder: snippets/odd\n```\n",
                        Asking.ALL)
                .blocks();
        List<String> told = List.of(
                "snippets/odd/2025-11-31.MD: its name begins with 2025-11-31, which is no day; rename it; until then it"
                        + " is of the day on which it was first seen",
                "snippets/bad.md:1: a heading of level 2 begins a section of the edition; write ### or more; the"
                        + " snippet is left out",
                "snippets/gone.md is a link that leads nowhere; the snippet is left out");
        assertThat(blocks.get(0).remarks()).containsExactlyElementsOf(told);
        assertThat(blocks.get(0).brief()).containsExactlyElementsOf(told);
        assertThat(blocks.subList(1, 3))
                .allMatch(each -> each.remarks().isEmpty() && each.brief().isEmpty());
        assertThat(blocks)
                .extracting(Resolved::notes)
                .containsExactly(
                        List.of(),
                        List.of(
                                "snippets/2025-11-18-lost.md is for 'evnets', which no block of snippets takes",
                                "snippets/2025-11-18-none.md is for no section, and no block of snippets takes such"
                                        + " snippets",
                                "snippets/odd/2025-11-31.MD is for 'odd', which no block of snippets takes"),
                        List.of());
        assertThat(draft(
                                block.formatted("news", "snippets") + "```source markdown\nfolder: snippets\n```\n",
                                Asking.ALL)
                        .blocks())
                .allMatch(each -> each.notes().isEmpty());
    }

    @Test
    void snippets_stand_by_the_day_that_they_give_or_on_which_they_were_first_seen() throws IOException {
        String digest = "## T\n\n```source markdown\nfolder: snippets\n```\n";
        file("snippets/b-undated.md", "Seen first.");
        file("snippets/2025-11-18-old.md", "Older.");
        file("snippets/2025-11-20-b.md", "Of today.");
        draft(digest, Asking.ALL);
        clock.advance(Duration.ofDays(1));
        file("snippets/a-undated.md", "Seen later.");
        file("snippets/2025-11-19-late.md", "Late.");
        String text = body(draft(digest, Asking.ALL));
        assertThat(text.lines().filter(line -> line.matches("[A-Z].*\\.")))
                .containsExactly("Older.", "Late.", "Of today.", "Seen first.", "Seen later.");
    }

    @Test
    void snippets_are_looked_for_in_a_folder_of_the_workspace_alone() throws IOException {
        Path outside = Files.createDirectories(root.resolveSibling("o" + root.getFileName()));
        try {
            Files.writeString(outside.resolve("secret.md"), "Secret.");
            file("snippets/a.md", "Fine.");
            Files.createSymbolicLink(root.resolve("snippets/link.md"), outside.resolve("secret.md"));
            Files.createSymbolicLink(root.resolve("out"), outside);
            Drafted drafted = draft("## T\n\n```source markdown\nfolder: snippets\n```\n", Asking.ALL);
            assertThat(body(drafted)).contains("Fine.").doesNotContain("Secret");
            assertThat(drafted.blocks().get(0).remarks())
                    .containsExactly("snippets/link.md leads out of the workspace; the snippet is left out");
            for (String folder : List.of("out", "none")) {
                assertThat(draft("## T\n\n```source markdown\nfolder: " + folder + "\n```\n", Asking.ALL)
                                .blocks()
                                .get(0)
                                .trouble())
                        .containsAnyOf("leads out of the workspace", "has no folder");
            }
        } finally {
            Files.delete(outside.resolve("secret.md"));
            Files.delete(outside);
        }
    }
}
