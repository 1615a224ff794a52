package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class CsvImportTest extends CsvImportContract {
    CsvImportTest() {
        super(TestDatabase.h2());
    }
}
