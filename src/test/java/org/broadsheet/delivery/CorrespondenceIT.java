package org.broadsheet.delivery;

import org.broadsheet.store.TestDatabase;

class CorrespondenceIT extends CorrespondenceContract {
    CorrespondenceIT() {
        super(TestDatabase.postgresql());
    }
}
