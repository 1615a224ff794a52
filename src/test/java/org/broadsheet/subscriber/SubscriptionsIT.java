package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

/** On PostgreSQL. */
class SubscriptionsIT extends SubscriptionsContract {
    SubscriptionsIT() {
        super(TestDatabase.postgresql());
    }
}
