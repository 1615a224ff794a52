package org.broadsheet;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.broadsheet.store.Database;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class KillPostgresqlIT extends KillContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.postgresql();

    @Override
    TestWorkspace workspace(Path root, int port) {
        return new TestWorkspace(root).smtp(port).database(database.settings());
    }

    /** Waits for the server to notice that its clients are gone: it may still be in the middle of a commit of theirs. */
    @Override
    Database asLeft(TestWorkspace workspace) {
        await().atMost(Duration.ofSeconds(30)).until(() -> others() == 0);
        return Database.open(database.settings(), workspace.root());
    }

    private int others() {
        return database.jdbi()
                .withHandle(handle -> handle.select("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND application_name = 'broadsheet' AND state <> 'idle'
                          AND pid <> pg_backend_pid()
                        """).mapTo(int.class).one());
    }
}
