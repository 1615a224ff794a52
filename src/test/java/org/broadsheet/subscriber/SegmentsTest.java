package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class SegmentsTest extends SegmentsContract {
    SegmentsTest() {
        super(TestDatabase.h2());
    }
}
