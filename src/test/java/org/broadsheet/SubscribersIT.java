package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
        assertThat(workspace.run("import", "people.csv", "--list", "community").exit())
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
}
