package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a draft to its approval, as people type it. */
class DeskIT {
    private static final String FRONT = """
            ---
            name: News
            list: community
            from: News <news@sender.dev>
            approval: required
            ---
            Hello.

            """;

    @TempDir
    Path folder;

    private TestWorkspace workspace;

    @BeforeEach
    void make() {
        workspace =
                new TestWorkspace(folder).file("broadsheet.yaml", "owners: { '@Ann': 'Ann Example <ann@x.dev>' }\n");
    }

    private static String section(String attributes) {
        return "## Releases {" + attributes + "}\n\nOne is out.\n";
    }

    private void edit(String file, String word, String by) throws IOException {
        Path path = folder.resolve(file);
        Files.writeString(path, Files.readString(path).replace(word, by));
    }

    @Test
    void the_desk_says_what_is_open_and_what_to_type_next() {
        assertThat(workspace.run("desk").out()).contains("Nothing is open");
        assertThat(folder.resolve(".broadsheet/broadsheet.mv.db")).doesNotExist();
        workspace.file(
                "editions/" + today() + "-news.md",
                FRONT + section("owner=ann due=2000-01-01 status=todo")
                        + "\n## Events {owner=@nobody status=draft}\n\nx\n");
        TestWorkspace.Run run = workspace.run("desk", "--json");
        assertThat(run.exit()).isZero();
        assertThat(run.err())
                .contains("2 sections open, 1 overdue, 2 errors")
                .containsPattern("  2000-01-01  Releases  todo   Ann Example  overdue by \\d{1,3},\\d{3} days")
                .contains("  -           Events    draft  @nobody      not among the owners in broadsheet.yaml")
                .contains("next: broadsheet preview editions/");
        assertThat(run.json().at("/editions/0/sections/0/address").asString()).isEqualTo("ann@x.dev");
        assertThat(run.json().at("/editions/0/errors").asInt()).isEqualTo(2);
        assertThat(workspace.run("desk", "2000-01-01-none").err()).contains("There is no edition 2000-01-01-none");
    }

    private static String today() {
        return java.time.LocalDate.now(java.time.ZoneOffset.UTC).toString();
    }

    @Test
    void any_change_after_an_approval_voids_it_and_is_named() throws IOException {
        String file = "editions/" + today() + "-news.md";
        workspace.file(file, FRONT + section("status=done")).people(1);
        assertThat(workspace.run("send", file).err()).contains("needs approval");
        assertThat(workspace.run("desk").out()).contains("waits for approval", "next: broadsheet approve " + file);
        TestWorkspace.Run approved = workspace.run("approve", file, "--json");
        assertThat(approved.exit()).as(approved.err()).isZero();
        assertThat(workspace.run("desk").out()).contains("Nothing is open");
        String sha256 = approved.json().at("/sha256").asString();
        TestWorkspace.Run status = workspace.run("status", today() + "-news", "--json");
        assertThat(status.err())
                .contains(sha256, "  edition.md", "  settings.json")
                .doesNotContain("void");
        assertThat(status.json().at("/manifest").size()).isGreaterThan(2);

        edit(file, "One is out.", "Two are out.");
        workspace.file("broadsheet.yaml", "brand: { accent: '#112233' }\n");
        for (String command : new String[] {"send " + file, "status " + today() + "-news"}) {
            TestWorkspace.Run run = workspace.run(command.split(" "));
            assertThat(run.out() + run.err())
                    .as(command)
                    .contains("was changed after it was approved", file + ":11: section 'Releases' was changed")
                    .contains("broadsheet.yaml was changed (brand.accent)");
        }
        assertThat(workspace.run("desk").out()).contains("next: broadsheet approve " + file);
        assertThat(workspace.run("approve", file).out()).contains("changed since", "section 'Releases' was changed");
        assertThat(workspace.run("send", file).exit()).isZero();
    }

    @Test
    void two_people_cannot_be_told_apart_on_the_command_line() {
        workspace.file("editions/e.md", FRONT.replace("required", "two-person"));
        assertThat(workspace.run("check", "editions/e.md").err())
                .contains("editions/e.md:5:11: error: 'approval: two-person' needs the console", "approval: required");
    }

    @Test
    void a_draft_is_merged_and_what_was_begun_is_drafted_no_more() throws IOException {
        workspace
                .file("digests/news.md", FRONT + "## News\n\n```source feed\nfile: feed.xml\n```\n")
                .people(1);
        feed("one");
        String file = "editions/"
                + workspace.run("draft", "news", "--json").json().at("/edition").asString() + ".md";
        edit(file, "Hello.", "Hello everybody!");
        feed("one", "two");
        TestWorkspace.Run again = workspace.run("draft", file, "--json");
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.err()).contains("merged into your file", "feed feed.xml: 1 new item");
        assertThat(again.json().at("/added/feed feed.xml").asInt()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve(file))).contains("Hello everybody!", "# new since ", "\"two\"");
        edit(file, "- title: \"two\"", "- title: \"two");
        String broken = Files.readString(folder.resolve(file));
        TestWorkspace.Run refused = workspace.run("draft", "news");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains(file + ":").contains("this is not YAML");
        assertThat(Files.readString(folder.resolve(file))).isEqualTo(broken);
    }

    private void feed(String... ids) {
        StringBuilder entries = new StringBuilder();
        for (String id : ids) {
            entries.append("<entry><id>")
                    .append(id)
                    .append("</id><title>")
                    .append(id)
                    .append("</title><published>")
                    .append(java.time.Instant.now()
                            .minusSeconds(86_400)
                            .truncatedTo(java.time.temporal.ChronoUnit.SECONDS))
                    .append("</published></entry>");
        }
        workspace.file(
                "feed.xml", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>B</title>" + entries + "</feed>");
    }
}
