package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.broadsheet.TestWorkspace.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code broadsheet import} as its user meets it. */
class ImportIT {
    @TempDir
    Path folder;

    private TestWorkspace workspace;

    @BeforeEach
    void make() {
        workspace = new TestWorkspace(folder);
    }

    @Test
    void who_has_not_agreed_gets_nothing_and_every_command_says_why() {
        workspace.file("people.csv", "address\nada@one.example\n").edition("Hello reader, this is the news.\n");

        Run imported = workspace.run("import", "people.csv", "--list", "community");
        assertThat(imported.exit()).isZero();
        assertThat(imported.out()).contains("1 inserted", "1 of them gets no mail until they confirm", "--confirmed");
        assertThat(imported.out())
                .contains("cannot be asked, since broadsheet.yaml does not open the list, under lists: community:")
                .doesNotContain("--invite");

        Run sent = workspace.run("send", "editions/" + TestWorkspace.EDITION + ".md");
        assertThat(sent.exit()).isEqualTo(1);
        assertThat(sent.err()).contains("Nobody on list community gets mail yet: 1 has not confirmed");

        workspace.run("import", "people.csv", "--list", "community", "--confirmed", "--evidence", "asked for it");
        assertThat(workspace
                        .run("send", "editions/" + TestWorkspace.EDITION + ".md")
                        .exit())
                .isZero();
    }

    @Test
    void consent_without_evidence_and_evidence_without_consent_are_refused() {
        workspace.file("people.csv", "address\nada@one.example\n");

        assertThat(refused("--confirmed")).contains("--confirmed needs --evidence");
        assertThat(refused("--confirmed", "--evidence", " ")).contains("--confirmed needs --evidence");
        assertThat(refused("--evidence", "asked")).contains("goes with --confirmed");
        assertThat(refused("--mode", "replace")).contains("upsert, insert, replace-list");
    }

    private String refused(String... options) {
        String[] words = new String[options.length + 4];
        System.arraycopy(new String[] {"import", "people.csv", "--list", "community"}, 0, words, 0, 4);
        System.arraycopy(options, 0, words, 4, options.length);
        Run run = workspace.run(words);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(folder.resolve(".broadsheet")).doesNotExist();
        return run.err();
    }

    @Test
    void nobody_is_taken_off_a_list_without_a_word() {
        workspace.people(3).file("two.csv", "address\np1@readers.example\np2@readers.example\n");

        Run rehearsed =
                workspace.run("import", "two.csv", "--list", "community", "--mode", "replace-list", "--dry-run");
        assertThat(rehearsed.exit()).isZero();
        assertThat(rehearsed.out()).contains("1 on the list is not in the file and would be taken off it");

        Run silent = workspace.run("import", "two.csv", "--list", "community", "--mode", "replace-list");
        assertThat(silent.exit()).isEqualTo(1);
        assertThat(silent.out()).contains("it was left there: say --yes to take it off");

        Run done =
                workspace.run("import", "two.csv", "--list", "community", "--mode", "replace-list", "--yes", "--json");
        assertThat(done.exit()).isZero();
        assertThat(done.json().get("removed").asInt()).isEqualTo(1);
        assertThat(workspace.run("export", "--list", "community").out())
                .contains("p1@readers.example")
                .doesNotContain("p3@readers.example");
    }

    @Test
    void the_report_names_the_program_the_warnings_and_the_file_of_rejected_rows() throws Exception {
        workspace.file(
                "people.csv",
                "uuid,email,name,attributes,status\n1,ada@one.example,Ada,{},enabled\n2,bo@one.example,Bo,{},disabled\n");

        Run run = workspace.run("import", "people.csv", "--list", "community", "--json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "read as an export of listmonk",
                        "does not say who left a list",
                        "left out: column uuid",
                        "row 3: rejected, column status",
                        "the rejected rows are in");
        JsonNode json = run.json();
        assertThat(json.get("origin").asString()).isEqualTo("listmonk");
        assertThat(json.get("unconfirmed").asInt()).isEqualTo(1);
        assertThat(Files.readString(Path.of(json.get("rejected_file").asString())))
                .contains("bo@one.example", "says that the reader has left");
    }

    @Test
    void inviting_says_whom_it_asks_and_that_serve_writes_to_them() {
        workspace.file("people.csv", "address\nada@one.example\nbo@one.example\n");
        assertThat(refused("--invite", "--confirmed", "--evidence", "asked")).contains("leave one of them out");
        Run closed = workspace.run("import", "people.csv", "--list", "community", "--invite");
        assertThat(closed.exit()).isEqualTo(2);
        assertThat(closed.err()).contains("Nobody can sign up for list community", "under lists:");

        workspace.file("broadsheet.yaml", "lists: { community: { from: news@one.example } }\n");
        String[] invite = {"import", "people.csv", "--list", "community", "--invite"};
        Run rehearsed = workspace.run("import", "people.csv", "--list", "community", "--invite", "--dry-run", "--json");
        assertThat(rehearsed.json().get("invited").asInt()).isEqualTo(2);
        assertThat(workspace
                        .run("import", "people.csv", "--list", "community", "--dry-run")
                        .out())
                .contains("2 of them get no mail until they confirm: --invite asks them");
        assertThat(workspace
                        .run("import", "people.csv", "--list", "community", "--invite", "--dry-run")
                        .out())
                .contains("2 would be invited through the sandbox");
        Run invited = workspace.run(invite);
        assertThat(invited.exit()).isZero();
        assertThat(invited.out())
                .contains("2 are invited through the sandbox", "wait until 'broadsheet serve' runs")
                .doesNotContain("--confirmed");
        assertThat(workspace.run(invite).out()).contains("2 have been asked already and not answered yet");
    }

    @Test
    void nobody_is_invited_through_a_real_server_without_a_word() {
        workspace.file("people.csv", "address\nada@one.example\n").file("broadsheet.yaml", """
                smtp: { host: mail.one.example }
                lists: { community: { from: news@one.example } }
                """);
        String[] invite = {"import", "people.csv", "--list", "community", "--invite"};
        assertThat(workspace.run(invite).err()).contains("no url", "which nobody reaches");

        workspace.file("broadsheet.yaml", """
                url: https://news.one.example
                smtp: { host: mail.one.example }
                lists: { community: { from: news@one.example } }
                """);
        Run asked = workspace.run(invite);
        assertThat(asked.exit()).isEqualTo(2);
        assertThat(asked.err()).contains("This would invite 1 person to community through mail.one.example", "--yes");
        assertThat(workspace.run("subscribers", "--list", "community").out()).doesNotContain("ada@one.example");

        Run meant = workspace.run("import", "people.csv", "--list", "community", "--invite", "--yes");
        assertThat(meant.exit()).isZero();
        assertThat(meant.out()).contains("1 is invited through mail.one.example");
    }
}
