package org.broadsheet.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.broadsheet.delivery.LocalHour;
import org.broadsheet.delivery.WallTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say when an edition goes out. */
final class SendTime {
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm VV", Locale.ENGLISH);
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ENGLISH);
    private static final String LOCAL = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?";
    private static final Duration FARTHEST = Duration.ofDays(366);

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Send it then and not now: 2026-03-30T09:00 in the zone of the edition, or with an offset,"
                    + " 2026-03-30T09:00+02:00. 'broadsheet serve' begins it, or 'resume', which waits for the time.")
    private @Nullable String at;

    @Option(
            names = "--at-local",
            paramLabel = "HH:MM",
            description = "Send it at that time in each subscriber's zone, or the edition's where none is known.")
    private @Nullable String atLocal;

    @Option(
            names = "--on",
            paramLabel = "DATE",
            description = "With --at-local: the day, 2026-03-30; when not given, the next one that reaches that time"
                    + " in the edition's zone.")
    private @Nullable String on;

    void check() {
        if (at != null && atLocal != null) {
            throw Failure.usage("Say --at or --at-local, one at a time");
        }
        if (on != null && atLocal == null) {
            throw Failure.usage("--on is the day of --at-local; name the time too: --at-local 09:00");
        }
    }

    /** @param zone of the edition */
    Optional<WallTime> at(ZoneId zone, Instant now) {
        if (at == null) {
            return Optional.empty();
        }
        WallTime time = parse(at.strip().replaceFirst("^(\\S+)\\s+(?=\\d)", "$1T"), zone);
        if (!time.at().isAfter(now)) {
            throw Failure.usage("--at " + at + " is past: it is " + words(now, zone) + " now");
        }
        if (time.at().isAfter(now.plus(FARTHEST))) {
            throw Failure.usage("--at " + at + " is more than a year away");
        }
        return Optional.of(time);
    }

    private WallTime parse(String text, ZoneId zone) {
        try {
            return text.matches(LOCAL)
                    ? WallTime.of(LocalDateTime.parse(text), zone)
                    : new WallTime(OffsetDateTime.parse(text).toInstant(), WallTime.Kind.PLAIN);
        } catch (DateTimeException e) {
            throw Failure.usage(
                    "--at " + at + " is not a time; write 2026-03-30T09:00, or 2026-03-30T09:00+02:00 with an offset");
        }
    }

    /** @param zone of the edition */
    Optional<LocalHour> local(ZoneId zone, Instant now) {
        if (atLocal == null) {
            return Optional.empty();
        }
        LocalTime time;
        try {
            time = LocalTime.parse(atLocal.strip());
        } catch (DateTimeException e) {
            throw Failure.usage("--at-local " + atLocal + " is not a time of the day; write 09:00");
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        boolean over = !WallTime.of(today.atTime(time), zone).at().isAfter(now);
        LocalDate day = on == null ? (over ? today.plusDays(1) : today) : day(on);
        LocalHour hour = new LocalHour(time, day, zone);
        if (!WallTime.of(day.atTime(time), ZoneOffset.ofHours(-12)).at().isAfter(now)) {
            throw Failure.usage("--on " + day + " is over at " + time + " everywhere");
        }
        if (day.isAfter(today.plusDays(FARTHEST.toDays()))) {
            throw Failure.usage("--on " + day + " is more than a year away");
        }
        return Optional.of(hour);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            throw Failure.usage("--on " + text + " is not a day; write 2026-03-30");
        }
    }

    /** {@code Mon 2026-03-30 09:00 Europe/Berlin (2026-03-30 07:00 UTC)}; where both are the same, {@code 2026-03-30 09:00 UTC}. */
    static String words(Instant at, ZoneId zone) {
        String utc = UTC.format(at.atZone(ZoneOffset.UTC));
        return zone.normalized().equals(ZoneOffset.UTC) ? utc : SHOWN.format(at.atZone(zone)) + " (" + utc + ")";
    }

    /** What a change of clocks makes of a time; empty for most. */
    static String note(WallTime time, ZoneId zone) {
        return switch (time.kind()) {
            case PLAIN -> "";
            case SKIPPED ->
                "the clocks of " + zone + " skip that time: it goes out at the first moment after, "
                        + words(time.at(), zone);
            case TWICE ->
                "the clocks of " + zone + " show that time twice: it goes out the first time, " + words(time.at(), zone)
                        + "; an offset names the other";
        };
    }
}
