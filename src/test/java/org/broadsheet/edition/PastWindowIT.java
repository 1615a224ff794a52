package org.broadsheet.edition;

import org.broadsheet.store.TestDatabase;

class PastWindowIT extends PastWindowContract {
    PastWindowIT() {
        super(TestDatabase.postgresql());
    }
}
