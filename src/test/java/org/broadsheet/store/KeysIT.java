package org.broadsheet.store;

/** On PostgreSQL. */
class KeysIT extends KeysContract {
    KeysIT() {
        super(TestDatabase.postgresql());
    }
}
