package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class EnrolmentTest extends EnrolmentContract {
    EnrolmentTest() {
        super(TestDatabase.h2());
    }
}
