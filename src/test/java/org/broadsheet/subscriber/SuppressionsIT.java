package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class SuppressionsIT extends SuppressionsContract {
    SuppressionsIT() {
        super(TestDatabase.postgresql());
    }
}
