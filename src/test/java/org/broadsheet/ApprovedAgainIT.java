package org.broadsheet;

import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApprovedAgainIT extends ApprovedAgainContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.postgresql();

    @Override
    TestDatabase database() {
        return database;
    }
}
