package org.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.broadsheet.text.InputException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that come to one workspace at the same moment. */
class OpeningIT {
    private static final int ROUNDS = 4;
    private static final int AT_ONCE = 4;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void several_commands_that_come_and_go_at_once_all_find_the_same_database() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Path data = folder.resolve("round" + round);
            List<Process> commands = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                commands.add(SecondProcess.start(data));
            }
            Set<String> said = new HashSet<>();
            try {
                for (Process command : commands) {
                    command.getOutputStream().close(); // it ends when it has said its word, its database under others
                }
                for (Process command : commands) {
                    try (BufferedReader words = command.inputReader()) {
                        said.add(String.valueOf(words.readLine()));
                    }
                    assertThat(command.waitFor()).as("round " + round).isZero();
                }
            } finally {
                commands.forEach(Process::destroyForcibly);
            }
            assertThat(said).as("round " + round).hasSize(1).doesNotContain("null");
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void a_process_that_was_stopped_is_said_to_be_waited_for_and_not_for_ever() throws Exception {
        Process host = SecondProcess.start(folder);
        try (BufferedReader said = host.inputReader()) {
            assertThat(said.readLine()).isNotEmpty();
            Assumptions.assumeTrue(signal(host, "STOP"), "needs signals");
            List<String> notices = new CopyOnWriteArrayList<>();

            assertThatThrownBy(() -> Database.open(DatabaseSettings.EMBEDDED, folder, notices::add))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("held by another command")
                    .hasMessageNotContaining("backup");
            assertThat(notices).singleElement().asString().contains("waiting for another command");
        } finally {
            signal(host, "CONT");
            host.destroyForcibly();
        }
    }

    private static boolean signal(Process process, String name) throws Exception {
        return new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor()
                == 0;
    }
}
