package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

/** On PostgreSQL. */
class EnrolmentIT extends EnrolmentContract {
    EnrolmentIT() {
        super(TestDatabase.postgresql());
    }
}
