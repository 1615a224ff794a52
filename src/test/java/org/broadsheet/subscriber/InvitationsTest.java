package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class InvitationsTest extends InvitationsContract {
    InvitationsTest() {
        super(TestDatabase.h2());
    }
}
