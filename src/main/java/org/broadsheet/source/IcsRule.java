package org.broadsheet.source;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Recur;

/**
 * A rule of recurrence (RFC 5545 §3.3.10), on the wall clock. Only rules of days and longer are taken: nobody announces
 * what happens every hour.
 *
 * @param rule without an end by date
 * @param until as written; empty when there is none
 */
record IcsRule(String rule, String until) {
    private static final int LONGEST = 500;
    private static final int MOST = 2000;
    private static final int EARLIEST_YEAR = 1900;
    private static final List<String> FREQUENCIES = List.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY");

    /** Empty for a rule that is none or that is not taken. */
    static Optional<IcsRule> parse(String text) {
        Map<String, String> parts = new TreeMap<>();
        String bounded = text.length() > LONGEST ? "" : text.strip().toUpperCase(Locale.ROOT);
        Stream.of(bounded.split(";"))
                .map(part -> part.split("=", 2))
                .filter(part -> part.length == 2)
                .forEach(part -> parts.put(part[0], part[1]));
        String until = Optional.ofNullable(parts.remove("UNTIL")).orElse("");
        boolean taken = FREQUENCIES.contains(parts.getOrDefault("FREQ", ""))
                && Stream.of("BYHOUR", "BYMINUTE", "BYSECOND").noneMatch(parts::containsKey)
                && isNumber(parts.getOrDefault("INTERVAL", "1"))
                && isNumber(parts.getOrDefault("COUNT", "1"));
        String rule = "FREQ=" + parts.remove("FREQ");
        for (Map.Entry<String, String> part : parts.entrySet()) {
            rule += ";" + part.getKey() + "=" + part.getValue();
        }
        return taken && isReadable(rule) ? Optional.of(new IcsRule(rule, until)) : Optional.empty();
    }

    private static boolean isNumber(String text) {
        return text.matches("[1-9]\\d{0,4}");
    }

    private static boolean isReadable(String rule) {
        try {
            return new Recur<LocalDateTime>(rule).getFrequency() != null;
        } catch (RuntimeException none) { // of many kinds
            return false;
        }
    }

    /** The times from the first to the last, both among them, in order. */
    List<LocalDateTime> between(LocalDateTime seed, LocalDateTime first, LocalDateTime last) {
        if (seed.getYear() < EARLIEST_YEAR || last.isBefore(seed)) {
            return List.of();
        }
        LocalDateTime from = first.isBefore(seed) ? seed : first;
        try {
            return new Recur<LocalDateTime>(rule)
                    .getDates(seed, from, last.plusSeconds(1), MOST).stream()
                            .filter(time -> !time.isBefore(from) && !time.isAfter(last))
                            .sorted()
                            .toList();
        } catch (RuntimeException noSuchDays) { // of many kinds
            return List.of();
        }
    }
}
