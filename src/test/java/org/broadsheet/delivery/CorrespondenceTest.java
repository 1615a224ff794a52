package org.broadsheet.delivery;

import org.broadsheet.store.TestDatabase;

class CorrespondenceTest extends CorrespondenceContract {
    CorrespondenceTest() {
        super(TestDatabase.h2());
    }
}
