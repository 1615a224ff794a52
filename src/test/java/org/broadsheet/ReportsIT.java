package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        assertThat(workspace.run("import", "people.csv", "--list", "community").exit())
                .isZero();
        assertThat(workspace.run("export", "--list", "community").out())
                .contains("Ada", "علی\u200cرضا")
                .doesNotContain("\ufeff", "\u202e", "\u202c");
        assertThat(workspace.run("send", FILE).exit()).isZero();
        assertThat(Files.readString(workspace.outbox().get(0), StandardCharsets.ISO_8859_1))
                .contains("\r\nTo: Ada <p1@b.example>\r\n");
    }
}
