package org.broadsheet.store;

/** On PostgreSQL. */
class AttributeNamesOfOldIT extends AttributeNamesOfOldContract {
    AttributeNamesOfOldIT() {
        super(TestDatabase.postgresql());
    }
}
