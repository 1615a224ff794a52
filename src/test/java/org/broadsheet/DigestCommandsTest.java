package org.broadsheet;

import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class DigestCommandsTest extends DigestCommandsContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @Override
    TestDatabase database() {
        return database;
    }
}
