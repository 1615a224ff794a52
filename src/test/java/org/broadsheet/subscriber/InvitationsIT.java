package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class InvitationsIT extends InvitationsContract {
    InvitationsIT() {
        super(TestDatabase.postgresql());
    }
}
