package org.broadsheet.check;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.Position;
import org.jspecify.annotations.Nullable;

/** Weekdays that stand beside a date. */
final class Weekdays implements Inspection {
    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "pt");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final int AROUND = 50; // characters
    private static final long NEAR = 300; // days within which a date without a year lies

    @Override
    public void inspect(Draft draft, Findings findings) {
        Map<String, DayNames> names = new LinkedHashMap<>();
        Locale own = draft.front().language();
        names.put(own.getLanguage(), new DayNames(own));
        LANGUAGES.forEach(language -> names.computeIfAbsent(language, tag -> new DayNames(new Locale(tag))));
        List<Passage> passages = new ArrayList<>(draft.matter().passages());
        add(passages, draft.lines().at("subject"), draft.front().subject());
        add(passages, draft.lines().at("title"), draft.front().title());
        add(passages, draft.lines().at("preheader"), draft.front().preheader());
        for (Passage passage : passages) {
            names.values().forEach(language -> inspect(passage, language, draft.day(), findings));
        }
    }

    private static void add(List<Passage> passages, Position at, @Nullable String text) {
        if (text != null) {
            passages.add(Passage.of(Passage.Kind.TITLE, at, text));
        }
    }

    private static void inspect(Passage passage, DayNames names, LocalDate near, Findings findings) {
        String text = passage.text();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            if (names.isDay(word.group())) {
                int from = Math.max(0, word.start() - AROUND);
                int to = Math.min(text.length(), word.end() + AROUND);
                inspect(passage, names, from, to, near, findings);
            }
        }
    }

    /** Only around the name of a day is it worth looking for a date. */
    private static void inspect(Passage passage, DayNames names, int from, int to, LocalDate near, Findings findings) {
        for (Pattern pattern : names.patterns()) {
            Matcher matcher = pattern.matcher(passage.text())
                    .region(from, to)
                    .useTransparentBounds(true)
                    .useAnchoringBounds(false);
            while (matcher.find()) {
                String message = Day.of(matcher, names).wrong(near);
                if (message != null) {
                    findings.add(
                            ContentRule.WRONG_WEEKDAY,
                            passage.at(matcher.start()),
                            "'" + matcher.group().strip() + "': " + message,
                            "mend the weekday or the date");
                }
            }
        }
    }

    /** @param year 0 where none is written */
    private record Day(DayOfWeek weekday, int day, int month, int year) {
        static Day of(Matcher matcher, DayNames names) {
            boolean named = matcher.pattern().pattern().contains("(?<month>");
            int month = named ? names.month(matcher.group("month")).getValue() : Integer.parseInt(matcher.group("m"));
            String year = matcher.group("y");
            return new Day(
                    names.day(matcher.group("day")),
                    Integer.parseInt(matcher.group("d")),
                    month,
                    year == null ? 0 : Integer.parseInt(year));
        }

        /** What is wrong with it; null when nothing is. */
        @Nullable
        String wrong(LocalDate near) {
            List<LocalDate> dates = new ArrayList<>();
            for (int candidate = year == 0 ? near.getYear() - 1 : year;
                    candidate <= (year == 0 ? near.getYear() + 1 : year);
                    candidate++) {
                try {
                    dates.add(LocalDate.of(candidate, month, day));
                } catch (DateTimeException noSuchDay) {
                    // another year may have it
                }
            }
            if (year == 0 && dates.stream().anyMatch(date -> distance(date, near) <= NEAR)) {
                dates.removeIf(date -> distance(date, near) > NEAR);
            }
            if (dates.isEmpty()) {
                return "there is no such date";
            }
            if (dates.stream().anyMatch(date -> date.getDayOfWeek() == weekday)) {
                return null;
            }
            LocalDate date = dates.stream()
                    .min(java.util.Comparator.comparingLong(one -> distance(one, near)))
                    .orElseThrow();
            return date + " is a " + date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        }

        private static long distance(LocalDate one, LocalDate other) {
            return Math.abs(ChronoUnit.DAYS.between(one, other));
        }
    }
}
