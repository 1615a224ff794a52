package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.broadsheet.delivery.SmtpPeer;
import org.broadsheet.store.Database;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The process is killed again and again in the middle of a send, as the kernel kills: nothing of it runs any more. After each
 * kill the rows are held against what the server took. {@code script/soak kills} does the same for longer.
 */
abstract class KillContract {
    private static final int READERS = Integer.getInteger("broadsheet.kill.readers", 5000);
    private static final int KILLS = Integer.getInteger("broadsheet.kill.kills", 3);
    private static final int ANSWERS_AFTER_MS = Integer.getInteger("broadsheet.kill.answers-after", 2);
    private static final int CONNECTIONS = 4;

    @TempDir
    Path folder;

    /** What a delivery looks like when nobody works on it. */
    public record Row(String address, String state, int doubts) {}

    /** Makes the workspace use the database of this test. */
    abstract TestWorkspace workspace(Path root, int port);

    /** The database as the killed process left it. */
    abstract Database asLeft(TestWorkspace workspace);

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void after_each_kill_nobody_is_lost_and_just_what_was_in_the_air_is_in_doubt() throws Exception {
        Random random = new Random(READERS + 31L * KILLS);
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> afterAWhile(command))) {
            TestWorkspace workspace = workspace(folder, peer.port())
                    .edition("Hello {{subscriber.first_name|there}}!\n")
                    .people(READERS);
            String[] command = {"send", "editions/" + TestWorkspace.EDITION + ".md", "--yes"};
            for (int kill = 1; kill <= KILLS; kill++) {
                int more = 1 + random.nextInt(READERS / (KILLS + 1));
                killAfter(workspace.start(command), peer, peer.taken().size() + more);
                compare("kill " + kill, kill, workspace, peer);
                command = new String[] {"resume", TestWorkspace.EDITION};
            }
            assertThat(peer.copies().size()).as("killed in the middle").isLessThan(READERS);
            end(workspace, peer);
        }
    }

    @Test
    void what_a_killed_process_had_in_the_air_is_in_doubt_when_the_edition_is_cancelled() throws Exception {
        AtomicInteger messages = new AtomicInteger();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) ->
                command.equals(".") && messages.incrementAndGet() > 20 ? SmtpPeer.SILENCE : null)) {
            TestWorkspace workspace =
                    workspace(folder, peer.port()).edition("Hello\n").people(100);
            killAfter(workspace.start("send", "editions/" + TestWorkspace.EDITION + ".md", "--yes"), peer, 20);
            assertThat(workspace.run("cancel", TestWorkspace.EDITION, "--yes").exit())
                    .isZero();
            Map<String, Long> states = states(workspace);
            assertThat(states).containsOnlyKeys("accepted", "in_doubt", "cancelled");
            assertThat(states.get("in_doubt")).isBetween(1L, (long) CONNECTIONS);
        }
    }

    @Test
    void what_a_living_process_has_in_the_air_is_left_to_it_when_another_cancels_the_edition() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger messages = new AtomicInteger();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
            if (command.equals(".") && messages.incrementAndGet() > 20) {
                await(answer);
            }
            return null;
        })) {
            TestWorkspace workspace =
                    workspace(folder, peer.port()).edition("Hello\n").people(100);
            Path settings = folder.resolve("broadsheet.yaml");
            Files.writeString(settings, Files.readString(settings).replace("read: 5s", "read: 50s"));
            Process sender = workspace.start("send", "editions/" + TestWorkspace.EDITION + ".md", "--yes");
            try {
                awaitTaken(sender, peer, 20);
                assertThat(workspace
                                .run("cancel", TestWorkspace.EDITION, "--yes")
                                .exit())
                        .isZero();
                answer.countDown();
                assertThat(sender.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                sender.destroyForcibly();
            }
            Map<String, Long> states = states(workspace);
            assertThat(states).containsOnlyKeys("accepted", "cancelled");
            assertThat(states.get("accepted")).isEqualTo(peer.taken().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void a_signal_lets_what_is_in_hand_be_finished_and_says_how_to_go_on(String signal) throws Exception {
        Assumptions.assumeFalse(signal.equals("INT") && isInterruptIgnored(), "the shell in the background ignores it");
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> afterAWhile(command))) {
            TestWorkspace workspace =
                    workspace(folder, peer.port()).edition("Hello\n").people(1000);
            Process send = workspace.start("send", "editions/" + TestWorkspace.EDITION + ".md", "--yes");
            try {
                awaitTaken(send, peer, 100);
                Runtime.getRuntime().exec(new String[] {"kill", "-" + signal, String.valueOf(send.pid())});
                assertThat(send.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                send.destroyForcibly();
            }
            assertThat(send.exitValue()).isEqualTo(signal.equals("TERM") ? 143 : 130);
            assertThat(workspace.printed("send"))
                    .contains("stopped: ", "'broadsheet resume " + TestWorkspace.EDITION)
                    .doesNotContain("rror", "WARN", "\tat ");
            assertThat(rows(workspace).values()).extracting(Row::state).containsOnly("accepted", "pending");
            Process resume = workspace.start("resume", TestWorkspace.EDITION);
            try {
                assertThat(resume.waitFor(2, TimeUnit.MINUTES)).isTrue();
            } finally {
                resume.destroyForcibly();
            }
            assertThat(peer.copies().values()).hasSize(1000).containsOnly(1L);
        }
    }

    /** What is begun in the background of a script is not to be ended by Ctrl-C, and what it begins inherits that. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElse("SigIgn: 0")
                .substring("SigIgn:".length())
                .strip();
        return (Long.parseUnsignedLong(ignored, 16) & 0b10) != 0;
    }

    @Test
    void a_server_that_never_answers_keeps_no_process_from_ending_when_it_is_told() throws Exception {
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> command.equals(".") ? SmtpPeer.SILENCE : null)) {
            TestWorkspace workspace =
                    workspace(folder, peer.port()).edition("Hello\n").people(20);
            Path settings = folder.resolve("broadsheet.yaml");
            Files.writeString(settings, Files.readString(settings).replace("read: 5s", "read: 5m"));
            Process send = workspace.start("send", "editions/" + TestWorkspace.EDITION + ".md", "--yes");
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> peer.taken().size() + peer.open() >= 4);
                send.destroy();
                assertThat(send.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                send.destroyForcibly();
            }
            assertThat(send.exitValue()).isEqualTo(143);
            assertThat(workspace.run("cancel", TestWorkspace.EDITION, "--yes").exit())
                    .isZero();
            assertThat(rows(workspace).values()).extracting(Row::state).containsOnly("in_doubt", "cancelled");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable String afterAWhile(String command) {
        if (command.equals(".")) {
            try {
                TimeUnit.MILLISECONDS.sleep(ANSWERS_AFTER_MS); // a server at some distance
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return null;
    }

    private static void killAfter(Process process, SmtpPeer peer, int taken) throws InterruptedException {
        try {
            awaitTaken(process, peer, taken);
        } finally {
            process.destroyForcibly().waitFor();
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> peer.open() == 0);
    }

    private static void awaitTaken(Process process, SmtpPeer peer, int taken) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(120))
                .until(() -> {
                    assertThat(process.isAlive()).as("it sends").isTrue();
                    return peer.taken().size() >= taken;
                });
    }

    private void compare(String when, int kills, TestWorkspace workspace, SmtpPeer peer) {
        Map<String, Row> rows = rows(workspace);
        Map<String, Long> copies = peer.copies();
        assertThat(rows).as(when).hasSize(READERS);
        rows.values().forEach(row -> {
            boolean mayHaveOne = row.state().equals("accepted") || row.state().equals("sending");
            assertThat(copies.getOrDefault(row.address(), 0L))
                    .as("%s: copies of %s", when, row)
                    .isBetween(row.state().equals("accepted") ? 1L : 0L, row.doubts() + (mayHaveOne ? 1L : 0L));
        });
        // A shard that waits for its turn keeps what an earlier kill left in the air.
        int doubted = rows.values().stream()
                .mapToInt(row -> row.doubts() + (row.state().equals("sending") ? 1 : 0))
                .sum();
        assertThat(doubted).as("%s: ever in doubt", when).isLessThanOrEqualTo(CONNECTIONS * kills);
    }

    private Map<String, Row> rows(TestWorkspace workspace) {
        try (Database database = asLeft(workspace)) {
            return database.jdbi()
                    .withHandle(
                            handle -> handle
                                    .select("""
                            SELECT s.address, d.state, d.doubts
                            FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id
                            """)
                                    .registerRowMapper(ConstructorMapper.factory(Row.class))
                                    .mapTo(Row.class)
                                    .stream()
                                    .collect(Collectors.toMap(Row::address, row -> row)));
        }
    }

    private Map<String, Long> states(TestWorkspace workspace) {
        return rows(workspace).values().stream().collect(Collectors.groupingBy(Row::state, Collectors.counting()));
    }

    private void end(TestWorkspace workspace, SmtpPeer peer) throws InterruptedException {
        Process resume = workspace.start("resume", TestWorkspace.EDITION);
        try {
            assertThat(resume.waitFor(10, TimeUnit.MINUTES)).isTrue();
        } finally {
            resume.destroyForcibly();
        }
        assertThat(resume.exitValue()).as(workspace.printed("resume")).isZero();
        compare("the end", KILLS, workspace, peer);

        JsonNode status =
                workspace.run("status", TestWorkspace.EDITION, "--json").json();
        assertThat(status.get("accepted").asInt()).isEqualTo(READERS);
        assertThat(status.get("state").asString()).isEqualTo("sent");
        assertThat(peer.copies()).as("nobody is lost").hasSize(READERS);
        Set<String> messages =
                peer.taken().stream().map(SmtpPeer.Taken::messageId).collect(Collectors.toSet());
        assertThat(messages).as("a second copy has the Message-ID of the first").hasSize(READERS);
    }
}
