package org.broadsheet.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.broadsheet.text.FileTrouble;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/**
 * The one database of a workspace, migrated and ready. Closing it gives all connections back; for the embedded database
 * the last process to close it releases the file.
 */
public final class Database implements AutoCloseable {
    private static final Duration AT_A_SIGNAL = Duration.ofSeconds(2);
    private static final Logger POSTGRESQL = Logger.getLogger("org.postgresql"); // a level lasts as long as its logger

    static {
        // H2 reads this once, when its first class loads. Without it, AUTO_SERVER listens on every interface.
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
        // It writes URLs that it cannot read to standard error, passwords included; what it throws tells as much.
        POSTGRESQL.setLevel(Level.OFF);
    }

    private final HikariDataSource pool;
    private final Dialect dialect;
    private final Jdbi jdbi;
    private final @Nullable Host host;

    private Database(HikariDataSource pool, Dialect dialect, @Nullable Host host) {
        this.pool = pool;
        this.host = host;
        this.dialect = dialect;
        this.jdbi =
                Jdbi.create(pool).registerArgument(new Instants.Argument()).registerColumnMapper(new Instants.Mapper());
        // Arguments are people's addresses, and messages end on screens and in logs.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(Database::withoutValues);
    }

    /**
     * Opens the database and brings its schema up to date. A second process may open the same one beside the first.
     *
     * @param directory where the embedded database keeps its file; made when it is missing, not used with a URL
     * @throws InputException with one sentence for the person who has to mend it; no password is in it
     */
    public static Database open(DatabaseSettings settings, Path directory) {
        return open(settings, directory, notice -> {});
    }

    /** @param notice told, after a while, that another process is waited for */
    public static Database open(DatabaseSettings settings, Path directory, Consumer<String> notice) {
        String url = settings.url() == null ? embedded(directory) : settings.url();
        Dialect dialect = Dialect.of(url)
                .orElseThrow(() -> refused(
                        Dialect.withoutSecrets(url),
                        "is not a database that Broadsheet knows",
                        "write jdbc:postgresql://HOST/NAME, or leave url out for the embedded database"));
        if (settings.url() != null) {
            return open(url, dialect, settings, first -> null);
        }
        Path folder = directory.toAbsolutePath().normalize();
        Opening opening = new Opening(folder, notice);
        Birthmark birthmark = new Birthmark(folder);
        return opening.by(() -> {
            birthmark.refuseLoss();
            Database database = open(url, dialect, settings, first -> {
                opening.connected();
                birthmark.refuseLoss(first);
                return Host.is(first) ? new Host(connect(url, dialect, settings), folder, notice) : null;
            });
            birthmark.note();
            return database;
        });
    }

    private static String withoutValues(StatementException e) {
        return e.getCause() instanceof SQLException sql
                ? Trouble.withoutValues(sql)
                : "a statement of the database failed";
    }

    private static Database open(String url, Dialect dialect, DatabaseSettings settings, Connected connected) {
        String shown = Dialect.withoutSecrets(url);
        HikariDataSource pool = null;
        Host host = null;
        // The first connection is made without the pool, which would try for seconds before it says what is wrong.
        try (Connection first = connect(url, dialect, settings)) {
            host = connected.by(first);
            pool = new HikariDataSource(pooled(url, dialect, settings));
            migrate(pool, dialect, shown, new Hidden(url, shown, settings));
            return new Database(pool, dialect, host);
        } catch (SQLException | RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            if (host != null) {
                host.close();
            }
            throw e instanceof InputException input ? input : Trouble.with(shown, e, new Hidden(url, shown, settings));
        }
    }

    private interface Connected {
        /** @return null when nobody depends on this process */
        @Nullable
        Host by(Connection first) throws SQLException;
    }

    private static Connection connect(String url, Dialect dialect, DatabaseSettings settings) throws SQLException {
        return DriverManager.getConnection(dialect.complete(url), settings.addTo(dialect.properties()));
    }

    private static String embedded(Path directory) {
        Path folder = directory.toAbsolutePath().normalize();
        if (folder.toString().contains(";")) {
            throw refused(
                    folder.toString(), "cannot hold the database, for its name has a semicolon", "rename the folder");
        }
        try {
            makeFolder(folder);
        } catch (IOException e) {
            throw refused(
                    folder.toString(), "cannot be made into a folder: " + FileTrouble.words(e), "check its rights");
        }
        // "retry": a thread that is interrupted in the middle of a write, as schedulers interrupt theirs when they
        // stop,
        // would otherwise close the file under everybody else's feet.
        return "jdbc:h2:retry:file:" + folder.resolve("broadsheet") + ";AUTO_SERVER=TRUE";
    }

    /** It will hold people's addresses: for the owner's eyes only, where the file system can say so. */
    private static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static HikariConfig pooled(String url, Dialect dialect, DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("broadsheet");
        config.setJdbcUrl(dialect.complete(url));
        config.setExceptionOverride(new BrokenConnections());
        config.setConnectionInitSql(dialect.greeting());
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        config.setDataSourceProperties(settings.addTo(dialect.properties()));
        return config;
    }

    private static void migrate(DataSource pool, Dialect dialect, String shown, Hidden hidden) {
        Flyway flyway = Flyway.configure()
                .dataSource(pool)
                .locations(dialect.migrations())
                .placeholders(dialect.placeholders())
                .javaMigrations(new AttributeNamesOfOld())
                .load();
        for (MigrationInfo applied : flyway.info().applied()) {
            if (applied.getState() == MigrationState.FUTURE_SUCCESS) {
                throw refused(shown, "was made by a newer Broadsheet", "use that version or a later one");
            }
        }
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw Trouble.migrating(shown, e, hidden);
        }
    }

    static InputException refused(String where, String what, String hint) {
        return new InputException(Problem.error("database", Position.wholeFile(where), what, hint));
    }

    /** For what needs plain JDBC, such as the scheduler. */
    public DataSource dataSource() {
        return pool;
    }

    /** Instants go in and out as instants, whatever the zone of this machine. */
    public Jdbi jdbi() {
        return jdbi;
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * Makes what is committed survive a loss of power too. The embedded database leaves that to the operating system
     * otherwise; PostgreSQL does it at each commit.
     */
    public void sync() {
        if (dialect == Dialect.H2) {
            jdbi.useHandle(handle -> handle.execute("CHECKPOINT SYNC"));
        }
    }

    /**
     * Waits until nobody reaches the embedded database through this process any more, which is about to end on a signal;
     * no longer than two seconds.
     */
    public void letOthersFinish() {
        if (host != null) {
            host.await(AT_A_SIGNAL);
        }
    }

    /** While others reach the embedded database through this process, waits for them, up to ten seconds. */
    @Override
    public void close() {
        pool.close();
        if (host != null) {
            host.close();
        }
    }
}
