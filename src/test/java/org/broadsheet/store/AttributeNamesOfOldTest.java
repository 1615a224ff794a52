package org.broadsheet.store;

class AttributeNamesOfOldTest extends AttributeNamesOfOldContract {
    AttributeNamesOfOldTest() {
        super(TestDatabase.h2());
    }
}
