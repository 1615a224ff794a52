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

    /** A part of the year in which clocks are so far from UTC (RFC 5545 §3.6.5). For one thread. */
    static final class Observance {
        private final LocalDateTime start;
        private final @Nullable IcsRule rule;
        private final List<LocalDateTime> dates;
        private final ZoneOffset offset;
        private @Nullable Span latest; // times are asked for in their order, mostly, and rules take long to work out

        Observance(LocalDateTime start, @Nullable IcsRule rule, List<LocalDateTime> dates, ZoneOffset offset) {
            this.start = start;
            this.rule = rule;
            this.dates = List.copyOf(dates);
            this.offset = offset;
        }

        ZoneOffset offset() {
            return offset;
        }

        /** When it last began; null when it had not. */
        private @Nullable LocalDateTime lastBegan(LocalDateTime local) {
            Span span = latest;
            if (span == null || !span.holds(local)) {
                span = span(local);
                latest = span;
            }
            return span.began();
        }

        private Span span(LocalDateTime local) {
            LocalDateTime first = local.minusDays(YEAR_AND_MORE);
            LocalDateTime last = local.plusDays(YEAR_AND_MORE);
            List<LocalDateTime> recurring = rule == null ? List.of() : rule.between(start, first, last);
            LocalDateTime began = null;
            LocalDateTime end = last;
            for (List<LocalDateTime> some : List.of(List.of(start), dates, recurring)) {
                for (LocalDateTime date : some) {
                    if (date.isAfter(local)) {
                        end = date.isBefore(end) ? date : end;
                    } else if (began == null || date.isAfter(began)) {
                        began = date;
                    }
                }
            }
            if (began == null || began.isBefore(first)) {
                return new Span(local, end, began);
            }
            LocalDateTime forgotten = began.plusDays(YEAR_AND_MORE);
            return new Span(began, forgotten.isBefore(end) ? forgotten : end, began);
        }
    }

    /**
     * A while for which a beginning is the last one.
     *
     * @param end the first time of which that is not known
     */
    private record Span(
            LocalDateTime from, LocalDateTime end, @Nullable LocalDateTime began) {
        boolean holds(LocalDateTime local) {
            return !local.isBefore(from) && local.isBefore(end);
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
