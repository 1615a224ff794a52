package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class SubscriptionsTest extends SubscriptionsContract {
    SubscriptionsTest() {
        super(TestDatabase.h2());
    }
}
