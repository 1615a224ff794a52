package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class PersonalDataTest extends PersonalDataContract {
    PersonalDataTest() {
        super(TestDatabase.h2());
    }
}
