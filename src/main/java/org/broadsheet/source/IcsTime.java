package org.broadsheet.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A point in time as a calendar writes it (RFC 5545 §3.3.4, §3.3.5).
 *
 * @param local on the wall clock of the zone; midnight for a whole day
 * @param wholeDay whether only the day is said
 */
record IcsTime(LocalDateTime local, boolean wholeDay, IcsZone zone) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    /** @throws java.time.DateTimeException for what is none */
    static IcsTime parse(String text, IcsZone zone, ZoneId fallback) {
        String value = text.strip().toUpperCase(Locale.ROOT);
        if (value.matches("\\d{8}")) {
            return new IcsTime(LocalDate.parse(value, DAY).atStartOfDay(), true, IcsZone.of(fallback));
        }
        boolean utc = value.endsWith("Z");
        LocalDateTime local = LocalDateTime.parse(utc ? value.substring(0, value.length() - 1) : value, TIME);
        return new IcsTime(local, false, utc ? IcsZone.of(ZoneOffset.UTC) : zone);
    }

    /** The points of a line, of which there may be several, and of periods their beginnings; those that are none are left out. */
    static List<IcsTime> all(IcsLine line, IcsZones zones) {
        return Stream.of(line.value().split(","))
                .flatMap(one -> one(one, line, zones).stream())
                .toList();
    }

    static Optional<IcsTime> one(IcsLine line, IcsZones zones) {
        return one(line.value(), line, zones);
    }

    private static Optional<IcsTime> one(String text, IcsLine line, IcsZones zones) {
        try {
            String start = text.split("/", 2)[0];
            return Optional.of(parse(start, zones.zone(line.parameter("TZID")), zones.fallback()));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    Instant instant() {
        return zone.instant(local);
    }

    IcsTime at(LocalDateTime other) {
        return new IcsTime(other, wholeDay, zone);
    }

    IcsTime plus(Duration length) {
        return at(local.plus(length));
    }
}
