package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.broadsheet.delivery.SmtpPeer;
import org.broadsheet.store.DatabaseSettings;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * PostgreSQL crashes again and again in the middle of a send: a killed backend makes the server throw everybody out, roll
 * back what was not committed and recover from its log.
 */
class DatabaseCrashIT {
    private static final int READERS = 1200;
    private static final int CRASHES = 3;

    @TempDir
    Path folder;

    @Test
    void a_send_outlives_crashes_of_the_database_and_nobody_is_lost_or_written_to_twice_without_a_doubt()
            throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                SmtpPeer peer = SmtpPeer.scripted((command, message) -> afterAWhile(command))) {
            Jdbi jdbi = Jdbi.create(postgres.getPostgresDatabase());
            TestWorkspace workspace = new TestWorkspace(folder)
                    .smtp(peer.port())
                    .database(new DatabaseSettings(postgres.getJdbcUrl("postgres", "postgres"), "postgres", ""))
                    .edition("Hello\n")
                    .people(READERS);
            Process send = workspace.start("send", "editions/" + TestWorkspace.EDITION + ".md", "--yes");
            try {
                for (int crash = 1; crash <= CRASHES; crash++) {
                    int taken = crash * READERS / (CRASHES + 2);
                    Awaitility.await()
                            .atMost(Duration.ofMinutes(2))
                            .until(() -> peer.taken().size() >= taken || !send.isAlive());
                    crash(jdbi);
                }
                assertThat(send.waitFor(4, TimeUnit.MINUTES)).isTrue();
            } finally {
                send.destroyForcibly().waitFor();
            }
            assertThat(send.exitValue()).as(workspace.printed("send")).isZero();
            assertThat(workspace.printed("send")).doesNotContain("SELECT", "UPDATE", "\tat ");
            JsonNode status =
                    workspace.run("status", TestWorkspace.EDITION, "--json").json();
            assertThat(status.get("accepted").asInt()).isEqualTo(READERS);
            Map<String, Long> copies = peer.copies();
            assertThat(copies).hasSize(READERS);
            jdbi.useHandle(handle -> handle.select(
                            "SELECT s.address, d.doubts FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id")
                    .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                    .forEach(row -> assertThat(copies.get(row.getKey()))
                            .as(row.getKey())
                            .isBetween(1L, 1 + row.getValue())));
        }
    }

    /** Kills what serves this very question. */
    private static void crash(Jdbi jdbi) {
        try {
            jdbi.useHandle(handle -> {
                long pid = handle.select("SELECT pg_backend_pid()")
                        .mapTo(long.class)
                        .one();
                ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                handle.execute("SELECT pg_sleep(5)");
            });
        } catch (RuntimeException expected) {
            Awaitility.await()
                    .ignoreExceptions()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> jdbi.withHandle(handle ->
                                    handle.select("SELECT 1").mapTo(int.class).one())
                            == 1);
            return;
        }
        throw new AssertionError("the database did not mind");
    }

    private static @Nullable String afterAWhile(String command) {
        if (command.equals(".")) {
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return null;
    }
}
