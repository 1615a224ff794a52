package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class PersonalDataIT extends PersonalDataContract {
    PersonalDataIT() {
        super(TestDatabase.postgresql());
    }
}
