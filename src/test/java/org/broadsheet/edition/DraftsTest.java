package org.broadsheet.edition;

import org.broadsheet.store.TestDatabase;

class DraftsTest extends DraftsContract {
    DraftsTest() {
        super(TestDatabase.h2());
    }
}
