package org.broadsheet.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database of its own for each test, empty and migrated. Register it as an instance field:
 *
 * <pre>{@code @RegisterExtension
 * final TestDatabase database = TestDatabase.h2();}</pre>
 *
 * One abstract class with the tests and two that extend it, {@code …Test} with {@link #h2} and {@code …IT} with
 * {@link #postgresql}, run the same tests on both. The PostgreSQL server is a real one; it starts once for all tests
 * and stops with the last.
 */
public final class TestDatabase implements BeforeEachCallback, AfterEachCallback {
    private final Dialect dialect;
    private @Nullable Database database;
    private @Nullable DatabaseSettings settings;

    private TestDatabase(Dialect dialect) {
        this.dialect = dialect;
    }

    public static TestDatabase h2() {
        return new TestDatabase(Dialect.H2);
    }

    public static TestDatabase postgresql() {
        return new TestDatabase(Dialect.POSTGRESQL);
    }

    /** Of the running test. */
    public Database get() {
        if (database == null) {
            throw new IllegalStateException("register the database with @RegisterExtension");
        }
        return database;
    }

    /** By which another process finds the same database; of PostgreSQL only. */
    public DatabaseSettings settings() {
        if (settings == null) {
            throw new IllegalStateException("register the database with @RegisterExtension");
        }
        return settings;
    }

    public Jdbi jdbi() {
        return get().jdbi();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        settings = settings(context);
        database = Database.open(settings, Path.of("not-used"));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    private DatabaseSettings settings(ExtensionContext context) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        return dialect == Dialect.H2
                ? new DatabaseSettings("jdbc:h2:mem:" + name, "", "")
                : Server.of(context).create(name);
    }

    /** Closed by JUnit when the last test of the run is over. */
    static final class Server implements AutoCloseable {
        private final EmbeddedPostgres postgres;

        private Server() {
            try {
                postgres = EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Server of(ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Server.class, key -> new Server(), Server.class);
        }

        DatabaseSettings create(String name) {
            Jdbi.create(postgres.getPostgresDatabase()).useHandle(handle -> handle.execute("CREATE DATABASE " + name));
            return new DatabaseSettings(postgres.getJdbcUrl("postgres", name), "postgres", "");
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }
}
