package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.WorkspaceFiles;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The template that comes with Broadsheet, with the sample edition and with one that holds every block once. */
class RecapTest {
    private static final Path SAMPLE = Path.of("examples/istio-recap");
    private static final Brand BRAND =
            new Brand("Harbour", null, "#466bb0", List.of("1 Sample Quay", "Nowhere"), List.of());

    private static final List<String> TOLD = List.of(
            "Atlanta",
            "Istio Day",
            "10 November",
            "John Howard and Keith Mattix",
            "Is Your Service Mesh AI Ready?",
            "Istio Ambient Goes Multicluster",
            "Jackie Maertens and Steven Jin Xuan",
            "Microsoft",
            "Validating Your Istio Setups? The Tests Are Already Written",
            "Francisco Herrera Lira",
            "Optimizing Istio Autoscaling: From Resource-Centric to Connection-Aware",
            "Punakshi Chaand and Pankaj Sikka",
            "Intuit",
            "Running Databases in Istio's Service Mesh",
            "Tyler Schade and Michael Bolot",
            "GEICO Tech",
            "Is Zero-Downtime Migration Possible? Moving From Ingress & Sidecars to Gateway API",
            "Lin Sun and Ahmad Al-Masry",
            "Credit Karma's Istio Migration: 50k+ Pods, Minimal Impact, Lessons Learned",
            "Sumit Vij and Mark Gergely",
            "CNCF channel on YouTube",
            "Istio Project Update",
            "Istio: Set Sailing With Istio Without Sidecars",
            "Lessons Applied Building a Next-Generation AI Proxy",
            "Automated Rightsizing for Istio DaemonSet Workloads",
            "Gateway API: Table Stakes",
            "Know Before You Go! Speedrun Intro to Gateway API",
            "Return of the Mesh: Gateway API's Epic Quest for Unity",
            "5 Key Lessons From 8 Years of Building Kgateway",
            "GAMMA in Action: How Careem Migrated To Istio Without Downtime",
            "Taming Rollout Risks in Distributed Web Apps: A Location-Aware Gradual Deployment Approach",
            "End-to-End Security With gRPC in Kubernetes",
            "On-Call the Easy Way With Agents",
            "Project Pavilion",
            "Maintainer Track",
            "ContribFest",
            "Daniel Hawton",
            "Chop Wood, Carry Water",
            "Top Committer",
            "Faseela K",
            "Cloud Native for Good",
            "Lin Sun",
            "Amsterdam",
            "2026");

    @Test
    void the_sample_edition_tells_every_fact_in_both_parts() {
        Mailing mailing = sample();
        String html = Jsoup.parse(mailing.html(Workspace.ada())).text();
        String text = mailing.text(Workspace.ada()).replaceAll("\\s+", " ");
        assertThat(html).contains(TOLD).contains("The recordings are still to come.");
        assertThat(text).contains(TOLD).contains("The recordings are still to come.");
    }

    @Test
    void what_holds_for_all_recordings_is_said_to_nobody_twice() {
        for (String part : List.of(sample().html(Workspace.ada()), sample().text(Workspace.ada()))) {
            assertThat(part).containsOnlyOnce("The recordings are still to come.");
        }
    }

    @Test
    void it_is_said_again_where_a_reader_may_have_left_the_first_section_out() {
        String talks = "\n```talks\n- title: A talk\n```\n";
        Mailing mailing = new Renderer(Sample.files(), BRAND, new Settings(ImageMode.INLINE, null))
                .render(Workspace.edition(Workspace.FRONT.formatted("Hi").replace("template: plain", "template: recap")
                        + "\n## A {topic=events}\n" + talks + "\n## B\n" + talks + "\n## C {topic=events}\n" + talks));
        String said = "The recordings are still to come.";
        assertThat(mailing.text(Workspace.ada()).split(said, -1)).hasSize(3);
        assertThat(mailing.text(Workspace.recipient("Ada", "Ada", java.util.Set.of("events")))
                        .split(said, -1))
                .hasSize(2);
    }

    @Test
    void the_sample_edition_is_far_from_being_clipped() {
        // Gmail clips at 102 kB.
        assertThat(sample().html(Workspace.ada()).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(70_000);
    }

    @Test
    void links_of_the_table_of_contents_lead_to_sections() {
        for (Document page : pages()) {
            assertThat(page.select("a[href^=#]"))
                    .isNotEmpty()
                    .allSatisfy(link -> assertThat(
                                    page.getElementById(link.attr("href").substring(1)))
                            .as(link.outerHtml())
                            .isNotNull());
        }
    }

    @Test
    void a_recording_that_is_missing_among_others_is_said_at_its_talk() {
        String text = everyBlock().text(Workspace.ada());
        assertThat(text).containsOnlyOnce("[Recording to come]").doesNotContain("The recordings are still to come.");
        assertThat(text).contains("Watch: https://example.org/watch/1");
    }

    @Test
    void a_theme_without_others_has_no_number() {
        String detail = "\n```themes\n- title: 42 pull requests\n  detail: Of *many*\n%s```\n";
        Mailing lone = recap("", detail.formatted(""));
        assertThat(lone.text(Workspace.ada())).contains("\n42 pull requests\nOf _many_\n");
        assertThat(page(lone).text()).contains("42 pull requests Of many").doesNotContain("1 42 pull requests");
        Mailing two = recap("", detail.formatted("- 2 releases\n"));
        assertThat(two.text(Workspace.ada())).contains("1. 42 pull requests\n   Of _many_\n", "2. 2 releases");
        assertThat(page(two).text()).contains("1 42 pull requests Of many", "2 2 releases");
    }

    @Test
    void an_event_across_two_months_shows_both() {
        assertThat(Jsoup.parse(everyBlock().html(Workspace.ada()))
                        .select(".month")
                        .eachText())
                .containsExactly("Jan 2026", "Jan – 2 Feb 2026");
    }

    @Test
    void the_summaries_of_talks_and_events_are_markdown_in_both_parts() {
        Mailing mailing = recap("", """
                ```talks
                - title: A
                  summary: Now **stable**, see https://why.example/talk & <b>how</b>.
                ```

                ```events
                - title: B
                  date: 2026-03-23
                  summary: "[Register](https://why.example/event) now"
                ```
                """);
        Document page = page(mailing);
        assertThat(page.select(".summary a").eachAttr("href"))
                .containsExactly("https://why.example/talk", "https://why.example/event");
        assertThat(page.select(".summary strong").text()).isEqualTo("stable");
        assertThat(mailing.text(Workspace.ada()))
                .contains(
                        "Now *stable*, see https://why.example/talk & how.",
                        "Register [1] now",
                        "https://why.example/event");
    }

    @Test
    void a_summary_of_an_item_is_markdown_in_both_parts() {
        Mailing mailing = recap("", """
                ```items
                - title: A post
                  summary: Now **stable**, see [why](https://why.example/) & <b>how</b>.
                ```
                """);
        Element summary = page(mailing).expectFirst(".summary");
        assertThat(summary.select("strong").text()).isEqualTo("stable");
        assertThat(summary.select("a").attr("href")).isEqualTo("https://why.example/");
        assertThat(mailing.text(Workspace.ada()))
                .contains("Now *stable*, see why [1] &")
                .contains("[1] https://why");
    }

    @Test
    void the_nameplate_is_the_same_in_both_parts_and_no_echo_of_the_title() {
        Mailing other = recap("title: The week", "Hello.");
        assertThat(page(other).select(".name").text()).isEqualTo("Harbour");
        assertThat(other.text(Workspace.ada())).startsWith("Harbour\n");
        Mailing same = recap("title: Harbour", "Hello.");
        assertThat(page(same).select(".name").text()).isEmpty();
        assertThat(same.text(Workspace.ada())).startsWith("====").containsOnlyOnce("\nHarbour\n");
    }

    @Test
    void words_stay_and_the_link_goes_where_not_everybody_gets_the_section() {
        Element opening = page(recap("topics: { rel: Releases }", """
                See [releases](#rel), <a href="#rel">again</a> and [talks](#talks).

                ## Releases {#rel topic=rel}
                Text.

                ## Talks {#talks}
                Text.
                """)).expectFirst(".opening");
        assertThat(opening.text()).startsWith("See releases, again and talks.");
        assertThat(opening.select(".prose a").eachAttr("href")).containsExactly("#talks");
    }

    @Test
    void changes_without_an_area_stand_before_all_areas() {
        String text = recap("", """
                ```changes
                - { title: In an area, area: Docs, number: 7 }
                - { title: In none, number: "#8" }
                ```
                """).text(Workspace.ada());
        assertThat(text).containsSubsequence("* In none #8\n", "Docs:\n", "* In an area #7\n");
    }

    @Test
    void an_event_has_the_zone_of_the_front_matter_unless_it_has_its_own() {
        String events = """
                ```events
                - { title: One, date: 2026-02-01, time: "09:00" }
                - { title: Two, date: 2026-02-02, time: "09:00", zone: Asia/Tokyo }
                - { title: Three, date: 2026-02-03 }
                ```
                """;
        assertThat(page(recap("zone: Europe/Amsterdam", events))
                        .select(".quiet")
                        .eachText())
                .containsExactly("09:00 Europe/Amsterdam", "09:00 Asia/Tokyo");
        assertThat(page(recap("", events)).select(".quiet").eachText()).containsExactly("09:00", "09:00 Asia/Tokyo");
    }

    @Test
    void a_talk_shows_its_page_its_recording_and_its_day() {
        String text = recap("", """
                ```talks
                - title: A talk
                  track: Mesh
                  date: 2026-01-04
                  url: https://talks.example/1
                  recording: https://video.example/1
                ```
                """).text(Workspace.ada());
        assertThat(text)
                .contains("  4 January 2026\n", "  https://talks.example/1\n", "Watch: https://video.example/1");
    }

    @Test
    void a_heading_of_a_table_is_aligned_as_its_cells() {
        Element heading = page(recap("", """
                | Name | Count |
                |---|--:|
                | a | 1 |
                """)).select("th").get(1);
        assertThat(heading.attr("style")).contains("text-align:right").doesNotContain("text-align:left");
    }

    @Test
    void of_three_photos_the_first_stands_alone() {
        assertThat(page(everyBlock()).select(".photo img").eachAttr("alt").subList(1, 4))
                .containsExactly("One", "Two", "Three");
        assertThat(page(everyBlock()).select(".half img").eachAttr("alt")).containsExactly("Two", "Three");
    }

    private static Document page(Mailing mailing) {
        return Jsoup.parse(mailing.html(Workspace.ada()));
    }

    private static Mailing recap(String front, String body) {
        String file = """
                ---
                name: Digest
                list: community
                from: Harbour <recap@harbour.example>
                %s
                ---
                %s""".formatted(front, body);
        return render(
                new WorkspaceFiles(SAMPLE),
                "editions/2026-01-05-edition.md",
                file.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static List<Document> pages() {
        return Stream.of(sample(), everyBlock())
                .map(mailing -> Jsoup.parse(mailing.html(Workspace.ada())))
                .toList();
    }

    private static Mailing sample() {
        Assets files = new WorkspaceFiles(SAMPLE);
        String path = "editions/2025-11-20-istio-at-kubecon-na-2025.md";
        return render(files, path, files.read(path).orElseThrow());
    }

    private static Mailing everyBlock() {
        return Sample.everyBlock("recap");
    }

    private static Mailing render(Assets files, String path, byte[] file) {
        Edition edition =
                EditionParser.ofEditions(Defaults.NONE).parse(path, file).orThrow();
        return new Renderer(files, BRAND, new Settings(ImageMode.INLINE, null)).render(edition);
    }
}
