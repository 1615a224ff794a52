package org.broadsheet.subscriber;

import java.util.ArrayList;
import java.util.List;
import org.broadsheet.subscriber.ImportReport.Rejection;
import org.broadsheet.subscriber.ImportReport.Repeat;

/** Counts the rows that never come to the database, and keeps the first of them. */
final class ImportTally {
    /** What becomes of a row that is neither rejected nor a duplicate. */
    enum Fate {
        INSERTED,
        UPDATED,
        UNCHANGED,
        KEPT_UNSUBSCRIBED,
        SUPPRESSED;

        boolean isOnList() {
            return this == INSERTED || this == UPDATED || this == UNCHANGED;
        }
    }

    private final List<Repeat> repeats = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private long repeated;
    private long rejected;

    void repeated(Repeat repeat) {
        repeated++;
        if (repeats.size() < ImportReport.LISTED) {
            repeats.add(repeat);
        }
    }

    void rejected(Rejection rejection) {
        rejected++;
        if (rejections.size() < ImportReport.LISTED) {
            rejections.add(rejection);
        }
    }

    long repeated() {
        return repeated;
    }

    long rejected() {
        return rejected;
    }

    List<Repeat> repeats() {
        return List.copyOf(repeats);
    }

    List<Rejection> rejections() {
        return List.copyOf(rejections);
    }
}
