package org.broadsheet.source;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** Calendars in iCalendar (RFC 5545): what is to come; by URL or as a file of the workspace. */
public final class CalendarSource implements Source {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Duration USUAL = Duration.ofDays(14);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration MARGIN = Duration.ofDays(60);

    @Override
    public String word() {
        return "calendar";
    }

    @Override
    public BlockKind kind() {
        return BlockKind.EVENTS;
    }

    @Override
    public @Nullable Query read(YamlMap keys) {
        String place = Place.read(keys);
        Duration ahead = keys.duration("ahead", USUAL);
        ZoneId zone = keys.optional(YamlValue::zone, "zone", "timezone");
        if (ahead.isZero() || ahead.compareTo(LONGEST) > 0) {
            keys.problems().error("bad-value", keys.at("ahead"), "'ahead' must be from 1m to 366d", "write 14d");
            return null;
        }
        return place == null ? null : new Agenda(place, ahead, zone);
    }

    /** @param zone of times that name none; null for that of the calendar, else UTC */
    private record Agenda(
            String place, Duration ahead, @Nullable ZoneId zone) implements Query {
        @Override
        public String details() {
            return ahead + " " + zone;
        }

        @Override
        public boolean isWhole() {
            return true;
        }

        /** Asked for as a whole each time: what is to come changes with the day, even where the file does not. */
        @Override
        public Optional<List<Found>> ask(Outside outside) throws FetchException {
            Outside.Document document = outside.open(place);
            HtmlPage.refuse(document, place, "a calendar");
            IcsComponent file = IcsReader.read(document.bytes());
            CalendarReader reader = new CalendarReader(
                    Optional.ofNullable(zone),
                    outside.asOf().minus(MARGIN),
                    outside.asOf().plus(ahead).plus(MARGIN));
            return Optional.of(reader.read(file));
        }
    }

    /** Of times that name none. */
    static ZoneId zone(Optional<ZoneId> chosen, IcsComponent calendar) {
        String named = calendar.text("X-WR-TIMEZONE");
        ZoneId own = named.isEmpty() ? null : IcsZones.known(named);
        return chosen.orElse(own == null ? UTC : own);
    }
}
