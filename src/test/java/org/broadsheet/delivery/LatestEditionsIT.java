package org.broadsheet.delivery;

import org.broadsheet.store.TestDatabase;

class LatestEditionsIT extends LatestEditionsContract {
    LatestEditionsIT() {
        super(TestDatabase.postgresql());
    }
}
