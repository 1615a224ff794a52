package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.Item;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditionParserTest {
    private static final String FRONT = """
            ---
            name: Istio Recap
            list: community
            from: Istio Community <recap@istio.example>
            topics: { events: Events, releases: Releases }
            ---
            """;

    private static Parsed parse(String text) {
        return EditionParser.ofEditions(Defaults.NONE).parse("editions/2025-11-20-recap.md", text);
    }

    private static Edition edition(String body) {
        Parsed parsed = parse(FRONT + body);
        assertThat(parsed.problems()).isEmpty();
        return Objects.requireNonNull(parsed.edition());
    }

    private static List<String> problems(String text) {
        return parse(text).problems().stream().map(Problem::toString).toList();
    }

    private static Node first(Content content) {
        return ((Content.Prose) content).document().getFirstChild();
    }

    @Test
    void a_file_becomes_an_opening_and_sections() {
        Edition edition = edition("""
                Hello {{subscriber.first_name|there}}!

                ## Istio Day {#day topic=events owner=@some_one_else due=2025-11-18 status=draft}
                Prose.

                ```talks title="On stage"
                - title: Is Your Service Mesh AI Ready?
                  speakers: [John Howard]
                  recording: ~
                - title: Second
                  speaker: A, B and C
                ```
                More prose.

                ## Releases {topic=releases} ##
                ## Releases
                """);

        assertThat(edition.id()).isEqualTo("2025-11-20-recap");
        assertThat(edition.front().date()).isEqualTo(LocalDate.of(2025, 11, 20));
        assertThat(edition.front().title()).isEqualTo("Istio Recap");
        Node slot = first(edition.opening().get(0)).getFirstChild().getNext();
        assertThat(((SlotNode) slot).slot()).isEqualTo(new Slot.OfSubscriber(Slot.SubscriberField.FIRST_NAME, "there"));

        Section day = edition.sections().get(0);
        assertThat(day.id()).isEqualTo("day");
        assertThat(day.title()).isEqualTo("Istio Day");
        assertThat(day.topic()).isEqualTo("events");
        assertThat(day.owner()).isEqualTo("@some_one_else");
        assertThat(day.due()).isEqualTo(LocalDate.of(2025, 11, 18));
        assertThat(day.status()).isEqualTo(Section.Status.DRAFT);
        assertThat(day.contents()).hasSize(3);
        Content.Block block = (Content.Block) day.contents().get(1);
        assertThat(block.kind()).isEqualTo(BlockKind.TALKS);
        assertThat(block.title()).isEqualTo("On stage");
        assertThat(block.items()).extracting(Item::title).containsExactly("Is Your Service Mesh AI Ready?", "Second");
        assertThat(block.items().get(0).at()).isEqualTo(new Position("editions/2025-11-20-recap.md", 13, 3));
        assertThat(first(day.contents().get(2))).isInstanceOf(Paragraph.class);

        assertThat(edition.sections()).extracting(Section::id).containsExactly("day", "releases", "releases-2");
        assertThat(edition.sections()).extracting(Section::title).containsExactly("Istio Day", "Releases", "Releases");
    }

    @Test
    void braces_of_others_stay_text() {
        for (String braces : List.of(
                "{{ .Values.image }}",
                "${{ github.ref }}",
                "{{{subscriber.name}}}",
                "{{#each}}",
                "{{>partial}}",
                "{{ title | upper }}")) {
            Edition edition = edition("Use " + braces + " here");
            Node text = first(edition.opening().get(0)).getFirstChild();
            assertThat(text).isInstanceOf(Text.class);
            assertThat(((Text) text).getLiteral()).isEqualTo("Use " + braces + " here");
        }
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_are_welcome() {
        String windows = "\ufeff" + (FRONT + "Hello\n\n## One\nText\n").replace("\n", "\r\n");
        Parsed parsed = EditionParser.ofEditions(Defaults.NONE).parse("a.md", windows.getBytes(StandardCharsets.UTF_8));

        assertThat(parsed.problems()).isEmpty();
        Edition edition = parsed.orThrow();
        assertThat(edition.sections().get(0).at().line()).isEqualTo(9);
    }

    @Test
    void every_problem_of_a_file_is_told_at_once() {
        assertThat(problems("""
                        ---
                        tempalte: recap
                        layout: post
                        list: community
                        list: other
                        from: nobody
                        zone: Europe/Amsterdm
                        ---
                        Hello {{subscriber.frist_name}}

                        ## Talks {topci=events}

                        ```talks
                        - titel: A
                          title: B
                          recording: link to be added
                        - speakers: [C]
                        ```
                        """))
                .containsExactly(
                        "editions/2025-11-20-recap.md:2:1: error: unknown key 'tempalte'; did you mean 'template'? [unknown-key]",
                        "editions/2025-11-20-recap.md:3:1: warning: unknown key 'layout'; Broadsheet does not use it [foreign-key]",
                        "editions/2025-11-20-recap.md:5:1: error: 'list' is already given in line 4; keep one of them [duplicate-key]",
                        "editions/2025-11-20-recap.md:6:7: error: 'from' must be an address such as Istio Community <recap@istio.example>, but is 'nobody' [bad-value]",
                        "editions/2025-11-20-recap.md:7:7: error: 'zone' must be a time zone such as Europe/Amsterdam, but is 'Europe/Amsterdm' [bad-value]",
                        "editions/2025-11-20-recap.md:9:7: error: '{{subscriber.frist_name}}' is not a slot; did you mean 'first_name'? [unknown-slot]",
                        "editions/2025-11-20-recap.md:11:11: error: unknown attribute 'topci'; did you mean 'topic'? [unknown-key]",
                        "editions/2025-11-20-recap.md:14:3: error: unknown key 'titel'; did you mean 'title'? [unknown-key]",
                        "editions/2025-11-20-recap.md:16:14: error: 'recording' is 'link to be added', which is not a URL; give the URL, or leave 'recording' out until there is one [placeholder-link]",
                        "editions/2025-11-20-recap.md:17:3: error: 'title' is missing; give it a value [missing-key]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Z"})
    void utc_is_a_zone_as_others_are_and_is_shown_by_its_name(String zone) {
        FrontMatter front = Objects.requireNonNull(EditionParser.ofEditions(Defaults.NONE)
                        .parse("n.md", "---\nlist: l\nfrom: a@x.example\nzone: " + zone + "\n---\nText")
                        .edition())
                .front();
        assertThat(front.ownZone()).hasToString("UTC");
        assertThat(front.zone()).hasToString("UTC");
    }

    @Test
    void what_the_front_matter_lacks_has_a_default() {
        Edition edition = Objects.requireNonNull(EditionParser.ofEditions(new Defaults(
                        "Weekly",
                        "everybody",
                        MailAddress.parse("W <w@x.example>").orElseThrow()))
                .parse("number-7.md", "---\n---\nText")
                .edition());
        FrontMatter front = edition.front();
        assertThat(front.name()).isEqualTo("Weekly");
        assertThat(front.list()).isEqualTo("everybody");
        assertThat(front.from().address()).isEqualTo("w@x.example");
        assertThat(front.template()).isEqualTo("recap");
        assertThat(front.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(front.ownZone()).isNull();
        assertThat(front.language()).isEqualTo(Locale.ENGLISH);
        assertThat(front.subject()).isEqualTo("Weekly");
        assertThat(front.date()).isNull();
        assertThat(front.skipIfEmpty()).isTrue();
        assertThat(front.approval()).isEqualTo(FrontMatter.Approval.AUTOMATIC);
    }

    @Test
    void what_goes_out_by_itself_is_approved_first() {
        Parsed parsed = parse("---\nlist: a\nfrom: a@b.example\nschedule: 0 0 9 ? * MON\n---\n");
        assertThat(parsed.orThrow().front().approval()).isEqualTo(FrontMatter.Approval.REQUIRED);
    }

    @Test
    void a_first_heading_is_the_title_unless_there_is_another() {
        Edition own = Objects.requireNonNull(parse("---\nlist: a\nfrom: a@b.example\n---\n\n# The *Title*\n\nText\n")
                .edition());
        assertThat(own.front().title()).isEqualTo("The Title");
        assertThat(first(own.opening().get(0))).isInstanceOf(Paragraph.class);
        Edition other =
                Objects.requireNonNull(parse("---\nlist: a\nfrom: a@b.example\ntitle: Other\n---\n# The Title\n")
                        .edition());
        assertThat(other.front().title()).isEqualTo("Other");
        assertThat(first(other.opening().get(0))).isInstanceOf(Heading.class);
    }

    @Test
    void the_lead_is_what_stands_first() {
        assertThat(edition("Hi\n\n## News\nText\n\n```items\n- title: Item\n```\n")
                        .lead())
                .isEqualTo("News");
        assertThat(edition("## News\n\n```items\n- title: Item\n```\n").lead()).isEqualTo("Item");
        assertThat(edition("Hi\n\n```items\n- title: Item\n```\n").lead()).isEqualTo("Item");
        assertThat(edition("Hi").lead()).isEqualTo("Istio Recap");
    }

    @Test
    void a_reference_and_a_note_may_stand_in_another_section() {
        Edition edition =
                edition("A [link][x] and a note[^1].\n\n## Two\nText\n\n[x]: https://x.example\n[^1]: Note.\n");
        Node paragraph = first(edition.opening().get(0));
        assertThat(paragraph.getFirstChild().getNext())
                .isInstanceOfSatisfying(
                        Link.class, link -> assertThat(link.getDestination()).isEqualTo("https://x.example"));
        assertThat(Positions.of("a", paragraph).line()).isEqualTo(7);
    }

    @Test
    void slots_in_code_are_code() {
        Edition edition = edition("`{{subscriber.name}}` and \\{{subscriber.name}}\n\n```\n{{subscriber.name}}\n```\n");
        assertThat(PlainText.of(first(edition.opening().get(0))))
                .isEqualTo("{{subscriber.name}} and {{subscriber.name}}");
        assertThat(first(edition.opening().get(0)).getLastChild()).isInstanceOf(Text.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"optional", "optional=true status=todo", "status=draft optional", "#x optional=true"})
    void an_optional_section_that_is_not_done_is_left_out_and_holds_nothing_up(String attributes) {
        String broken = attributes.contains("status") ? "```items\n- titel: x\n```\n" : "";
        String file = "---\nlist: l\nfrom: a@x.example\n---\nHi.\n\n## One {" + attributes + "}\n\n" + broken;
        Parsed parsed = EditionParser.ofEditions(Defaults.NONE).parse("editions/e.md", file);
        assertThat(parsed.orThrow().sections()).isEmpty();
        assertThat(parsed.omitted()).extracting(Section::title).containsExactly("One");
        assertThat(parsed.problems())
                .anyMatch(problem -> problem.rule().equals("unfinished-section"))
                .allMatch(problem -> problem.severity() == Severity.WARNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"optional", "optional=true status=done", "optional=false status=todo"})
    void an_optional_section_that_is_done_is_sent(String attributes) {
        String file = "---\nlist: l\nfrom: a@x.example\n---\nHi.\n\n## One {" + attributes + "}\n\nWords.\n";
        Parsed parsed = EditionParser.ofEditions(Defaults.NONE).parse("editions/e.md", file);
        assertThat(parsed.orThrow().sections()).hasSize(1);
        assertThat(parsed.problems()).isEmpty();
        String bad = file.replace("{optional", "{optional=perhaps ");
        assertThat(EditionParser.ofEditions(Defaults.NONE)
                        .parse("editions/e.md", bad)
                        .problems())
                .isNotEmpty();
    }
}
