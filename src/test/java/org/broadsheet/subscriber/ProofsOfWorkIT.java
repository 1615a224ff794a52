package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class ProofsOfWorkIT extends ProofsOfWorkContract {
    ProofsOfWorkIT() {
        super(TestDatabase.postgresql());
    }
}
