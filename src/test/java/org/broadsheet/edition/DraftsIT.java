package org.broadsheet.edition;

import org.broadsheet.store.TestDatabase;

class DraftsIT extends DraftsContract {
    DraftsIT() {
        super(TestDatabase.postgresql());
    }
}
