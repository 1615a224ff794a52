package org.broadsheet.delivery;

import org.broadsheet.store.TestDatabase;

class LatestEditionsTest extends LatestEditionsContract {
    LatestEditionsTest() {
        super(TestDatabase.h2());
    }
}
