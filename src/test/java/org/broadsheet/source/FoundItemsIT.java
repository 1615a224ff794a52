package org.broadsheet.source;

import org.broadsheet.store.TestDatabase;

class FoundItemsIT extends FoundItemsContract {
    FoundItemsIT() {
        super(TestDatabase.postgresql());
    }
}
