package org.broadsheet.subscriber;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.subscriber.ImportReport.Rejection;
import org.broadsheet.subscriber.ImportReport.Repeat;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of each row. */
final class ImportTally {
    /** What becomes of a row that is neither rejected nor a duplicate. */
    enum Fate {
        INSERTED,
        UPDATED,
        UNCHANGED,
        KEPT_UNSUBSCRIBED,
        SUPPRESSED
    }

    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    private final List<Repeat> repeats = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private long repeated;
    private long rejected;

    void count(Fate fate) {
        fates.merge(fate, 1L, Long::sum);
    }

    void repeated(Repeat repeat) {
        repeated++;
        if (repeats.size() < ImportReport.LISTED) {
            repeats.add(repeat);
        }
    }

    void rejected(@Nullable Rejection rejection) {
        rejected++;
        if (rejection != null && rejections.size() < ImportReport.LISTED) {
            rejections.add(rejection);
        }
    }

    ImportReport report(
            String file,
            String list,
            boolean dryRun,
            boolean newList,
            List<String> attributes,
            Map<String, String> nearMisses) {
        long used = fates.values().stream().mapToLong(Long::longValue).sum();
        return new ImportReport(
                file,
                list,
                dryRun,
                newList,
                attributes,
                nearMisses,
                used + repeated + rejected,
                of(Fate.INSERTED),
                of(Fate.UPDATED),
                of(Fate.UNCHANGED),
                repeated,
                of(Fate.KEPT_UNSUBSCRIBED),
                of(Fate.SUPPRESSED),
                rejected,
                List.copyOf(repeats),
                List.copyOf(rejections));
    }

    private long of(Fate fate) {
        return fates.getOrDefault(fate, 0L);
    }
}
