package org.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, one embedded database. */
class SharedDatabaseIT {
    @TempDir
    Path folder;

    @Test
    void a_command_works_beside_a_running_server() throws Exception {
        try (Database database = Database.open(DatabaseSettings.EMBEDDED, folder)) {
            String ours = key(database);
            Process second = SecondProcess.start(folder);
            try (BufferedReader said = second.inputReader()) {
                assertThat(said.readLine()).isEqualTo(ours);
                second.getOutputStream().close();
                assertThat(second.waitFor()).isZero();
            } finally {
                second.destroyForcibly();
            }
            assertThat(key(database)).isEqualTo(ours);
        }
    }

    @Test
    void what_a_killed_process_committed_is_there_and_the_other_goes_on() throws Exception {
        Process owner = SecondProcess.start(folder);
        try (BufferedReader said = owner.inputReader()) {
            String theirs = said.readLine();
            try (Database database = Database.open(DatabaseSettings.EMBEDDED, folder)) {
                assertThat(key(database)).isEqualTo(theirs);

                owner.destroyForcibly().onExit().join();

                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(key(database)).isEqualTo(theirs));
            }
        } finally {
            owner.destroyForcibly();
        }
    }

    @Test
    void who_has_the_file_stays_until_those_who_came_through_it_have_left() throws Exception {
        Process owner = SecondProcess.start(folder);
        try (BufferedReader said = owner.inputReader()) {
            said.readLine();
            try (Database database = Database.open(DatabaseSettings.EMBEDDED, folder)) {
                database.jdbi().useTransaction(handle -> {
                    handle.execute("INSERT INTO mailing_list (name, title) VALUES ('one', 'One')");
                    owner.getOutputStream().close();

                    assertThat(owner.waitFor(1, TimeUnit.SECONDS)).isFalse();
                    handle.execute("INSERT INTO mailing_list (name, title) VALUES ('two', 'Two')");
                });
                assertThat(lists(database)).isEqualTo(2);
            }
            assertThat(owner.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            owner.destroyForcibly();
        }
    }

    @Test
    void work_that_breaks_because_the_other_process_was_killed_is_done_again() throws Exception {
        Process owner = SecondProcess.start(folder);
        try (BufferedReader said = owner.inputReader()) {
            said.readLine();
            try (Database database = Database.open(DatabaseSettings.EMBEDDED, folder)) {
                AtomicInteger times = new AtomicInteger();

                Outage.outlast(() -> database.jdbi().inTransaction(handle -> {
                    handle.execute("INSERT INTO mailing_list (name, title) VALUES ('one', 'One')");
                    if (times.incrementAndGet() == 1) {
                        owner.destroyForcibly().onExit().join();
                    }
                    return handle.execute("INSERT INTO mailing_list (name, title) VALUES ('two', 'Two')");
                }));

                assertThat(times).hasValueGreaterThan(1);
                assertThat(lists(database)).isEqualTo(2);
            }
        } finally {
            owner.destroyForcibly();
        }
    }

    private static int lists(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT count(*) FROM mailing_list")
                        .mapTo(int.class)
                        .one());
    }

    @Test
    void nobody_elsewhere_reaches_the_file_through_the_network() throws Exception {
        try (Database database = Database.open(DatabaseSettings.EMBEDDED, folder)) {
            assertThat(key(database)).isNotEmpty();
            String lock = Files.readString(folder.resolve("broadsheet.lock.db"));
            Matcher server = Pattern.compile("server=localhost\\\\:(\\d+)").matcher(lock);
            assertThat(server.find()).as(lock).isTrue();
            int port = Integer.parseInt(server.group(1));

            assertThat(answers(InetAddress.getLoopbackAddress(), port)).isTrue();
            List<InetAddress> others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .toList();
            Assumptions.assumeFalse(others.isEmpty(), "this machine has no address but loopback");
            assertThat(others).noneMatch(address -> answers(address, port));
        }
    }

    private static boolean answers(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static String key(Database database) {
        return HexFormat.of().formatHex(new Keys(database).get(Keys.Purpose.TOKENS));
    }
}
