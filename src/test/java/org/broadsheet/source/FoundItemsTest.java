package org.broadsheet.source;

import org.broadsheet.store.TestDatabase;

class FoundItemsTest extends FoundItemsContract {
    FoundItemsTest() {
        super(TestDatabase.h2());
    }
}
