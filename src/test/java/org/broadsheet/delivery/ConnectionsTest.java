package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.delivery.DeliveryState.ACCEPTED;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.mail.SmtpServer;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections to a server are made, used and shared. What the ledger keeps of it is tested elsewhere, on both databases. */
@Timeout(60)
class ConnectionsTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    private static SmtpServer server(SmtpPeer peer, int connections, int messages) {
        return new SmtpServer(
                "127.0.0.1",
                peer.port(),
                SmtpServer.Security.NONE,
                null,
                null,
                null,
                connections,
                1,
                messages,
                Set.of());
    }

    private static Delivery.Settings settings(int shardSize, int connections) {
        return new Delivery.Settings(
                shardSize,
                connections,
                Duration.ofSeconds(30),
                Scene.RETRY,
                true,
                Duration.ofHours(6),
                StopRule.DEFAULT,
                null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_connection_carries_as_many_messages_as_it_may_and_announces_no_more(boolean pipelining) throws Exception {
        Scene scene = new Scene(database.jdbi()).people(7);
        ApprovedEdition edition = scene.approve("seven");
        List<String> senders = new ArrayList<>();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    if (command.startsWith("MAIL")) {
                        senders.add(command);
                    }
                    return null;
                });
                Delivery delivery = scene.delivery(server(peer, 1, 3), settings(10, 1), pipelining)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 7));
            assertThat(peer.connects()).isEqualTo(3);
            assertThat(senders).hasSize(7);
        }
    }

    @Test
    void a_server_that_allows_two_connections_gets_everything_over_two() throws Exception {
        Scene scene = new Scene(database.jdbi()).people(40);
        ApprovedEdition edition = scene.approve("two");
        CompletableFuture<SmtpPeer> itself = new CompletableFuture<>();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) ->
                        command.equals("connect") && itself.join().open() > 2
                                ? "421 4.7.0 too many connections"
                                : null);
                Delivery delivery = scene.delivery(server(peer, 4, 500), settings(10, 4), true)) {
            itself.complete(peer);
            delivery.begin(edition);
            while (!delivery.unfinished().isEmpty()) {
                runAtOnce(delivery);
            }
            assertThat(peer.copies().values()).hasSize(40).containsOnly(1L);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 40));
        }
    }

    private static void runAtOnce(Delivery delivery) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> runs = new ArrayList<>();
            delivery.tend();
            for (ShardRef shard : delivery.unfinished()) {
                runs.add(threads.submit(() -> {
                    delivery.run(shard);
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({"PLAIN", "LOGIN"})
    void a_login_goes_by_what_the_server_offers(String mechanism) throws Exception {
        Scene scene = new Scene(database.jdbi()).people(2);
        ApprovedEdition edition = scene.approve("login");
        List<String> said = new ArrayList<>();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> {
                    if (command.startsWith("EHLO")) {
                        return "250-peer.test\r\n250 AUTH " + mechanism;
                    }
                    if (command.startsWith("AUTH PLAIN")) {
                        said.add(decoded(command.substring("AUTH PLAIN ".length())));
                        return "235 2.7.0 welcome";
                    }
                    if (command.equals("AUTH LOGIN")) {
                        return "334 VXNlcm5hbWU6";
                    }
                    if (command.equals("bWU=") || command.equals("c2VjcmV0")) {
                        said.add(decoded(command));
                        return said.size() == 1 ? "334 UGFzc3dvcmQ6" : "235 2.7.0 welcome";
                    }
                    return null;
                });
                Delivery delivery = scene.delivery(peer.server(SmtpServer.Security.NONE, "me"), Scene.SETTINGS, true)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(String.join("|", said)).isEqualTo(mechanism.equals("PLAIN") ? "me\0me\0secret" : "me|secret");
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 2));
        }
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
