package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class ProofsOfWorkTest extends ProofsOfWorkContract {
    ProofsOfWorkTest() {
        super(TestDatabase.h2());
    }
}
