package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class LinkTokensIT extends LinkTokensContract {
    LinkTokensIT() {
        super(TestDatabase.postgresql());
    }
}
