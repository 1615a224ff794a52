package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class CsvRoundTripTest extends CsvRoundTripContract {
    CsvRoundTripTest() {
        super(TestDatabase.h2(), TestDatabase.h2());
    }
}
