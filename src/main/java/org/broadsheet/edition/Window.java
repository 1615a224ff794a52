package org.broadsheet.edition;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The half-open period that an edition covers: from its first instant to just before its last. */
public record Window(Instant from, Instant to) {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A window ends after it begins, but this is " + from + " to " + to);
        }
    }

    /** On the wall clock of a zone: {@code 2025-11-10 09:00 to 2025-11-17 09:00 Europe/Berlin}. */
    public String in(ZoneId zone) {
        return SHOWN.format(from.atZone(zone)) + " to " + SHOWN.format(to.atZone(zone)) + " " + zone;
    }
}
