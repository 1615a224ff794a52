package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.broadsheet.TestWorkspace.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code subscribers}: whom a list reaches. */
class SubscribersIT {
    @TempDir
    Path folder;

    @Test
    void a_list_and_a_segment_of_it_are_shown_and_counted() {
        TestWorkspace workspace = new TestWorkspace(folder).file("people.csv", """
                address,name,tags
                ada@one.example,Ada,maintainer
                bo@two.example,Bo,
                cy@three.example,Cy,Maintainer
                """);
        assertThat(workspace
                        .run("import", "people.csv", "--list", "community", "--confirmed", "--evidence", "asked for it")
                        .exit())
                .isZero();

        Run all = workspace.run("subscribers", "--list", "community");
        assertThat(all.exit()).as(all.err()).isZero();
        assertThat(all.out()).contains("ada@one.example", "bo@two.example", "3 on list community");

        Run some = workspace.run(
                "subscribers", "--list", "community", "--segment", "tag:maintainer", "--limit", "1", "--json");
        assertThat(some.json().get("count").asInt()).isEqualTo(2);
        assertThat(some.json().get("subscribers").size()).isEqualTo(1);
        assertThat(some.json().get("subscribers").get(0).get("address").asString())
                .isEqualTo("ada@one.example");

        Run count = workspace.run("subscribers", "--list", "community", "--segment", "not tag:maintainer", "--count");
        assertThat(count.out()).contains("1 on list community").doesNotContain("bo@two.example");

        Run wrong = workspace.run("subscribers", "--list", "community", "--segment", "tagg:x");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("--segment:1:1: error: 'tagg'", "did you mean 'tag'?");
    }

    @Test
    void an_edition_with_a_segment_goes_to_those_whom_it_means() throws IOException {
        TestWorkspace workspace = new TestWorkspace(folder)
                .file("people.csv", "address,tags\nada@one.example,maintainer\nbo@two.example,\n")
                .edition("Hello reader, this is what there is to say this week.\n");
        assertThat(workspace
                        .run("import", "people.csv", "--list", "community", "--confirmed", "--evidence", "asked for it")
                        .exit())
                .isZero();
        String file = "editions/" + TestWorkspace.EDITION + ".md";

        segment(workspace, file, "tag:maintainer and");
        Run wrong = workspace.run("send", file, "--yes");
        assertThat(wrong.exit()).isNotZero();
        assertThat(wrong.err()).contains("'segment', character 19", "[bad-segment]");
        assertThat(workspace.outbox()).isEmpty();

        Run ignored = workspace.run("send", file, "--yes", "--ignore", "bad-segment");
        assertThat(ignored.exit())
                .as("an error that cannot be ignored: everybody would get it")
                .isNotZero();
        assertThat(workspace.outbox()).isEmpty();

        workspace.digestWithTopic("events");
        Files.createDirectory(folder.resolve("editions/no-file.md"));
        segment(workspace, file, "not topic:evnts");
        for (String command : List.of("check", "approve", "send")) {
            Run unknown = workspace.run(command, file);
            assertThat(unknown.exit()).as(command).isNotZero();
            assertThat(unknown.err())
                    .as(command)
                    .contains("names the topic evnts, which list community does not have", "did you mean 'events'?");
        }
        assertThat(workspace.outbox()).isEmpty();

        segment(workspace, file, "tag:nobody");
        assertThat(workspace.run("send", file, "--yes").err()).contains("means nobody on list community");

        segment(workspace, file, "tag:maintainer");
        Run sent = workspace.run("send", file, "--yes", "--json");
        assertThat(sent.exit()).as(sent.err()).isZero();
        assertThat(sent.json().get("recipients").asInt()).isEqualTo(1);
        assertThat(workspace.outbox()).singleElement().asString().contains("ada@one.example");
        Run status = workspace.run("status", TestWorkspace.EDITION, "--json");
        assertThat(status.err()).contains("segment   tag:maintainer");
        assertThat(status.json().get("segment").asString()).isEqualTo("tag:maintainer");
    }

    private void segment(TestWorkspace workspace, String file, String segment) throws IOException {
        workspace.edition("Hello reader, this is what there is to say this week.\n");
        String text = Files.readString(folder.resolve(file));
        workspace.file(file, text.replaceFirst("---\n", "---\nsegment: \"" + segment + "\"\n"));
    }
}
