package org.broadsheet.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.TimeZoneRegistry;
import org.jspecify.annotations.Nullable;

/** The zones that a calendar names: as everybody knows them, or else as the file describes them. */
final class IcsZones {
    /** Those that most calendars have, as CLDR has them: readers see the names, and the library's are of other countries. */
    private static final Map<String, String> USUAL = Map.of(
            "Pacific Standard Time", "America/Los_Angeles",
            "Mountain Standard Time", "America/Denver",
            "Central Standard Time", "America/Chicago",
            "Eastern Standard Time", "America/New_York",
            "GMT Standard Time", "Europe/London",
            "W. Europe Standard Time", "Europe/Berlin",
            "Romance Standard Time", "Europe/Paris",
            "Central Europe Standard Time", "Europe/Budapest",
            "India Standard Time", "Asia/Kolkata");

    /** The names of Windows, "W. Europe Standard Time", which the library keeps for its own reading of calendars. */
    private static final Map<String, String> WINDOWS = windows("msTimezoneNames", "msTimezoneIds");

    private final ZoneId fallback;
    private final Map<String, IcsZone> described = new HashMap<>();

    /** @param fallback of times that name no zone, or one that nobody knows */
    IcsZones(IcsComponent calendar, ZoneId fallback, Patience patience) {
        this.fallback = fallback;
        for (IcsComponent zone : calendar.parts("VTIMEZONE")) {
            describe(zone, patience).ifPresent(found -> described.putIfAbsent(zone.text("TZID"), found));
        }
    }

    ZoneId fallback() {
        return fallback;
    }

    IcsZone zone(String name) {
        ZoneId known = name.isEmpty() ? fallback : known(name);
        if (known != null) {
            return IcsZone.of(known);
        }
        return described.getOrDefault(name, IcsZone.of(fallback));
    }

    /** Some programs put a path before the name, and Windows has names of its own; null for one that nobody knows. */
    static @Nullable ZoneId known(String name) {
        String plain = name.strip();
        List<String> candidates = new ArrayList<>(List.of(plain));
        String[] path = plain.split("/");
        if (path.length > 2) {
            candidates.add(path[path.length - 2] + "/" + path[path.length - 1]);
        }
        Optional.ofNullable(TimeZoneRegistry.ZONE_ALIASES.get(plain)).ifPresent(candidates::add);
        Optional.ofNullable(WINDOWS.get(plain)).ifPresent(candidates::add);
        for (String candidate : candidates) {
            try {
                return ZoneId.of(candidate);
            } catch (DateTimeException notThisOne) {
                // perhaps the next
            }
        }
        return null;
    }

    private static Map<String, String> windows(String... files) {
        Map<String, String> names = new HashMap<>();
        for (String file : files) {
            Properties read = new Properties();
            try (InputStream in =
                    TimeZoneRegistry.class.getResourceAsStream("/net/fortuna/ical4j/transform/compliance/" + file)) {
                if (in != null) {
                    read.load(in);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The time zones of Windows cannot be read", e);
            }
            read.stringPropertyNames().stream()
                    .filter(name -> !name.startsWith("UTC")) // which are an hour off there, and need no table
                    .forEach(name -> names.put(name, read.getProperty(name)));
        }
        names.putAll(USUAL);
        return Map.copyOf(names);
    }

    private static Optional<IcsZone> describe(IcsComponent zone, Patience patience) {
        ZoneId located = known(zone.text("X-LIC-LOCATION"));
        if (located != null && !zone.text("X-LIC-LOCATION").isEmpty()) {
            return Optional.of(IcsZone.of(located));
        }
        List<IcsZone.Observance> observances = Stream.of("STANDARD", "DAYLIGHT")
                .flatMap(name -> zone.parts(name).stream())
                .flatMap(part -> observance(part).stream())
                .limit(100)
                .toList();
        return observances.isEmpty() ? Optional.empty() : Optional.of(new IcsZone(null, observances, patience));
    }

    private static Optional<IcsZone.Observance> observance(IcsComponent part) {
        try {
            IcsZone utc = IcsZone.of(ZoneOffset.UTC);
            LocalDateTime start =
                    IcsTime.parse(part.text("DTSTART"), utc, ZoneOffset.UTC).local();
            ZoneOffset offset = ZoneOffset.of(part.text("TZOFFSETTO"));
            List<LocalDateTime> dates = part.all("RDATE").stream()
                    .flatMap(line -> Stream.of(line.value().split(",")))
                    .map(date -> IcsTime.parse(date, utc, ZoneOffset.UTC).local())
                    .toList();
            // An end of the rule in UTC is within hours of one on the wall clock, and no change is that close to it.
            IcsRule rule = IcsRule.parse(part.text("RRULE")).orElse(null);
            return Optional.of(new IcsZone.Observance(start, rule, dates, offset));
        } catch (DateTimeException broken) {
            return Optional.empty();
        }
    }
}
