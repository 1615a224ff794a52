package org.broadsheet.edition;

import org.broadsheet.store.TestDatabase;

class PastWindowTest extends PastWindowContract {
    PastWindowTest() {
        super(TestDatabase.h2());
    }
}
