package org.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.broadsheet.text.InputException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    Path folder;

    @Test
    void the_embedded_database_keeps_what_was_written() {
        byte[] key;
        try (Database database = Database.open(DatabaseSettings.EMBEDDED, folder.resolve("data"))) {
            key = new Keys(database).get(Keys.Purpose.TOKENS);
            assertThat(database.dialect()).isEqualTo(Dialect.H2);
            database.sync();
        }
        try (Database database = Database.open(DatabaseSettings.EMBEDDED, folder.resolve("data"))) {
            assertThat(new Keys(database).get(Keys.Purpose.TOKENS)).isEqualTo(key);
        }
    }

    /** A copy of the file is what a killed process leaves behind. */
    @Test
    void a_commit_is_in_the_file_when_it_is_acknowledged() throws IOException {
        // Freed space is used again at once, as it is after 45 seconds otherwise: only then do chunks move about.
        String url = "jdbc:h2:retry:file:" + folder.resolve("live") + ";RETENTION_TIME=0";
        try (Database database = Database.open(new DatabaseSettings(url, "", ""), folder)) {
            database.jdbi().useHandle(handle -> {
                handle.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, version INTEGER, text VARCHAR(1000))");
                handle.execute("INSERT INTO note SELECT \"X\", 0, REPEAT('x', 500) FROM SYSTEM_RANGE(0, 499)");
            });
            Random random = new Random(7);
            for (int version = 1; version <= 100; version++) {
                change(database, random, version);
                assertThat(versionIn(copyOf(folder.resolve("live.mv.db")))).isEqualTo(version);
            }
        }
    }

    private static void change(Database database, Random random, int version) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("UPDATE note SET version = ? WHERE id = 0", version);
            for (int i = random.nextInt(20); i > 0; i--) {
                handle.execute("UPDATE note SET version = ? WHERE id = ?", version, 1 + random.nextInt(499));
            }
        });
    }

    private Path copyOf(Path file) throws IOException {
        return Files.copy(file, folder.resolve("copy.mv.db"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static int versionIn(Path file) {
        String name = file.toString().replaceFirst("\\.mv\\.db$", "");
        return Jdbi.create("jdbc:h2:file:" + name + ";ACCESS_MODE_DATA=r;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE")
                .withHandle(handle -> handle.select("SELECT version FROM note WHERE id = 0")
                        .mapTo(int.class)
                        .one());
    }

    @Test
    void an_instant_in_the_hour_that_occurs_twice_comes_back_as_it_was() {
        try (Database database = Database.open(DatabaseSettings.EMBEDDED, folder)) {
            for (String text : new String[] {"2025-10-26T00:30:00.123456Z", "2025-10-26T01:30:00Z"}) {
                Instant at = Instant.parse(text);
                Instant back = database.jdbi()
                        .withHandle(handle -> handle.createQuery("SELECT CAST(:at AS TIMESTAMP WITH TIME ZONE)")
                                .bind("at", at)
                                .mapTo(Instant.class)
                                .one());
                assertThat(back).isEqualTo(at);
            }
        }
    }

    @Test
    void a_file_that_is_not_a_database_is_named() throws IOException {
        Files.writeString(folder.resolve("broadsheet.mv.db"), "this is no database\n".repeat(1000));

        assertThatThrownBy(() -> Database.open(DatabaseSettings.EMBEDDED, folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("broadsheet")
                .hasMessageContaining("damaged");
    }

    @Test
    void one_that_was_made_and_is_lost_is_not_begun_anew_in_silence() throws IOException {
        Path file = folder.resolve("broadsheet.mv.db");
        Database.open(DatabaseSettings.EMBEDDED, folder).close();
        byte[] whole = Files.readAllBytes(file);
        byte[] blank = whole.clone();
        Arrays.fill(blank, 8192, blank.length, (byte) 0);

        Files.write(file, new byte[0]);
        assertRefused("is empty");
        Files.delete(file);
        assertRefused("is gone");
        Files.write(file, blank);
        assertRefused("nothing is found in it");

        Files.write(file, whole);
        Database.open(DatabaseSettings.EMBEDDED, folder).close();
        Files.delete(file);
        Files.delete(folder.resolve("database-was-made.txt"));
        Database.open(DatabaseSettings.EMBEDDED, folder).close();
    }

    private void assertRefused(String how) {
        assertThatThrownBy(() -> Database.open(DatabaseSettings.EMBEDDED, folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(how)
                .hasMessageContaining("restore it from a backup");
    }

    @Test
    void a_wrong_password_is_said_and_not_shown() {
        Database.open(new DatabaseSettings("jdbc:h2:file:" + folder.resolve("x"), "news", "right"), folder)
                .close();

        DatabaseSettings wrong = new DatabaseSettings("jdbc:h2:file:" + folder.resolve("x"), "news", "hunter2");
        assertThatThrownBy(() -> Database.open(wrong, folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("password")
                .hasMessageNotContaining("hunter2");
        assertThat(wrong.toString()).doesNotContain("hunter2");
    }

    @Test
    void an_unreachable_server_is_said_without_what_the_url_holds_of_secrets() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + closed + "/news?user=me&password=hunter2";

        assertThatThrownBy(() -> Database.open(new DatabaseSettings(url, "", ""), folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:" + closed + "/news: error: cannot be reached")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void an_unknown_kind_of_database_is_refused() {
        DatabaseSettings settings = new DatabaseSettings("jdbc:mysql://me:hunter2@host/news", "", "");

        assertThatThrownBy(() -> Database.open(settings, folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("jdbc:postgresql://HOST/NAME")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_database_of_a_newer_version_is_left_alone() {
        try (Database database = Database.open(DatabaseSettings.EMBEDDED, folder)) {
            database.jdbi().useHandle(handle -> handle.execute("""
                            INSERT INTO "flyway_schema_history"
                              ("installed_rank", "version", "description", "type", "script", "installed_by",
                               "execution_time", "success")
                            VALUES (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 'x', 0, TRUE)
                            """));
        }

        assertThatThrownBy(() -> Database.open(DatabaseSettings.EMBEDDED, folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("newer");
    }

    @Test
    void only_the_owner_may_look_into_the_folder() throws IOException {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs POSIX permissions");
        Database.open(DatabaseSettings.EMBEDDED, folder.resolve("data")).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
                .isEqualTo("rwx------");
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws IOException {
        Files.writeString(folder.resolve("taken"), "");

        assertThatThrownBy(() -> Database.open(DatabaseSettings.EMBEDDED, folder.resolve("taken")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("taken");
    }
}
