package org.broadsheet.store;

class KeysTest extends KeysContract {
    KeysTest() {
        super(TestDatabase.h2());
    }
}
