package org.broadsheet.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;

/**
 * Days on which nothing is to happen: written out, or in files of the workspace, one a line or as a calendar. Collects them, and
 * answers for each day.
 */
public final class SkipDays implements Predicate<LocalDate> {
    private static final String DATE = "\\d{4}-\\d\\d-\\d\\d";
    private static final Pattern DAY =
            Pattern.compile("(?<first>" + DATE + ")(?:\\s*\\.\\.\\s*(?<last>" + DATE + "))?(?<words>\\s.*)?");
    private static final Pattern EACH_YEAR = Pattern.compile("(?:--)?(?<day>\\d\\d-\\d\\d)(?:\\s.*)?");
    private static final int LONGEST = 400;
    private static final int MOST = 20_000;
    private static final Duration LONGEST_READING = Duration.ofSeconds(10);
    private static final int MOST_STEPS = 5_000_000; // the same on any machine, however busy
    private static final int YEARS_AHEAD = 5;
    private static final int MOST_RULES = 3;

    private final Set<LocalDate> days = new TreeSet<>();
    private final Set<MonthDay> eachYear = new TreeSet<>();
    private final Path root;
    private final ZoneId zone;
    private final LocalDate today;
    private final Problems problems;
    private final SkipCalendars calendars;
    private final Duration longestReading;

    /**
     * @param calendars what is known of calendars already
     * @param root of the workspace
     * @param zone of times in calendars that name none
     * @param today what recurs is known from a year before it to five years after it
     * @param problems where that goes which cannot be read
     */
    public SkipDays(SkipCalendars calendars, Path root, ZoneId zone, LocalDate today, Problems problems) {
        this(calendars, root, zone, today, problems, LONGEST_READING);
    }

    /** @param longestReading how long one calendar may take, from its zones to the last day of its events */
    SkipDays(
            SkipCalendars calendars,
            Path root,
            ZoneId zone,
            LocalDate today,
            Problems problems,
            Duration longestReading) {
        this.calendars = calendars;
        this.longestReading = longestReading;
        this.root = root;
        this.zone = zone;
        this.today = today;
        this.problems = problems;
    }

    @Override
    public boolean test(LocalDate day) {
        return days.contains(day) || eachYear.contains(MonthDay.from(day));
    }

    /** @param entry a day, several, or the path of a file; @param at where that stands */
    public void add(String entry, Position at) {
        if (entry.matches("[-\\d].*") && !entry.contains("/")) {
            line(entry, at);
            return;
        }
        try {
            byte[] bytes = new WorkspaceFolder(root).read(entry);
            if (entry.toLowerCase(Locale.ROOT).endsWith(".ics")) {
                days.addAll(calendars.days(bytes, zone, today, () -> calendar(IcsReader.read(bytes))));
            } else {
                lines(new String(bytes, StandardCharsets.UTF_8), entry);
            }
        } catch (Patience.Lost e) {
            problems.error("bad-value", at, "'skip-days': " + entry + " takes too long to read", "make it simpler");
        } catch (FetchException e) {
            problems.error("bad-value", at, "'skip-days': " + entry + ": " + e.getMessage(), "");
        }
    }

    private void lines(String text, String file) {
        String[] lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split("\r\n|\n|\r", -1);
        for (int i = 0; i < lines.length && days.size() < MOST; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                line(line, new Position(file, i + 1, 1));
            }
        }
    }

    private void line(String line, Position at) {
        try {
            Matcher day = DAY.matcher(line);
            Matcher yearly = EACH_YEAR.matcher(line);
            if (day.matches()) {
                LocalDate first = LocalDate.parse(day.group("first"));
                String last = day.group("last");
                add(first, last == null ? first : LocalDate.parse(last), at);
            } else if (yearly.matches()) {
                eachYear.add(MonthDay.parse("--" + yearly.group("day")));
            } else {
                bad(line, at);
            }
        } catch (DateTimeException noSuchDay) {
            bad(line, at);
        }
    }

    private void bad(String line, Position at) {
        String shown = line.length() > 60 ? line.substring(0, 60) + "…" : line;
        problems.error(
                "bad-value",
                at,
                "'" + shown + "' is not a day to skip",
                "write 2026-12-25, 2026-12-24..2027-01-01, or 12-25 for each year; words may follow");
    }

    private void add(LocalDate first, LocalDate last, Position at) {
        if (last.isBefore(first) || last.isAfter(first.plusDays(LONGEST))) {
            String message = "days to skip from " + first + " to " + last + " are "
                    + (last.isBefore(first) ? "none: they end before they begin" : "more than " + LONGEST);
            problems.error("bad-value", at, message, "");
            return;
        }
        first.datesUntil(last.plusDays(1)).forEach(days::add);
    }

    /** Every day that an event touches. */
    private Set<LocalDate> calendar(IcsComponent file) {
        Set<LocalDate> touched = new TreeSet<>();
        Patience patience = new Patience(longestReading, MOST_STEPS);
        for (IcsComponent calendar : file.parts("VCALENDAR")) {
            IcsZones zones = new IcsZones(calendar, CalendarSource.zone(Optional.empty(), calendar), patience);
            for (IcsComponent event : calendar.parts("VEVENT")) {
                if (!event.text("STATUS").equalsIgnoreCase("CANCELLED")) {
                    event.first("DTSTART")
                            .flatMap(line -> IcsTime.one(line, zones))
                            .ifPresent(start -> event(event, start, zones, patience, touched));
                }
            }
        }
        return touched;
    }

    private void event(IcsComponent event, IcsTime start, IcsZones zones, Patience patience, Set<LocalDate> touched) {
        patience.check();
        LocalDate first = day(start);
        LocalDate last = event.first("DTEND")
                .flatMap(line -> IcsTime.one(line, zones))
                .map(end -> lastDay(start, end))
                .orElse(first);
        long more = Math.max(0, Math.min(LONGEST, ChronoUnit.DAYS.between(first, last)));
        Set<LocalDate> except = new TreeSet<>();
        for (IcsLine line : event.all("EXDATE")) {
            for (IcsTime time : IcsTime.all(line, zones)) {
                patience.check();
                except.add(day(time));
            }
        }
        for (LocalDate day : beginnings(event, start, first, zones, patience)) {
            patience.check();
            if (!except.contains(day) && touched.size() < MOST) {
                day.datesUntil(day.plusDays(more + 1)).forEach(touched::add);
            }
        }
    }

    private List<LocalDate> beginnings(
            IcsComponent event, IcsTime start, LocalDate first, IcsZones zones, Patience patience) {
        List<LocalDate> all = new ArrayList<>(List.of(first));
        for (IcsLine line : event.all("RRULE").stream().limit(MOST_RULES).toList()) {
            Optional<IcsRule> rule = IcsRule.parse(line.value());
            if (rule.isPresent()) {
                occurrences(rule.get(), start, all, patience);
            }
        }
        for (IcsLine line : event.all("RDATE")) {
            for (IcsTime time : IcsTime.all(line, zones)) {
                patience.check();
                all.add(day(time));
            }
        }
        return all;
    }

    private void occurrences(IcsRule rule, IcsTime start, List<LocalDate> all, Patience patience) {
        LocalDateTime from = today.minusYears(1).atStartOfDay();
        LocalDateTime to = today.plusYears(YEARS_AHEAD).atStartOfDay();
        for (LocalDateTime time : rule.between(start.local(), from, to)) {
            patience.check();
            LocalDate day = day(start.at(time));
            if (rule.until().isEmpty() || !day.isAfter(until(rule.until(), day))) {
                all.add(day);
            }
        }
    }

    private static LocalDate until(String text, LocalDate otherwise) {
        try {
            return LocalDate.parse(
                    text.substring(0, Math.min(8, text.length())), java.time.format.DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException none) {
            return otherwise;
        }
    }

    /** A whole day is that day wherever one is; a time is on the day that it is in our zone. */
    private LocalDate day(IcsTime time) {
        return time.wholeDay()
                ? time.local().toLocalDate()
                : time.instant().atZone(zone).toLocalDate();
    }

    /** The end of an event is no longer in it (RFC 5545 §3.6.1). */
    private LocalDate lastDay(IcsTime start, IcsTime end) {
        return end.wholeDay()
                ? end.local().toLocalDate().minusDays(1)
                : end.instant().isAfter(start.instant())
                        ? end.instant().minusNanos(1).atZone(zone).toLocalDate()
                        : day(start);
    }
}
