package org.broadsheet;

import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class DigestCommandsIT extends DigestCommandsContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.postgresql();

    @Override
    TestDatabase database() {
        return database;
    }
}
