package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class LeavingsTest extends LeavingsContract {
    LeavingsTest() {
        super(TestDatabase.h2());
    }
}
