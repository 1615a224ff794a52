package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class SuppressionsTest extends SuppressionsContract {
    SuppressionsTest() {
        super(TestDatabase.h2());
    }
}
