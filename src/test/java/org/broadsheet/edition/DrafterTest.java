package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.broadsheet.MovingClock;
import org.broadsheet.edition.Drafter.Asking;
import org.broadsheet.edition.Drafter.Drafted;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.fetch.Reach;
import org.broadsheet.fetch.ScriptedWeb;
import org.broadsheet.fetch.Wire;
import org.broadsheet.source.Collector;
import org.broadsheet.source.FeedSource;
import org.broadsheet.source.FoundItems;
import org.broadsheet.source.Item;
import org.broadsheet.source.Sources;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DrafterTest {
    private static final String FRONT = """
            ---
            list: l
            from: a@x.example
            zone: Europe/Berlin
            ---
            """;

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path root;

    private final ScriptedWeb web = new ScriptedWeb();
    private final MovingClock clock = new MovingClock(); // 2025-11-20, nine o'clock UTC, ten in Berlin
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private Wire wire;
    private Drafter drafter;

    @BeforeEach
    void wire() {
        wire = new Wire(host -> List.of(InetAddress.getLoopbackAddress()), Reach.publicAnd(List.of("127.0.0.1")));
        FoundItems items = new FoundItems(database.jdbi());
        Fetcher fetcher = new Fetcher(wire, new Fetcher.Limits(Duration.ofSeconds(20), 1_000_000, 5, 4));
        Collector collector = new Collector(items, fetcher, root, clock, pauses::add);
        drafter = new Drafter(
                new Sources(List.of(new FeedSource())), collector, items, new Drafts(database.jdbi()), clock);
    }

    @AfterEach
    void stop() {
        wire.close();
        web.close();
    }

    private Drafted draft(String body) {
        return draft(body, null, null, Asking.ALL);
    }

    private Drafted draft(String body, @Nullable Instant from, @Nullable Instant to, Asking asking) {
        byte[] file = (FRONT + body).getBytes(StandardCharsets.UTF_8);
        return drafter.draft(new Drafter.Order("news", file, from, to, asking, edition -> true));
    }

    private Drafted kept(String body) {
        Drafted drafted = draft(body);
        drafter.keep("news", drafted);
        return drafted;
    }

    private static Parsed parsed(Drafted drafted) {
        return EditionParser.ofEditions(Defaults.NONE).parse("editions/" + drafted.edition() + ".md", drafted.text());
    }

    private static List<String> titles(Drafted drafted) {
        return parsed(drafted).orThrow().sections().stream()
                .flatMap(section -> section.contents().stream())
                .filter(Content.Block.class::isInstance)
                .flatMap(block -> ((Content.Block) block).items().stream())
                .map(Item::title)
                .toList();
    }

    private static String entry(String id, String day) {
        return "<entry><id>" + id + "</id><title>" + id + "</title><link href=\"https://blog.example/" + id
                + "\"/><published>" + day + "T08:00:00Z</published></entry>";
    }

    private void feed(String... entries) {
        feedAt("/feed", entries);
    }

    private void feedAt(String path, String... entries) {
        web.on(
                path,
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>B</title>" + String.join("", entries) + "</feed>");
    }

    private String section(String more) {
        return "## News\n\n```source feed\nurl: " + web.url("/feed") + "\n" + more + "```\n";
    }

    @Test
    void a_source_becomes_the_items_that_are_new_and_all_else_stays() {
        feed(entry("a", "2025-11-18"), entry("b", "2025-11-19"));
        Drafted drafted = draft(
                "Hello.\n\n" + section("title: On the blog\n") + "\nAnd *this*.\n\n## Code\n\n```yaml\na: b\n```\n");
        assertThat(drafted.edition()).isEqualTo("2025-11-20-news");
        assertThat(drafted.text()).isEqualTo("""
                ---
                date: 2025-11-20
                list: l
                from: a@x.example
                zone: Europe/Berlin
                ---
                Hello.

                ## News

                ```items title="On the blog"
                # feed URL, 2025-11-13 10:00 to 2025-11-20 10:00 Europe/Berlin
                - title: "b"
                  url: "https://blog.example/b"
                  date: 2025-11-19
                  publication: "B"
                - title: "a"
                  url: "https://blog.example/a"
                  date: 2025-11-18
                  publication: "B"
                ```

                And *this*.

                ## Code

                ```yaml
                a: b
                ```
                """.replace("URL", web.url("/feed")));
        assertThat(parsed(drafted).problems()).isEmpty();
    }

    @Test
    void no_item_comes_twice_and_none_is_lost() {
        feed(entry("a", "2025-11-18"));
        assertThat(titles(kept(section("")))).containsExactly("a");
        clock.advance(Duration.ofDays(7));
        feed(entry("late", "2025-11-17"), entry("b", "2025-11-22"), entry("a", "2025-11-18"));
        assertThat(titles(kept(section("")))).containsExactly("b", "late");
        clock.advance(Duration.ofDays(7));
        assertThat(draft(section("")).isEmpty()).isTrue();
    }

    @Test
    void more_than_are_wanted_wait_for_the_next_edition() {
        feed(entry("a", "2025-11-17"), entry("b", "2025-11-18"), entry("c", "2025-11-19"));
        Drafted first = kept(section("max: 2\n"));
        assertThat(titles(first)).containsExactly("c", "b");
        assertThat(first.text()).contains("; 1 more waits for the next edition");
        clock.advance(Duration.ofDays(7));
        assertThat(titles(kept(section("max: 2\n")))).containsExactly("a");
    }

    @Test
    void what_an_edition_holds_stays_in_it_when_more_comes_than_is_wanted() {
        feed(entry("a", "2025-11-17"), entry("b", "2025-11-18"));
        kept(section("max: 2\n"));
        clock.advance(Duration.ofHours(1));
        feed(entry("a", "2025-11-17"), entry("b", "2025-11-18"), entry("c", "2025-11-19"));
        Drafted again = kept(section("max: 2\n"));
        assertThat(titles(again)).containsExactly("b", "a");
        assertThat(again.blocks().get(0).left()).isEqualTo(1);
    }

    @Test
    void an_edition_behind_which_there_is_another_keeps_its_window_when_it_is_drafted_again() {
        feed(entry("a", "2025-11-17"));
        Drafted first = kept(section(""));
        clock.advance(Duration.ofDays(7));
        feed(entry("a", "2025-11-17"), entry("b", "2025-11-22"));
        kept(section(""));
        clock.advance(Duration.ofDays(1));
        feed(entry("a", "2025-11-17"), entry("b", "2025-11-22"), entry("late", "2025-11-18"));
        byte[] file = (FRONT + section("")).getBytes(StandardCharsets.UTF_8);
        Drafted again =
                drafter.draft(new Drafter.Order("news", file, null, null, Asking.ALL, there -> true, first.edition()));
        assertThat(again.window()).isEqualTo(first.window());
        assertThat(titles(again)).containsExactly("a");
    }

    @Test
    void an_edition_is_drafted_again_on_another_day() {
        feed(entry("a", "2025-11-17"));
        String edition = kept(section("")).edition();
        clock.advance(Duration.ofDays(2));
        feed(entry("a", "2025-11-17"), entry("b", "2025-11-21"));
        byte[] file = (FRONT + section("")).getBytes(StandardCharsets.UTF_8);
        Drafted again = drafter.draft(new Drafter.Order("news", file, null, null, Asking.ALL, there -> true, edition));
        assertThat(again.edition()).isEqualTo("2025-11-20-news");
        assertThat(again.text()).contains("date: 2025-11-20\n");
        assertThat(again.window().to()).isEqualTo(clock.instant());
        assertThat(titles(again)).containsExactly("b", "a");
    }

    @Test
    void what_an_edition_was_to_leave_out_stays_out_when_it_is_drafted_again() {
        feed(entry("old", "2025-11-12"), entry("new", "2025-11-18"));
        Instant cut = Instant.parse("2025-11-15T00:00:00Z");
        Drafted first = draft(section(""), cut, null, Asking.ALL);
        drafter.keep("news", first);
        assertThat(titles(first)).containsExactly("new");
        clock.advance(Duration.ofHours(1));
        Drafted again = kept(section(""));
        assertThat(titles(again)).containsExactly("new");
        assertThat(again.cut()).isEqualTo(cut);
        Drafted wider = draft(section(""), Instant.parse("2025-11-10T00:00:00Z"), null, Asking.ALL);
        assertThat(titles(wider)).containsExactly("new", "old");
    }

    @Test
    void drafting_the_same_edition_again_takes_the_same_items() {
        feed(entry("a", "2025-11-18"));
        String once = kept(section("")).text();
        assertThat(kept(section("")).text()).isEqualTo(once);
    }

    @Test
    void a_past_window_gives_the_same_draft_again_from_the_store() {
        feed(entry("a", "2025-11-18"), entry("b", "2025-11-19"));
        Instant then = clock.instant();
        Drafted once = kept(section("max: 1\n"));
        clock.advance(Duration.ofDays(7));
        feed(entry("c", "2025-11-24"), entry("late", "2025-11-10"));
        kept(section("max: 1\n"));
        web.on("/feed", 500, new byte[0]);
        Drafted again = draft(section("max: 1\n"), once.window().from(), then, Asking.THOSE_NEVER_ASKED);
        assertThat(again.edition()).isEqualTo(once.edition());
        assertThat(again.text()).isEqualTo(once.text());
    }

    @Test
    void two_blocks_of_one_digest_never_hold_the_same_item() {
        feed(entry("a", "2025-11-18"), entry("b", "2025-11-19"));
        assertThat(titles(draft(section("include: a\n") + "\n" + section("")))).containsExactly("a", "b");
        assertThat(web.requests()).as("asked once").hasSize(1);
    }

    /** A second block with the same feed. */
    private String rest() {
        return section("max: 1\n") + "\n## Rest\n\n```source feed\nurl: " + web.url("/feed") + "\n```\n";
    }

    @Test
    void what_one_block_has_no_room_for_another_block_of_the_same_feed_has() {
        feed(entry("a", "2025-11-18"), entry("b", "2025-11-19"), entry("c", "2025-11-17"));
        assertThat(titles(kept(rest()))).containsExactly("b", "a", "c");
    }

    @Test
    void posts_of_two_feeds_with_one_link_both_stand_for_a_person_to_choose() {
        feed(entry("a", "2025-11-18"));
        feedAt("/other", entry("other", "2025-11-18").replace("example/other", "example/a/?utm_source=planet"));
        String both = section("") + "\n```source feed\nurl: " + web.url("/other") + "\n```\n";
        assertThat(titles(kept(both))).containsExactly("a", "other");
        clock.advance(Duration.ofDays(7));
        assertThat(draft(both).isEmpty()).isTrue();
    }

    @Test
    void a_past_window_says_what_a_later_edition_holds_of_it() {
        feed(entry("a", "2025-11-18"), entry("b", "2025-11-19"));
        draft(section(""));
        Instant then = clock.instant();
        clock.advance(Duration.ofDays(7));
        assertThat(kept(section("")).edition()).isEqualTo("2025-11-27-news");
        Drafted past = draft(section(""), null, then, Asking.THOSE_NEVER_ASKED);
        assertThat(titles(past)).containsExactly("b", "a");
        assertThat(past.text()).contains("Europe/Berlin; 2 of them in 2025-11-27-news too\n");
        assertThat(past.blocks().get(0).notes()).containsExactly("2 items in 2025-11-27-news too");
    }

    @Test
    void a_section_of_sources_that_have_nothing_new_is_left_out() {
        feed();
        Drafted drafted = draft("Hello.\n\n" + section("") + "\n## Rest\n\nText.\n");
        assertThat(drafted.text()).doesNotContain("News").contains("Hello.", "## Rest");
        assertThat(drafted.isEmpty()).isTrue();
        assertThat(draft("## News\n\nIntro.\n\n```source feed\nurl: " + web.url("/feed") + "\n```\n")
                        .text())
                .contains("## News\n\nIntro.");
        assertThat(draft(section("empty: say Nothing *new*.\n")).text()).endsWith("## News\n\nNothing *new*.\n");
    }

    @Test
    void a_source_that_fails_is_tried_again_and_then_said_so_where_no_reader_sees_it() {
        web.on("/feed", 503, new byte[0]);
        Drafted drafted = draft(section(""));
        assertThat(web.requests()).hasSize(3);
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(3));
        assertThat(drafted.blocks())
                .singleElement()
                .extracting(Drafter.Resolved::trouble)
                .isEqualTo("the server answers 503");
        assertThat(drafted.isEmpty()).isFalse();
        Parsed edition = parsed(drafted);
        assertThat(edition.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "editions/2025-11-20-news.md:9:1: error: this source could not be collected: the server"
                                + " answers 503; draft the edition again, or remove the block [failed-source]");
        assertThat(Objects.requireNonNull(edition.legible()).sections()).isEmpty();
        assertThat(parsed(draft(section("optional: true\n"))).problems())
                .extracting(Problem::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void what_will_not_go_better_is_not_tried_again() {
        assertThat(draft(section("")).blocks().get(0).trouble()).isEqualTo("the server answers 404");
        assertThat(web.requests()).hasSize(1);
    }

    @Test
    void what_was_collected_before_a_failure_is_there_besides_it() {
        feed(entry("a", "2025-11-18"));
        draft(section(""));
        web.on("/feed", 500, new byte[0]);
        Drafted drafted = draft(section(""));
        assertThat(drafted.text()).contains("- title: \"a\"", "# could not be collected: the server answers 500");
    }

    @Test
    void offline_nothing_is_asked() {
        feed(entry("a", "2025-11-18"));
        assertThat(draft(section(""), null, null, Asking.NONE).blocks().get(0).trouble())
                .contains("never collected");
        draft(section(""));
        int before = web.requests().size();
        assertThat(titles(draft(section(""), null, null, Asking.NONE))).containsExactly("a");
        assertThat(web.requests()).hasSize(before);
    }

    @Test
    void offline_the_reason_stays_that_of_the_last_time_that_it_was_asked() {
        web.on("/feed", 503, new byte[0]);
        draft(section(""));
        Drafted never = draft(section(""), null, null, Asking.NONE);
        assertThat(never.blocks().get(0).trouble()).isEqualTo("the server answers 503");
        assertThat(never.text()).contains("# could not be collected: the server answers 503");
        feed(entry("a", "2025-11-18"));
        draft(section(""));
        assertThat(draft(section(""), null, null, Asking.NONE).blocks().get(0).trouble())
                .isNull();
        web.on("/feed", 404, new byte[0]);
        draft(section(""));
        Drafted before = draft(section(""), null, null, Asking.NONE);
        assertThat(before.text()).contains("- title: \"a\"", "# could not be collected: the server answers 404");
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        String entry = entry("a", "2025-11-18");
        web.on("/feed", (request, out) -> {
            byte[] body = ("<feed xmlns=\"http://www.w3.org/2005/Atom\">" + entry + "</feed>")
                    .getBytes(StandardCharsets.UTF_8);
            boolean known = request.contains("If-None-Match: \"1\"");
            out.write(ScriptedWeb.answer(known ? 304 : 200, known ? new byte[0] : body, "ETag: \"1\""));
        });
        assertThat(titles(draft(section("")))).containsExactly("a");
        assertThat(titles(draft(section("")))).containsExactly("a");
        assertThat(web.requests().get(1)).contains("If-None-Match: \"1\"");
    }

    @Test
    void a_file_of_the_workspace_is_a_feed_too_but_none_outside() throws IOException {
        Path outside = Files.writeString(root.resolveSibling("secret-" + root.getFileName() + ".xml"), "<feed/>");
        try {
            Files.createDirectories(root.resolve("feeds"));
            Files.writeString(
                    root.resolve("feeds/a.xml"),
                    "<feed xmlns=\"http://www.w3.org/2005/Atom\">" + entry("a", "2025-11-18") + "</feed>");
            Files.createSymbolicLink(root.resolve("feeds/link.xml"), outside);
            Files.createSymbolicLink(root.resolve("out"), root.getParent());
            assertThat(titles(draft("## F\n\n```source feed\nfile: feeds/a.xml\n```\n")))
                    .containsExactly("a");
            for (String path : List.of("feeds/link.xml", "out/" + outside.getFileName(), "feeds/none.xml", "feeds")) {
                assertThat(draft("## F\n\n```source feed\nfile: " + path + "\n```\n")
                                .blocks()
                                .get(0)
                                .trouble())
                        .as(path)
                        .containsAnyOf("leads out of the workspace", "the workspace has no file");
            }
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void a_digest_that_is_wrong_is_not_drafted() {
        assertThatThrownBy(() -> draft("```source fed\nurl: x\n```\n\n```source feed\nulr: x\n```\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("digests/news.md:6:10: error: unknown source 'fed'")
                .hasMessageContaining("digests/news.md:11:1: error: unknown key 'ulr'; did you mean 'url'?");
        assertThat(web.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"items", "talks", "people", "themes", "events", "releases", "changes"})
    void a_feed_may_become_any_block_that_a_feed_can_fill(String kind) {
        feed(entry("a", "2025-11-18"));
        Drafted drafted = draft(section("as: " + kind + "\n"));
        assertThat(drafted.text()).contains("```" + kind + "\n");
        assertThat(titles(drafted)).singleElement().asString().endsWith("a");
    }

    /** Fences, YAML, HTML and Markdown in titles and summaries, in any order. */
    @Test
    void nothing_from_a_source_breaks_out_of_its_block() {
        List<String> pieces = List.of(
                "```",
                "````",
                "~~~",
                "`",
                "\n",
                "\r\n",
                "\u2028",
                "\u0085",
                "---",
                "- title: x",
                "# ",
                "## Evil {topic=x}",
                "\"",
                "'",
                "\\",
                "\\\"",
                ": ",
                "{{subscriber.address}}",
                "{{{x}}}",
                "{% raw %}",
                "<script>alert(1)</script>",
                "<b>",
                "</b>",
                "&lt;",
                "&amp;",
                "&#10;",
                "[x](https://evil.example)",
                "![x](https://evil.example/x.png)",
                "<https://evil.example>",
                "*a*",
                "_b_",
                "~~c~~",
                "**",
                "[^1]",
                "$x$",
                "|",
                "!",
                "\t",
                "\u202e",
                "\u0000",
                "é",
                "\uD83D\uDE00",
                "words",
                " ",
                "\\n",
                "%YAML",
                "!!str",
                "&a",
                "*a",
                "@",
                "source feed",
                "```source feed\nurl: x\n```");
        Random random = new Random(42);
        for (int round = 0; round < 60; round++) {
            List<String> entries = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String title = "T" + piece(random, pieces);
                entries.add("<item><title>" + xml(title) + "</title><guid isPermaLink=\"false\">" + i
                        + "</guid><description>"
                        + xml("S" + piece(random, pieces))
                        + "</description><pubDate>Tue, 18 Nov 2025 08:00:00 GMT</pubDate></item>");
            }
            String path = "/feed" + round;
            web.on(
                    path,
                    "<rss version=\"2.0\"><channel><title>" + xml(piece(random, pieces)) + "</title>"
                            + String.join("", entries) + "</channel></rss>");
            Drafted drafted =
                    draft("## News\n\n```source feed\nurl: " + web.url(path) + "\n```\n\n## After\n\nText.\n");
            Parsed parsed = parsed(drafted);
            assertThat(parsed.problems()).as(drafted.text()).isEmpty();
            List<Section> sections = parsed.orThrow().sections();
            assertThat(sections).as(drafted.text()).extracting(Section::title).containsExactly("News", "After");
            assertThat(sections.get(0).contents())
                    .as(drafted.text())
                    .hasSize(1)
                    .first()
                    .isInstanceOf(Content.Block.class);
            List<Item> items = ((Content.Block) sections.get(0).contents().get(0)).items();
            assertThat(items).as(drafted.text()).hasSize(4).allSatisfy(item -> {
                Item.Post post = (Item.Post) item;
                assertThat(post.url()).isNull();
                assertThat(InlineMarkdown.parse(post.summary() == null ? "" : post.summary())
                                .document()
                                .getFirstChild())
                        .as("%s", post.summary())
                        .satisfies(DrafterTest::isPlain);
            });
        }
    }

    private static void isPlain(@Nullable Node paragraph) {
        for (Node node = paragraph == null ? null : paragraph.getFirstChild(); node != null; node = node.getNext()) {
            boolean showsItself =
                    node instanceof Link link && link.getDestination().equals(PlainText.of(link));
            assertThat(node instanceof Text || showsItself).as(node.toString()).isTrue();
        }
    }

    private static String piece(Random random, List<String> pieces) {
        return Stream.generate(() -> pieces.get(random.nextInt(pieces.size())))
                .limit(1 + random.nextInt(8))
                .reduce("", String::concat);
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\u0000", "");
    }
}
