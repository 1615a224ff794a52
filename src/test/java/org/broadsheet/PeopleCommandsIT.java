package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.broadsheet.TestWorkspace.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lists}, {@code subscribe}, {@code unsubscribe}, and commands that say how many people there are. */
class PeopleCommandsIT {
    @TempDir
    Path folder;

    private TestWorkspace workspace;

    @BeforeEach
    void fill() {
        workspace = new TestWorkspace(folder).people(3);
        workspace.run("suppress", "p3@readers.example");
    }

    @Test
    void lists_are_shown_with_their_people() {
        assertThat(workspace
                        .run("subscribe", "New <new@readers.example>", "--list", "community")
                        .out())
                .contains("nobody can by themselves until broadsheet.yaml opens the list")
                .doesNotContain("sign-up page");
        workspace.run("unsubscribe", "p2@readers.example", "--list", "community", "--reason", "asked by phone");

        Run lists = workspace.run("lists");
        assertThat(lists.exit()).as(lists.err()).isZero();
        assertThat(lists.out().lines().toList().get(1)).matches("community +1 +1 +1 +1  closed +none yet");
        assertThat(lists.out()).contains("1 list; 'broadsheet subscribers --list community");
        assertThat(workspace
                        .run("lists", "--json")
                        .json()
                        .get("lists")
                        .get(0)
                        .get("unsubscribed")
                        .asInt())
                .isEqualTo(1);

        Run waiting = workspace.run("subscribers", "--list", "community", "--unconfirmed");
        assertThat(waiting.out()).contains("new@readers.example", "1 unconfirmed on list community");
        assertThat(workspace.run("subscribers", "--list", "community").out())
                .contains("1 on list community; 1 more is unconfirmed: --unconfirmed shows them; 1 suppressed");
    }

    @Test
    void lists_of_an_empty_workspace_are_none() {
        TestWorkspace empty = new TestWorkspace(folder.resolve("empty")).file("broadsheet.yaml", "");

        assertThat(empty.run("lists").out()).contains("There are no lists yet");
        assertThat(folder.resolve("empty/.broadsheet")).doesNotExist();
    }

    @Test
    void nobody_is_subscribed_against_their_will() {
        Run unsure = workspace.run("subscribe", "x@readers.example", "--list", "community", "--confirmed");
        assertThat(unsure.exit()).isEqualTo(2);
        assertThat(unsure.err()).contains("--evidence");

        workspace.run("unsubscribe", "p2@readers.example", "--list", "community", "--reason", "asked by phone");
        Run left = workspace.run(
                "subscribe", "p2@readers.example", "--list", "community", "--confirmed", "--evidence", "asked");
        assertThat(left.exit()).isEqualTo(1);
        assertThat(left.err()).contains("has left list community", "by signing up themselves");

        Run suppressed = workspace.run(
                "subscribe", "p3@readers.example", "--list", "community", "--confirmed", "--evidence", "asked");
        assertThat(suppressed.exit()).isEqualTo(1);
        assertThat(suppressed.err()).contains("is suppressed (blocked)", "broadsheet unsuppress p3@readers.example");

        Run stranger = workspace.run("unsubscribe", "nobody@readers.example", "--list", "community");
        assertThat(stranger.exit()).isEqualTo(1);
        assertThat(stranger.err()).contains("is not on list community");
        assertThat(workspace.run("export", "p2@readers.example").out()).contains("asked by phone; 'unsubscribe' by");
    }

    @Test
    void a_dry_run_and_a_send_count_the_same() {
        workspace.edition("Hello reader, this is what there is to say this week.\n");
        String file = "editions/" + TestWorkspace.EDITION + ".md";

        assertThat(workspace.run("send", file, "--dry-run").out())
                .contains("would go to list community: 3 recipients = 2 readers + 1 suppressed");
        assertThat(workspace.run("send", file).out()).contains("3 recipients = 2 accepted + 1 suppressed");
        assertThat(workspace.run("status").out().lines())
                .allMatch(line -> line.equals(line.stripTrailing()))
                .anyMatch(line -> line.endsWith("rehearsed  not sent yet"));
    }

    @Test
    void an_export_says_whom_it_leaves_out() {
        Run export = workspace.run("export", "--list", "community");

        assertThat(export.out()).doesNotContain("p3@readers.example");
        assertThat(export.err()).contains("left out, since they get no mail: 1 suppressed; --all writes them too");
        assertThat(workspace.run("export", "--list", "community", "--all").out())
                .contains("p3@readers.example,Person 3,P3,,,,,,suppressed,");
    }

    @Test
    void a_segment_with_a_topic_or_attribute_that_is_not_there_is_not_taken_in_silence() {
        workspace.digestWithTopic("events");

        Run topic = workspace.run("subscribers", "--list", "community", "--segment", "tag:a or not topic:evnts");
        assertThat(topic.exit()).isEqualTo(2);
        assertThat(topic.err())
                .contains(
                        "--segment:1:20: error: the segment names the topic evnts, which no digest",
                        "did you mean 'events'?");
        assertThat(workspace
                        .run("subscribers", "--list", "community", "--segment", "topic:events")
                        .exit())
                .isZero();

        Run attribute = workspace.run("subscribers", "--list", "community", "--segment", "attribute.company=Acme");
        assertThat(attribute.exit()).isZero();
        assertThat(attribute.err()).contains("nobody on list community has an attribute company");
    }

    @Test
    void exports_and_reports_are_not_written_over_a_file_unasked() throws IOException {
        for (List<String> command : List.of(
                List.of("export", "--list", "community", "--out", "mine.txt"),
                List.of("export", "p2@readers.example", "--out", "mine.txt"))) {
            workspace.file("mine.txt", "kept");
            if (isPosix()) {
                Files.setPosixFilePermissions(folder.resolve("mine.txt"), OWN);
            }
            Run refused = workspace.run(command.toArray(String[]::new));
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err()).contains("would write over mine.txt", "--yes");
            assertThat(folder.resolve("mine.txt")).hasContent("kept");

            String[] meant = Stream.concat(command.stream(), Stream.of("--yes")).toArray(String[]::new);
            assertThat(workspace.run(meant).exit()).isZero();
            assertThat(folder.resolve("mine.txt")).content().contains("p2@readers.example");
            if (isPosix()) {
                assertThat(Files.getPosixFilePermissions(folder.resolve("mine.txt")))
                        .isEqualTo(OWN);
            }
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
            }
        }
    }

    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");

    private boolean isPosix() throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
    }

    @Test
    void suppressions_are_not_written_over_a_file_unasked() {
        assertThat(workspace.run("suppressions", "--export", "s.csv").exit()).isZero();
        Run again = workspace.run("suppressions", "--export", "s.csv");
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("would write over s.csv", "--yes");
        assertThat(workspace.run("suppressions", "--export", "s.csv", "--yes").exit())
                .isZero();
    }

    @Test
    void the_file_of_who_left_elsewhere_keeps_when_they_did() {
        workspace.file("left.csv", "Email Address,UNSUB_TIME\nz@readers.example,2024-03-04 05:06:07\n");

        assertThat(workspace.run("suppressions", "--import", "left.csv").exit()).isZero();
        assertThat(workspace.run("suppressions").out()).contains("2024-03-04");
    }
}
