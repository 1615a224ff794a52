package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

/** On PostgreSQL. */
class CsvRoundTripIT extends CsvRoundTripContract {
    CsvRoundTripIT() {
        super(TestDatabase.postgresql(), TestDatabase.postgresql());
    }
}
