package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class LinkTokensTest extends LinkTokensContract {
    LinkTokensTest() {
        super(TestDatabase.h2());
    }
}
