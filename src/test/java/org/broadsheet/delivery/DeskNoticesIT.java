package org.broadsheet.delivery;

import org.broadsheet.store.TestDatabase;

class DeskNoticesIT extends DeskNoticesContract {
    DeskNoticesIT() {
        super(TestDatabase.postgresql());
    }
}
