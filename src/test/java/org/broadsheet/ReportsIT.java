package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.broadsheet.TestWorkspace.Run;
import org.broadsheet.delivery.SmtpPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What commands say to people and to programs, with everything real but the server. */
class ReportsIT {
    private static final String FILE = "editions/" + TestWorkspace.EDITION + ".md";

    @TempDir
    Path folder;

    private TestWorkspace workspace() {
        return new TestWorkspace(folder);
    }

    @Test
    void the_last_line_of_standard_output_is_json_with_one_style_of_keys_whatever_happens() {
        TestWorkspace workspace = workspace()
                .edition("Hello <https://project.example/>\n\n![Missing](no.png)\n")
                .file("bad.csv", "address,opted_out\na@b.example,\na@b.example,\nnobody,\n");
        List<List<String>> commands = List.of(
                List.of("import", "bad.csv", "--list", "community"),
                List.of("init", "made"),
                List.of("import", "none.csv", "--list", "community"),
                List.of("import", "bad.csv", "--list", "No list"),
                List.of("check", FILE),
                List.of("check", "none.md"),
                List.of("preview", FILE, "--out", "shown"),
                List.of("preview", FILE, "--out", "bad.csv"),
                List.of("send", FILE),
                List.of("approve", FILE),
                List.of("status"),
                List.of("status", "never"),
                List.of("resume", "never"),
                List.of("test", FILE, "--to", "you@b.example"),
                List.of("test", FILE, "--to", "nobody"),
                List.of("check"),
                List.of("chek", FILE),
                List.of("send", FILE, "--fast"),
                List.of("pause", "never"),
                List.of("export", "--list", "nolist"));
        run(workspace, commands);
        workspace.edition("Hello <https://project.example/>\n");
        run(
                workspace,
                List.of(
                        List.of("check", FILE),
                        List.of("preview", FILE, "--out", "shown"),
                        List.of("send", FILE, "--dry-run"),
                        List.of("approve", FILE),
                        List.of("send", FILE),
                        List.of("send", FILE),
                        List.of("status"),
                        List.of("status", TestWorkspace.EDITION),
                        List.of("resume", TestWorkspace.EDITION)));
    }

    private static void run(TestWorkspace workspace, List<List<String>> commands) {
        for (List<String> command : commands) {
            List<String> arguments = new ArrayList<>(command);
            arguments.add("--json");
            Run run = workspace.run(arguments.toArray(String[]::new));
            assertThat(run.out().strip().lines()).as(command + run.err()).hasSize(1);
            assertThat(keys(run.json()))
                    .as(command.toString())
                    .allSatisfy(key -> assertThat(key).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
        }
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.propertyNames().forEach(keys::add);
        node.forEach(child -> keys.addAll(keys(child)));
        return keys;
    }

    @Test
    void a_preview_shows_what_it_can_and_names_what_it_cannot() throws Exception {
        TestWorkspace workspace = workspace().edition("Hello.\n\n![The hall at noon](no.png)\n");
        Run preview = workspace.run("preview", FILE, "--out", "shown");
        assertThat(preview.exit()).as(preview.err()).isZero();
        assertThat(preview.err()).contains(FILE + ":11:1: error: There is no picture 'no.png' in the workspace");
        assertThat(preview.out()).contains("(1 error, ");
        assertThat(Files.readString(folder.resolve("shown/index.html"))).contains("Hello.", "alt=\"The hall at noon\"");
        assertThat(Files.readString(folder.resolve("shown/message.txt"))).contains("The hall at noon");
        assertThat(workspace.run("check", FILE).exit()).isEqualTo(3);
        assertThat(workspace.run("send", FILE).exit()).isEqualTo(3);

        Run nothing = workspace.file("a.md", "---\nlist: [\n---\n").run("preview", "a.md", "--out", "shown");
        assertThat(nothing.exit()).isEqualTo(3);
    }

    @Test
    void the_status_of_an_edition_shows_each_of_its_rehearsals() {
        TestWorkspace workspace = workspace().edition("Hello\n").people(2);
        for (int i = 0; i < 3; i++) {
            assertThat(workspace.run("send", FILE, "--again").exit()).isZero();
        }
        Run status = workspace.run("status", TestWorkspace.EDITION, "--json");
        assertThat(status.json().get("rehearsal").asInt()).isEqualTo(3);
        assertThat(status.json().get("other_rehearsals").valueStream())
                .extracting(other -> other.get("rehearsal").asInt() + " "
                        + other.get("accepted").asInt())
                .containsExactly("2 2", "1 2");
        assertThat(workspace.run("status", TestWorkspace.EDITION).out())
                .containsSubsequence("(rehearsal 3): sent", "(rehearsal 2)", "sent", "(rehearsal 1)", "2 accepted");
    }

    @Test
    void a_preview_into_a_file_is_refused() {
        TestWorkspace workspace = workspace().edition("Hello.\n").file("taken.txt", "precious");
        Run preview = workspace.run("preview", FILE, "--out", "taken.txt");
        assertThat(preview.exit()).isEqualTo(2);
        assertThat(preview.err().strip()).isEqualTo("error: --out names a file, taken.txt; name a folder");
    }

    @Test
    void a_test_message_says_that_it_is_one() {
        try (SmtpPeer peer = SmtpPeer.willing()) {
            TestWorkspace workspace = workspace().smtp(peer.port()).edition("Hello\n");
            assertThat(workspace.run("test", FILE, "--to", "you@b.example").exit())
                    .isZero();
            assertThat(peer.taken().get(0).message()).contains("\nSubject: [Test] News for you\r\n");
        }
    }

    @Test
    void names_are_taken_in_without_what_hides_in_them() throws Exception {
        TestWorkspace workspace = workspace()
                .edition("Hello {{subscriber.name}}\n")
                .file("people.csv", "address,name\np1@b.example,\ufeffA\u202eda\u202c\np2@b.example,علی\u200cرضا\n");
        assertThat(workspace
                        .run("import", "people.csv", "--list", "community", "--confirmed", "--evidence", "asked for it")
                        .exit())
                .isZero();
        assertThat(workspace.run("export", "--list", "community").out())
                .contains("Ada", "علی\u200cرضا")
                .doesNotContain("\ufeff", "\u202e", "\u202c");
        assertThat(workspace.run("send", FILE).exit()).isZero();
        assertThat(Files.readString(workspace.outbox().get(0), StandardCharsets.ISO_8859_1))
                .contains("\r\nTo: Ada <p1@b.example>\r\n");
    }

    @Test
    void what_was_only_rehearsed_is_not_called_approved() {
        TestWorkspace workspace = workspace().edition("Hello\n").people(2);
        assertThat(workspace.run("send", FILE).exit()).isZero();
        assertThat(workspace.run("status").out().lines().filter(line -> !line.contains("(rehearsal")))
                .singleElement()
                .asString()
                .contains("rehearsed", "not sent yet")
                .doesNotContain("approved");
        assertThat(workspace.run("status", TestWorkspace.EDITION).out())
                .contains("as it asks for no approval")
                .doesNotContain("approved");
        assertThat(workspace
                        .run("status", "--json")
                        .json()
                        .get("editions")
                        .get(1)
                        .get("rehearsed_only")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void what_waits_for_the_next_try_says_when_that_is() {
        try (SmtpPeer peer = SmtpPeer.scripted(
                (command, message) -> command.startsWith("RCPT TO:<p2@") ? "451 4.7.1 come back later" : null)) {
            TestWorkspace workspace =
                    workspace().smtp(peer.port()).edition("Hello\n").people(3);
            workspace.run("send", FILE, "--yes");
            String words = ", waits for 1, next try 20";
            assertThat(workspace.run("status").out()).contains("sending", words);
            assertThat(workspace.run("status", TestWorkspace.EDITION).out())
                    .contains("sending" + words, "broadsheet resume " + TestWorkspace.EDITION);
            assertThat(workspace
                            .run("status", TestWorkspace.EDITION, "--json")
                            .json()
                            .get("next_try")
                            .asString())
                    .startsWith("20");
        }
    }

    @Test
    void a_test_message_calls_nobody_by_a_name_that_is_not_theirs() {
        try (SmtpPeer peer = SmtpPeer.willing()) {
            TestWorkspace workspace = workspace().smtp(peer.port()).edition("Hello {{subscriber.first_name|there}}\n");
            assertThat(workspace.run("test", FILE, "--to", "you@b.example").out())
                    .contains("calls you Ada: a sample's name");
            assertThat(peer.taken().get(0).message()).contains("\nTo: you@b.example\r\n");
            workspace.run("test", FILE, "--to", "Yu <you@b.example>");
            assertThat(peer.taken().get(1).message()).contains("\nTo: Yu <you@b.example>\r\n");
        }
    }

    @Test
    void a_dry_run_says_whose_name_its_subject_holds() throws Exception {
        TestWorkspace workspace = workspace().edition("Hello\n").people(1);
        Path file = workspace.root().resolve(FILE);
        Files.writeString(
                file, Files.readString(file).replace("News for you", "News for {{subscriber.first_name|you}}"));
        Run dry = workspace.run("send", FILE, "--dry-run");
        assertThat(dry.out()).contains("News for Ada (to Ada Reader, a sample)");
        assertThat(workspace.edition("Hello\n").run("send", FILE, "--dry-run").out())
                .doesNotContain("Ada");
    }

    @Test
    void a_new_workspace_warns_of_what_its_sample_left_and_can_be_sent_all_the_same() throws Exception {
        assertThat(workspace().run("init", "made").exit()).isZero();
        TestWorkspace made = new TestWorkspace(folder.resolve("made"));
        String file;
        try (Stream<Path> editions = Files.list(made.root().resolve("editions"))) {
            file = "editions/" + editions.findFirst().orElseThrow().getFileName();
        }
        Run checked = made.run("check", file);
        assertThat(checked.exit()).as(checked.err()).isZero();
        assertThat(checked.out() + checked.err())
                .contains("the brand's name is still 'Our Community'", "the sample's own sentence")
                .contains("no mail can come from example.org", "'https://example.org/' belongs to nobody");
        assertThat(made.run(
                                "import",
                                "subscribers.csv",
                                "--list",
                                "community",
                                "--confirmed",
                                "--evidence",
                                "asked for it")
                        .exit())
                .isZero();
        assertThat(made.run("send", file).exit()).isZero();
        assertThat(made.root().resolve(".gitignore")).content().contains("\n*.csv\n");
    }
}
