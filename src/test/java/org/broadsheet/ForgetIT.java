package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.broadsheet.TestWorkspace.Run;
import org.broadsheet.store.Database;
import org.broadsheet.store.DatabaseSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is kept of a person, as commands show and erase it; suppression by command. */
class ForgetIT {
    @TempDir
    Path folder;

    private TestWorkspace workspace;

    @BeforeEach
    void make() {
        workspace = new TestWorkspace(folder)
                .file("people.csv", """
                        address,name,zone,team
                        Zebedee@one.example,Zebedee Quark,,docs
                        ann@one.example,Ann,,
                        zebedee@one.example.org,Other,Nowhere/Land,
                        zebedee@one.example,Zebedee twice,Nowhere/Land,
                        """)
                .edition("Hello {{subscriber.name}}, this is the news.\n");
        Run imported = workspace.run(
                "import", "people.csv", "--list", "community", "--confirmed", "--evidence", "asked for it");
        assertThat(imported.out()).contains("2 inserted", "2 rejected");
        assertThat(workspace
                        .run("send", "editions/" + TestWorkspace.EDITION + ".md")
                        .exit())
                .isZero();
        workspace.run("suppress", "zebedee@one.example", "--evidence", "zebedee wrote to us");
    }

    @Test
    void whoever_is_forgotten_is_in_no_table_and_in_no_file_of_the_workspace() throws IOException {
        assertThat(tables()).contains("zebedee quark", "zebedee@one.example");

        Run refused = workspace.run("forget", "ZEBEDEE@one.example");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(tables()).contains("zebedee quark");

        Run run = workspace.run("forget", "ZEBEDEE@one.example", "--yes", "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode json = run.json();
        assertThat(json.get("subscriber").asBoolean()).isTrue();
        assertThat(json.get("deliveries").asInt()).isEqualTo(1);
        assertThat(json.get("files").asInt()).as("a message and a rejected row").isEqualTo(2);
        assertThat(json.get("still_named_in").get(0).asString()).endsWith("people.csv");
        assertThat(run.err()).contains("people.csv still names the address");
        assertThat(tables()).doesNotContain("zebedee").contains("ann@one.example", "forgotten");
        assertThat(files())
                .doesNotContain("zebedee@one.example-", "zebedee@one.example\"", "zebedee quark", "zebedee twice")
                .contains("ann@one.example", "zebedee@one.example.org,other");
        Run again = workspace.run("import", "people.csv", "--list", "community");
        assertThat(again.out()).contains("1 suppressed");
        assertThat(workspace.run("status", TestWorkspace.EDITION).out()).contains("2");
    }

    @Test
    void what_is_held_on_an_address_is_shown_to_whoever_asks_for_it() {
        Run run = workspace.run("export", "zebedee@ONE.example");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("Zebedee Quark", "asked for it", TestWorkspace.EDITION, "zebedee wrote to us")
                .doesNotContain("ann@one.example");

        workspace.run("suppress", "stranger@x.example", "--reason", "bounced");
        Run stranger = workspace.run("export", "stranger@x.example", "--json");
        assertThat(stranger.json().get("suppressed").get(0).get("reason").asString())
                .isEqualTo("bounced");

        Run nobody = workspace.run("export", "nobody@x.example");
        assertThat(nobody.exit()).isEqualTo(1);
        assertThat(nobody.err()).contains("Nothing is held on nobody@x.example");
        assertThat(workspace.run("export").exit()).isEqualTo(2);
        assertThat(workspace.run("export", "a@x.example", "--list", "community").exit())
                .isEqualTo(2);
    }

    @Test
    void suppressions_are_made_shown_exported_taken_in_and_lifted() throws IOException {
        assertThat(workspace
                        .run("suppress", "@Bücher.example", "--evidence", "a trap\u001b[31m")
                        .out())
                .contains("@xn--bcher-kva.example is not written to any more");
        assertThat(workspace.run("suppress", "zebedee@one.example").out()).contains("suppressed already");
        Run list = workspace.run("suppressions");
        assertThat(list.out())
                .contains("@xn--bcher-kva.example", "Zebedee@one.example", "blocked", "2 suppressed")
                .doesNotContain("\u001b");

        assertThat(workspace.run("suppressions", "--export", "all.csv").out()).contains("2 suppressions written");
        assertThat(Files.readString(folder.resolve("all.csv"))).contains("xn--bcher-kva.example");
        workspace.file("more.csv", "address,reason\nx@y.example,bounced\nnonsense,bounced\n");
        Run more = workspace.run("suppressions", "--import", "more.csv");
        assertThat(more.exit()).isEqualTo(1);
        assertThat(more.out()).contains("1 added", "row 3: rejected, column address");

        assertThat(workspace.run("unsuppress", "a@bücher.example", "--yes").err())
                .contains("is suppressed with its domain; 'broadsheet unsuppress @xn--bcher-kva.example'");
        assertThat(workspace.run("unsuppress", "x@y.example").exit()).isEqualTo(2);
        assertThat(workspace.run("unsuppress", "x@y.example", "--yes").out()).contains("may be written to again");
        assertThat(workspace.run("unsuppress", "x@y.example", "--yes").err()).contains("is not suppressed");
        assertThat(workspace.run("suppress", "nonsense").err()).contains("neither an address nor a domain");
        assertThat(workspace.run("suppress", "a@x.example", "--reason", "bored").err())
                .contains("bounced, complained, forgotten, blocked");
    }

    /** Every row of every table, in lower case. */
    private String tables() {
        StringBuilder all = new StringBuilder();
        try (Database database = Database.open(DatabaseSettings.EMBEDDED, folder.resolve(".broadsheet"))) {
            database.jdbi().useHandle(handle -> {
                List<String> tables = handle.createQuery(
                                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
                        .mapTo(String.class)
                        .list();
                assertThat(tables).contains("subscriber", "notice", "import_run", "attempt");
                for (String table : tables) {
                    handle.createQuery("SELECT * FROM \"" + table + "\"")
                            .map((row, context) -> {
                                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                                    byte[] bytes = row.getMetaData()
                                                    .getColumnTypeName(i)
                                                    .contains("BINARY")
                                            ? row.getBytes(i)
                                            : null;
                                    all.append(
                                                    bytes == null
                                                            ? row.getString(i)
                                                            : new String(bytes, StandardCharsets.ISO_8859_1))
                                            .append(' ');
                                }
                                return all;
                            })
                            .list();
                }
            });
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }

    /** Names and contents of all files but the database's own and the one that was imported. */
    private String files() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith("broadsheet.") && !name.equals("people.csv")) {
                    all.append(name).append('\n').append(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }
}
