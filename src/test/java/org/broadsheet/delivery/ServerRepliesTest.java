package org.broadsheet.delivery;

import org.broadsheet.store.TestDatabase;

class ServerRepliesTest extends ServerRepliesContract {
    ServerRepliesTest() {
        super(TestDatabase.h2());
    }
}
