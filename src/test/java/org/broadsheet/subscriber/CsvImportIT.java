package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

/** On PostgreSQL. */
class CsvImportIT extends CsvImportContract {
    CsvImportIT() {
        super(TestDatabase.postgresql());
    }
}
