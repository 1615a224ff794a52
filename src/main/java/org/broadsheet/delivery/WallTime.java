package org.broadsheet.delivery;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * A time of the wall clock as an instant.
 *
 * @param at the first instant after the gap for a time that a change of clocks skips, and the first of two for one that occurs
 *     twice
 */
public record WallTime(Instant at, Kind kind) {
    public enum Kind {
        PLAIN,
        /** A change of clocks skips it. */
        SKIPPED,
        /** It occurs a second time. */
        TWICE
    }

    public static WallTime of(LocalDateTime wall, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(wall);
        if (change == null) {
            return new WallTime(wall.atZone(zone).toInstant(), Kind.PLAIN);
        }
        // Of a time that occurs twice, ZonedDateTime takes the earlier one.
        return change.isGap()
                ? new WallTime(change.getInstant(), Kind.SKIPPED)
                : new WallTime(wall.atZone(zone).toInstant(), Kind.TWICE);
    }
}
