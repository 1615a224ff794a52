package org.broadsheet.delivery;

import org.broadsheet.store.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.RegisterExtension;

class HoursTest extends HoursContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @Override
    Jdbi jdbi() {
        return database.jdbi();
    }
}
