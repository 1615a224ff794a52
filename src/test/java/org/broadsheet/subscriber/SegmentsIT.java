package org.broadsheet.subscriber;

import org.broadsheet.store.TestDatabase;

class SegmentsIT extends SegmentsContract {
    SegmentsIT() {
        super(TestDatabase.postgresql());
    }
}
