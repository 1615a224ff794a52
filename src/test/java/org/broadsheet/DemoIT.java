package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.broadsheet.TestWorkspace.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
    @TempDir
    Path folder;

    @Test
    void it_runs_again_where_it_ran_and_leaves_nothing_outside() throws Exception {
        TestWorkspace around = new TestWorkspace(folder);
        Path copy = folder.resolve("copy");
        Run first = around.run("demo", "--workspace", copy.toString(), "--json");
        assertThat(first.exit()).as(first.err()).isZero();
        Path kept = Files.createDirectories(copy.resolve(".broadsheet/outbox/kept"));

        Run second = around.run("demo", "--workspace", copy.toString(), "--json");

        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(second.json().get("accepted")).isEqualTo(first.json().get("accepted"));
        assertThat(kept).exists();
        assertThat(in(folder)).containsExactly("copy");
    }

    @Test
    void a_folder_of_somebody_is_left_alone() throws Exception {
        Files.writeString(folder.resolve("mine.txt"), "mine");

        Run run = new TestWorkspace(folder).run("demo", "--workspace", folder.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("is not empty and not a demo");
        assertThat(in(folder)).containsExactly("mine.txt");
    }

    private static Stream<String> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
