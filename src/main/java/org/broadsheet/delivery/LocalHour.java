package org.broadsheet.delivery;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One time of the day, wherever each reader is.
 *
 * @param otherwise the zone of those of whom none is known
 */
public record LocalHour(LocalTime time, LocalDate on, ZoneId otherwise) {
    /** @param zone of a reader; null when not known */
    public WallTime in(@Nullable String zone) {
        return WallTime.of(on.atTime(time), zoneOf(zone));
    }

    /** When it is that time there; an earlier instant than now is at once. */
    public Instant at(@Nullable String zone) {
        return in(zone).at();
    }

    private ZoneId zoneOf(@Nullable String zone) {
        try {
            return zone == null ? otherwise : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            return otherwise;
        }
    }
}
