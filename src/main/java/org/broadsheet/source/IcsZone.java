package org.broadsheet.source;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A zone of a calendar: one that everybody knows by its name, or one that the file describes.
 *
 * @param id null where no name is known
 * @param observances of the description; empty where the name is known
 * @param patience with working them out
 */
record IcsZone(@Nullable ZoneId id, List<Observance> observances, Patience patience) {
    private static final Patience UNTRIED = new Patience(Duration.ZERO);

    /** Days behind a time in which the change before it is looked for. */
    private static final int YEAR_AND_MORE = 400;

    /** A part of the year in which clocks are so far from UTC (RFC 5545 §3.6.5). */
    record Observance(LocalDateTime start, @Nullable IcsRule rule, List<LocalDateTime> dates, ZoneOffset offset) {
        /** When it last began; null when it had not. */
        private @Nullable LocalDateTime lastBegan(LocalDateTime local) {
            LocalDateTime last = start.isAfter(local) ? null : start;
            List<LocalDateTime> recurring =
                    rule == null ? List.of() : rule.between(start, local.minusDays(YEAR_AND_MORE), local);
            for (List<LocalDateTime> some : List.of(dates, recurring)) {
                for (LocalDateTime date : some) {
                    last = !date.isAfter(local) && (last == null || date.isAfter(last)) ? date : last;
                }
            }
            return last;
        }
    }

    static IcsZone of(ZoneId id) {
        return new IcsZone(id, List.of(), UNTRIED);
    }

    /** In a gap of the clock the time after it; of a time that occurs twice the first. */
    Instant instant(LocalDateTime local) {
        if (id != null) {
            return local.atZone(id).toInstant();
        }
        ZoneOffset offset =
                observances.isEmpty() ? ZoneOffset.UTC : observances.get(0).offset();
        LocalDateTime latest = LocalDateTime.MIN;
        for (Observance observance : observances) {
            patience.check();
            LocalDateTime began = observance.lastBegan(local);
            if (began != null && began.isAfter(latest)) {
                latest = began;
                offset = observance.offset();
            }
        }
        return local.toInstant(offset);
    }
}
