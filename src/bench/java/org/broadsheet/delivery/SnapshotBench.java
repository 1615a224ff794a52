package org.broadsheet.delivery;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.store.Database;
import org.broadsheet.store.DatabaseSettings;

/**
 * How long it takes until everybody on a long list has their row, and the first message could go. See {@code script/bench
 * snapshot}.
 */
public final class SnapshotBench {
    private static final int SHARD = 500;
    private static final int CONNECTIONS = 8;

    private SnapshotBench() {}

    /** @param arguments how many people are on the list */
    public static void main(String[] arguments) throws Exception {
        int people = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Path folder = Files.createTempDirectory("bench");
        try (Database h2 = Database.open(
                new DatabaseSettings("jdbc:h2:file:" + folder.resolve("data") + ";WRITE_DELAY=0", "", ""), folder)) {
            measure("H2", h2, "SELECT \"X\" AS n FROM SYSTEM_RANGE(1, ?)", people);
        } finally {
            delete(folder);
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                Database postgres = Database.open(
                        new DatabaseSettings(server.getJdbcUrl("postgres", "postgres"), "postgres", ""), folder)) {
            measure("PostgreSQL", postgres, "SELECT generate_series AS n FROM generate_series(1, ?)", people);
        }
    }

    private static void measure(String name, Database database, String numbers, int people) throws IOException {
        Scene scene = new Scene(database.jdbi());
        scene.execute("""
                INSERT INTO subscriber (address, address_key, address_hash, name, first_name, tags, attributes,
                                        created_at, updated_at)
                SELECT 'p' || n || '@readers.example', 'p' || n || '@readers.example', 'p' || n || '@readers.example',
                       'Person', 'P', '', '{}', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP
                FROM (%s) numbers
                """.formatted(numbers), people);
        scene.execute("""
                INSERT INTO subscription (subscriber_id, list_id, state, evidence, changed_at)
                SELECT s.id, l.id, 'confirmed', 'bench', CURRENT_TIMESTAMP FROM subscriber s CROSS JOIN mailing_list l
                """);
        ApprovedEdition edition = scene.approve("edition");
        long begin = System.nanoTime();
        boolean begun = new Recipients(database.jdbi(), SHARD, CONNECTIONS)
                .snapshot(edition, null, null, scene.clock.instant());
        double seconds = (System.nanoTime() - begin) / 1e9;
        int rows = scene.report.tally(edition.id()).intended();
        if (!begun || rows != people) {
            throw new IllegalStateException(rows + " rows for " + people);
        }
        String load = Files.exists(Path.of("/proc/loadavg"))
                ? Files.readString(Path.of("/proc/loadavg")).split(" ")[0]
                : "?";
        System.out.printf(Locale.ROOT, "%-10s %,d recipients in %.1f s, load %s%n", name, rows, seconds, load);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
