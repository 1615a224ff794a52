package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.broadsheet.delivery.SmtpPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The process is killed in the middle of a send, as the kernel kills: nothing of it runs any more. */
class KillIT {
    private static final int READERS = 2000;
    private static final int CONNECTIONS = 4;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void after_a_kill_nobody_is_lost_and_at_most_one_a_connection_is_in_doubt() throws Exception {
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
            if (command.equals(".")) {
                pause();
            }
            return null;
        })) {
            TestWorkspace workspace = new TestWorkspace(folder)
                    .smtp(peer.port())
                    .edition("Hello {{subscriber.first_name|there}}!\n")
                    .people(READERS);
            Process send = workspace.start("send", "editions/" + TestWorkspace.EDITION + ".md", "--yes");
            try {
                await().atMost(Duration.ofSeconds(90)).until(() -> peer.taken().size() > READERS / 4);
            } finally {
                send.destroyForcibly().waitFor();
            }
            int before = peer.taken().size();
            assertThat(before).as("killed in the middle").isLessThan(READERS);

            Process resume = workspace.start("resume", TestWorkspace.EDITION);
            try {
                assertThat(resume.waitFor(2, TimeUnit.MINUTES)).isTrue();
            } finally {
                resume.destroyForcibly();
            }
            assertThat(resume.exitValue()).isZero();

            JsonNode status =
                    workspace.run("status", TestWorkspace.EDITION, "--json").json();
            assertThat(status.get("accepted").asInt()).isEqualTo(READERS);
            assertThat(status.get("state").asString()).isEqualTo("sent");
            Map<String, Long> copies = peer.copies();
            assertThat(copies).as("nobody is lost").hasSize(READERS);
            long twice = copies.values().stream().filter(count -> count > 1).count();
            assertThat(twice)
                    .as("copies beyond the first")
                    .isLessThanOrEqualTo(status.get("were_in_doubt").asInt());
            assertThat(status.get("were_in_doubt").asInt()).isLessThanOrEqualTo(CONNECTIONS);
            assertThat(peer.taken().stream().map(SmtpPeer.Taken::messageId).distinct())
                    .hasSize(READERS);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(2); // a server at some distance
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
