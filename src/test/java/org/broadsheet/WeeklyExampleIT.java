package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.TestWorkspace.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The digest that assembles itself from files, as it is given as an example. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class WeeklyExampleIT {
    private static final Pattern LINK = Pattern.compile("url: \"(https://(?:blog|github)[^\"]*)\"");

    @TempDir
    Path folder;

    @Test
    void four_weeks_are_drafted_checked_and_sent_and_no_item_comes_twice() throws Exception {
        copy(Path.of("examples/weekly-digest"));
        Process make = new ProcessBuilder("bash", "make-repository")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(make.waitFor(60, TimeUnit.SECONDS) && make.exitValue() == 0).isTrue();
        TestWorkspace workspace = new TestWorkspace(folder).file("people.csv", "address\np1@readers.example\n");
        assertThat(workspace
                        .run("import", "people.csv", "--list", "weekly", "--confirmed", "--evidence", "asked")
                        .exit())
                .isZero();
        List<String> links = new ArrayList<>();
        for (String day : List.of("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23")) {
            Run draft = workspace.run("draft", "weekly", "--to", day + "T09:00", "--json");
            assertThat(draft.exit()).as(draft.err()).isZero();
            String file = "editions/" + day + "-weekly.md";
            Run check = workspace.run("check", file);
            assertThat(check.exit()).as(check.err()).isZero();
            assertThat(check.out()).contains("nothing to mend");
            assertThat(workspace.run("send", file).exit()).isZero();
            LINK.matcher(Files.readString(folder.resolve(file)))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(links::add);
        }
        assertThat(links).doesNotHaveDuplicates().hasSize(23); // 7 posts, 14 pull requests of people, 2 releases
        assertThat(Files.readString(folder.resolve("editions/2026-03-02-weekly.md")))
                .contains("2 of them for the first time", "Community call", "tidectl finds its broker in TIDE_BROKER.")
                .doesNotContain("renovate");
        assertThat(Files.readString(folder.resolve("editions/2026-03-16-weekly.md")))
                .contains("{{ .Values.broker.heap }}", "The manual is being translated");
        assertThat(Files.readString(folder.resolve("editions/2026-03-09-weekly.md")))
                .contains("Community call, from Porto", "Pulling cables on purpose");
        assertThat(workspace.outbox()).hasSize(4);
        assertThat(Files.readString(workspace.outbox().get(0))).contains("Subject: Tidewater this week: ");
    }

    private void copy(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }
}
