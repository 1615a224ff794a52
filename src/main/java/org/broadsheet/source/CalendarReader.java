package org.broadsheet.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.broadsheet.fetch.FetchException;

/** Finds what happens within a period: each occurrence of what recurs is an item of its own. For one file. */
final class CalendarReader {
    private static final int MOST = 5000;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MOST_STEPS = 3_000_000; // the same on any machine, however busy

    private final Optional<ZoneId> zone;
    private final Instant from;
    private final Instant to;
    private final Patience patience;
    private final List<Found> items = new ArrayList<>();
    private final Map<String, TreeMap<Instant, Change>> changes = new HashMap<>(); // by uid, of the calendar being read

    /** @param zone of times that name none; that of the calendar when empty */
    CalendarReader(Optional<ZoneId> zone, Instant from, Instant to) {
        this(zone, from, to, new Patience(LONGEST, MOST_STEPS));
    }

    CalendarReader(Optional<ZoneId> zone, Instant from, Instant to, Patience patience) {
        this.patience = patience;
        this.zone = zone;
        this.from = from;
        this.to = to;
    }

    /** An event that stands in place of one occurrence of another (RFC 5545 §3.8.4.4). */
    private record Slot(String uid, Instant at) {}

    /**
     * What stands in place of one occurrence and of all that follow it (RFC 5545 §3.2.13).
     *
     * @param replaced when the first of them would have been
     */
    private record Change(IcsTime replaced, IcsComponent event) {
        /** On the wall clock of the new time, so that it stays the same hour whatever clocks do. */
        IcsTime moved(IcsTime occurrence, IcsTime start) {
            IcsTime here = start.wholeDay() == replaced.wholeDay() ? inZoneOf(replaced, start) : replaced;
            IcsTime there = start.wholeDay() == occurrence.wholeDay() ? inZoneOf(occurrence, start) : occurrence;
            return start.at(start.local().plus(Duration.between(here.local(), there.local())));
        }

        private static IcsTime inZoneOf(IcsTime time, IcsTime other) {
            ZoneId zone = other.zone().id();
            return zone == null || time.wholeDay()
                    ? time
                    : new IcsTime(LocalDateTime.ofInstant(time.instant(), zone), false, other.zone());
        }
    }

    List<Found> read(IcsComponent file) throws FetchException {
        try {
            readAll(file);
            return items;
        } catch (Patience.Lost tooLong) {
            throw new FetchException("its recurring events take too long to work out", false);
        }
    }

    private void readAll(IcsComponent file) {
        for (IcsComponent calendar : file.parts("VCALENDAR")) {
            IcsZones zones = new IcsZones(calendar, CalendarSource.zone(zone, calendar), patience);
            Map<Slot, IcsComponent> overrides = new HashMap<>();
            Map<String, IcsComponent> events = new HashMap<>();
            changes.clear();
            for (IcsComponent event : calendar.parts("VEVENT")) {
                Optional<IcsTime> replaced = event.first("RECURRENCE-ID").flatMap(line -> IcsTime.one(line, zones));
                if (replaced.isPresent()) {
                    overrides.put(new Slot(uid(event), replaced.get().instant()), event);
                    if (event.first("RECURRENCE-ID")
                            .orElseThrow()
                            .parameter("RANGE")
                            .equalsIgnoreCase("THISANDFUTURE")) {
                        changes.computeIfAbsent(uid(event), uid -> new TreeMap<>())
                                .put(replaced.get().instant(), new Change(replaced.get(), event));
                    }
                } else {
                    events.put(uid(event), event);
                }
            }
            for (IcsComponent event : events.values()) {
                add(event, zones, overrides);
            }
            // What is left replaces an occurrence of an event that is not in the file.
            for (Map.Entry<Slot, IcsComponent> override : overrides.entrySet()) {
                if (!events.containsKey(override.getKey().uid())) {
                    addOverride(override.getKey(), override.getValue(), zones);
                }
            }
        }
    }

    private static String uid(IcsComponent event) {
        String uid = event.text("UID");
        return uid.isEmpty() ? Fingerprint.of(event.text("SUMMARY"), event.text("DTSTART")) : uid;
    }

    private void add(IcsComponent event, IcsZones zones, Map<Slot, IcsComponent> overrides) {
        patience.check();
        Optional<IcsTime> start = event.first("DTSTART").flatMap(line -> IcsTime.one(line, zones));
        if (start.isEmpty()) {
            return;
        }
        boolean recurs = !event.all("RRULE").isEmpty() || !event.all("RDATE").isEmpty();
        if (!recurs) {
            put(uid(event), event, start.get(), zones);
            return;
        }
        Set<Instant> except = new HashSet<>();
        event.all("EXDATE").forEach(line -> IcsTime.all(line, zones).forEach(time -> except.add(time.instant())));
        for (IcsTime time : occurrences(event, start.get(), zones)) {
            Slot slot = new Slot(uid(event), time.instant());
            IcsComponent override = overrides.get(slot);
            if (override != null) {
                addOverride(slot, override, zones);
            } else if (!except.contains(time.instant())) {
                putRegular(slot, event, time, zones);
            }
        }
        // One that was moved into the period from outside of it.
        overrides.forEach((slot, override) -> {
            if (slot.uid().equals(uid(event))
                    && (slot.at().isBefore(from) || slot.at().isAfter(to))) {
                addOverride(slot, override, zones);
            }
        });
    }

    /** As the last change says that counts for this occurrence and for those that follow: as much later, with its words and length. */
    private void putRegular(Slot slot, IcsComponent event, IcsTime time, IcsZones zones) {
        Map.Entry<Instant, Change> entry =
                changes.getOrDefault(slot.uid(), new TreeMap<>()).floorEntry(slot.at());
        String id = slot.uid() + "/" + slot.at();
        if (entry == null) {
            put(id, event, time, zones);
            return;
        }
        Change change = entry.getValue();
        change.event()
                .first("DTSTART")
                .flatMap(line -> IcsTime.one(line, zones))
                .ifPresent(start -> put(id, change.event(), change.moved(time, start), zones));
    }

    private List<IcsTime> occurrences(IcsComponent event, IcsTime start, IcsZones zones) {
        LocalDateTime first = from.atZone(zones.fallback()).toLocalDateTime().minusDays(1);
        LocalDateTime last = to.atZone(zones.fallback()).toLocalDateTime().plusDays(1);
        Set<LocalDateTime> times = new TreeSet<>(Set.of(start.local()));
        for (IcsLine line : event.all("RRULE").stream().limit(3).toList()) {
            Optional<IcsRule> rule = IcsRule.parse(line.value());
            if (rule.isPresent()) {
                rule.get().between(start.local(), first, last).stream()
                        .filter(time -> isBefore(start.at(time), rule.get().until(), zones))
                        .forEach(times::add);
            }
        }
        List<IcsTime> all = new ArrayList<>(times.stream().map(start::at).toList());
        event.all("RDATE").forEach(line -> all.addAll(IcsTime.all(line, zones)));
        return all;
    }

    private static boolean isBefore(IcsTime time, String until, IcsZones zones) {
        if (until.isEmpty()) {
            return true;
        }
        try {
            IcsTime end = IcsTime.parse(until, time.zone(), zones.fallback());
            return end.wholeDay()
                    ? !time.local().toLocalDate().isAfter(end.local().toLocalDate())
                    : !time.instant().isAfter(end.instant());
        } catch (DateTimeException none) {
            return true;
        }
    }

    private void addOverride(Slot slot, IcsComponent override, IcsZones zones) {
        override.first("DTSTART")
                .flatMap(line -> IcsTime.one(line, zones))
                .ifPresent(start -> put(slot.uid() + "/" + slot.at(), override, start, zones));
    }

    private void put(String id, IcsComponent event, IcsTime start, IcsZones zones) {
        patience.check();
        Instant at = start.instant();
        boolean within = !at.isBefore(from) && at.isBefore(to);
        if (within && items.size() < MOST && !event.text("STATUS").equalsIgnoreCase("CANCELLED")) {
            items.add(new Found(id, at, EventFields.of(event, start, zones)));
        }
    }
}
