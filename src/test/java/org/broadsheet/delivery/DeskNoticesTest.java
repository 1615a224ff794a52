package org.broadsheet.delivery;

import org.broadsheet.store.TestDatabase;

class DeskNoticesTest extends DeskNoticesContract {
    DeskNoticesTest() {
        super(TestDatabase.h2());
    }
}
