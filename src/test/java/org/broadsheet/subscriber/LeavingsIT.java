package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class LeavingsIT extends LeavingsContract {
    LeavingsIT() {
        super(TestDatabase.postgresql());
    }
}
