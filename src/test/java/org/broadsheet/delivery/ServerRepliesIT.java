package org.broadsheet.delivery;

import org.broadsheet.store.TestDatabase;

class ServerRepliesIT extends ServerRepliesContract {
    ServerRepliesIT() {
        super(TestDatabase.postgresql());
    }
}
