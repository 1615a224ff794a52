package org.broadsheet.subscriber;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.broadsheet.store.Database;
import org.broadsheet.store.DatabaseSettings;
import org.broadsheet.store.Keys;
import org.h2.tools.Csv;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * How long a long list takes to come in and to go out, beside the bare work of the database with the same rows: on H2
 * inserts in batches of JDBC and its own CSV out, on PostgreSQL COPY into a temporary table and a merge from there, and COPY out. See {@code script/bench
 * import}.
 */
public final class ImportBench {
    private static final int BATCH = 5000;
    private static final String COLUMNS =
            "address, address_key, address_hash, name, first_name, locale, zone, tags, attributes, created_at, updated_at";

    private final int people;
    private final Path csv;

    private ImportBench(int people, Path csv) {
        this.people = people;
        this.csv = csv;
    }

    /** @param arguments how many people, how many runs */
    public static void main(String[] arguments) throws Exception {
        int people = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Path folder = Files.createTempDirectory("bench");
        try {
            ImportBench bench = new ImportBench(people, folder.resolve("people.csv"));
            bench.write();
            bench.report("H2", runs, new OnH2(folder));
            bench.report("PostgreSQL", runs, new OnPostgres(folder));
        } finally {
            delete(folder);
        }
    }

    /** A database of its own for each measurement. */
    private interface Scene {
        void with(Work work) throws Exception;

        double rawImport(ImportBench bench, Connection connection) throws Exception;

        void rawExport(Connection connection, String select) throws Exception;
    }

    private interface Work {
        void run(Database database) throws Exception;
    }

    private void report(String name, int runs, Scene scene) throws Exception {
        double[] raw = new double[runs];
        double[] imported = new double[runs];
        double[] again = new double[runs];
        double[] rawExport = new double[runs];
        double[] exported = new double[runs];
        for (int i = 0; i < runs; i++) {
            int run = i;
            scene.with(database -> raw[run] = raw(database, scene));
            scene.with(database -> {
                imported[run] = load(database, people);
                again[run] = load(database, 0);
                rawExport[run] = rawExport(database, scene);
                exported[run] = export(database);
            });
            System.out.printf(
                    Locale.ROOT,
                    "%-10s run %d: raw %.1f s, import %.1f s, once more %.1f s; raw export %.1f s, export %.1f s, load %s%n",
                    name,
                    i + 1,
                    raw[i],
                    imported[i],
                    again[i],
                    rawExport[i],
                    exported[i],
                    load());
        }
        System.out.printf(
                Locale.ROOT,
                "%-10s %,d people, medians of %d: raw %.1f s, import %.1f s (%.2f x), once more %.1f s (%.2f x); raw export"
                        + " %.1f s, export %.1f s (%.2f x)%n",
                name,
                people,
                runs,
                median(raw),
                median(imported),
                median(imported) / median(raw),
                median(again),
                median(again) / median(raw),
                median(rawExport),
                median(exported),
                median(exported) / median(rawExport));
    }

    private double raw(Database database, Scene scene) throws Exception {
        database.jdbi().useHandle(handle -> handle.execute("INSERT INTO mailing_list (name, title) VALUES ('l', 'l')"));
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            double seconds = scene.rawImport(this, connection);
            connection.rollback();
            return seconds;
        }
    }

    private double load(Database database, long expected) {
        long begin = System.nanoTime();
        ImportReport report = new CsvImport(database, new AddressHashes(new Keys(database)), Clock.systemUTC())
                .run(csv, ImportOptions.onto("l").confirmed("bench"), ImportWatch.NONE);
        if (report.inserted() != expected || report.rows() != people) {
            throw new IllegalStateException(report.toString());
        }
        return since(begin);
    }

    private double export(Database database) throws IOException {
        long begin = System.nanoTime();
        try (Writer out = new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8)) {
            long written = new CsvExport(database)
                    .run(new MailingLists(database).find("l").orElseThrow(), out);
            if (written != people) {
                throw new IllegalStateException(written + " written");
            }
        }
        return since(begin);
    }

    /** The database writes the same rows as CSV by itself. */
    private double rawExport(Database database, Scene scene) throws Exception {
        long begin = System.nanoTime();
        try (Connection connection = database.dataSource().getConnection()) {
            scene.rawExport(
                    connection,
                    "SELECT s.address, s.name, s.first_name, s.locale, s.zone, s.tags, o.topics, s.notes, s.attributes"
                            + " FROM subscriber s JOIN subscription x ON x.subscriber_id = s.id"
                            + " LEFT JOIN (SELECT subscriber_id, STRING_AGG(topic, ';') AS topics FROM topic_opt_out"
                            + " WHERE list_id = 1 GROUP BY subscriber_id) o ON o.subscriber_id = s.id"
                            + " WHERE x.list_id = 1 AND x.state = 'confirmed' AND "
                            + Suppressions.NONE_OF_S
                            + " ORDER BY s.id");
        }
        return since(begin);
    }

    private void write() throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("address,name,first_name,locale,tags,company\n");
            for (int i = 0; i < people; i++) {
                out.write(address(i) + ",Reader Number " + i + ",Reader,en,a;b,Acme\n");
            }
        }
    }

    private static String address(int i) {
        return "reader" + i + "@readers" + i % 1000 + ".example";
    }

    /** As spread as a hash, and made in no time. */
    private static String hash(int i) {
        StringBuilder hex = new StringBuilder(64);
        long bits = i;
        while (hex.length() < 64) {
            bits = bits * 0x9E3779B97F4A7C15L + 0xBF58476D1CE4E5B9L;
            hex.append(java.util.HexFormat.of().toHexDigits(bits));
        }
        return hex.toString();
    }

    private record OnH2(Path folder) implements Scene {
        @Override
        public void with(Work work) throws Exception {
            Path data = Files.createTempDirectory(folder, "h2");
            try (Database h2 = Database.open(new DatabaseSettings(null, "", ""), data)) {
                work.run(h2);
            }
            delete(data);
        }

        @Override
        public void rawExport(Connection connection, String select) throws Exception {
            try (ResultSet rows = connection.createStatement().executeQuery(select);
                    Writer out = new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8)) {
                new Csv().write(out, rows);
            }
        }

        @Override
        public double rawImport(ImportBench bench, Connection connection) throws SQLException {
            long begin = System.nanoTime();
            OffsetDateTime now = OffsetDateTime.now();
            try (PreparedStatement person = connection.prepareStatement("INSERT INTO subscriber (" + COLUMNS
                            + ") VALUES (?, ?, ?, ?, 'Reader', 'en', NULL, 'a;b', '{\"company\":\"Acme\"}', ?, ?)");
                    PreparedStatement tie =
                            connection.prepareStatement("INSERT INTO subscription (subscriber_id, list_id,"
                                    + " state, evidence, changed_at) SELECT id, 1, 'confirmed', 'bench; imported from people.csv',"
                                    + " ? FROM subscriber WHERE address_key = ?")) {
                for (int i = 0; i < bench.people; i++) {
                    String address = address(i);
                    person.setString(1, address);
                    person.setString(2, address);
                    person.setString(3, hash(i));
                    person.setString(4, "Reader Number " + i);
                    person.setObject(5, now);
                    person.setObject(6, now);
                    person.addBatch();
                    tie.setObject(1, now);
                    tie.setString(2, address);
                    tie.addBatch();
                    if ((i + 1) % BATCH == 0 || i + 1 == bench.people) {
                        person.executeBatch();
                        tie.executeBatch();
                        connection.commit();
                    }
                }
            }
            return since(begin);
        }
    }

    private record OnPostgres(Path folder) implements Scene {
        @Override
        public void with(Work work) throws Exception {
            try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                    Database postgres = Database.open(
                            new DatabaseSettings(server.getJdbcUrl("postgres", "postgres"), "postgres", ""), folder)) {
                work.run(postgres);
            }
        }

        @Override
        public void rawExport(Connection connection, String select) throws Exception {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + select + ") TO STDOUT WITH CSV", OutputStream.nullOutputStream());
        }

        @Override
        public double rawImport(ImportBench bench, Connection connection) throws Exception {
            long begin = System.nanoTime();
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TEMPORARY TABLE wanted (address text, address_key text, address_hash text,"
                        + " name text, first_name text, locale text, zone text, tags text, attributes text)");
                CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY wanted FROM STDIN");
                for (int i = 0; i < bench.people; i++) {
                    String address = address(i);
                    byte[] row = (address + "\t" + address + "\t" + hash(i) + "\tReader Number " + i
                                    + "\tReader\ten\t\\N\ta;b\t{\"company\":\"Acme\"}\n")
                            .getBytes(StandardCharsets.UTF_8);
                    copy.writeToCopy(row, 0, row.length);
                }
                copy.endCopy();
                statement.execute(
                        "INSERT INTO subscriber (" + COLUMNS + ") SELECT address, address_key, address_hash, name,"
                                + " first_name, locale, zone, tags, attributes, now(), now() FROM wanted ON CONFLICT DO NOTHING");
                statement.execute("INSERT INTO subscription (subscriber_id, list_id, state, evidence, changed_at)"
                        + " SELECT s.id, 1, 'confirmed', 'bench; imported from people.csv', now()"
                        + " FROM wanted w JOIN subscriber s ON s.address_key = w.address_key ON CONFLICT DO NOTHING");
            }
            connection.commit();
            return since(begin);
        }
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String load() throws IOException {
        return Files.exists(Path.of("/proc/loadavg"))
                ? Files.readString(Path.of("/proc/loadavg")).split(" ")[0]
                : "?";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
