package org.broadsheet.check;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of days and months in one language, and the forms in which it writes a weekday beside a date. */
final class DayNames {
    private static final List<TextStyle> STYLES =
            List.of(TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE);

    private static final Map<String, DayOfWeek> MORE_DAYS = Map.of(
            "tues", DayOfWeek.TUESDAY,
            "weds", DayOfWeek.WEDNESDAY,
            "thur", DayOfWeek.THURSDAY,
            "thurs", DayOfWeek.THURSDAY,
            "sonnabend", DayOfWeek.SATURDAY);

    private final Map<String, DayOfWeek> days = new HashMap<>();
    private final Map<String, Month> months = new HashMap<>();
    private final List<Pattern> patterns;

    DayNames(Locale locale) {
        for (TextStyle style : STYLES) {
            for (DayOfWeek day : DayOfWeek.values()) {
                String name = plain(day.getDisplayName(style, locale));
                days.putIfAbsent(name, day);
                days.putIfAbsent(name.replaceFirst("-feira$", ""), day);
            }
            for (Month month : Month.values()) {
                months.putIfAbsent(plain(month.getDisplayName(style, locale)), month);
            }
        }
        if (locale.getLanguage().equals("en")) {
            months.put("sept", Month.SEPTEMBER);
        }
        if (Set.of("en", "de").contains(locale.getLanguage())) {
            MORE_DAYS.forEach(days::putIfAbsent);
        }
        days.keySet().removeIf(name -> name.length() < 2 || name.matches("\\d+"));
        months.keySet().removeIf(name -> name.length() < 3 || name.matches("\\d+.*"));
        patterns = patterns(alternatives(days.keySet()), alternatives(months.keySet()));
    }

    /** Each with the groups day, d and, as it has them, month, m and y. */
    List<Pattern> patterns() {
        return patterns;
    }

    /** Whether a date may stand beside the word. */
    boolean isDay(String word) {
        return days.containsKey(word.toLowerCase(Locale.ROOT));
    }

    DayOfWeek day(String word) {
        return java.util.Objects.requireNonNull(days.get(plain(word)));
    }

    Month month(String word) {
        return java.util.Objects.requireNonNull(months.get(plain(word)));
    }

    private static List<Pattern> patterns(String day, String month) {
        if (day.isEmpty() || month.isEmpty()) {
            return List.of();
        }
        String weekday = "(?<![\\p{L}\\p{N}])(?<day>" + day + ")\\.?";
        String between = ",?\\s+(?:(?:the|den|dem|der|le|el|o|dia|día)\\s+)?";
        String number = "(?<d>\\d{1,2})(?:st|nd|rd|th|er|º|\\.)?";
        String name = "(?<month>" + month + ")(?![\\p{L}])\\.?";
        String year = "(?:,?\\s+(?:de\\s+|del\\s+)?(?<y>\\d{4}))?(?![\\p{L}\\p{N}])";
        String inBrackets = "\\s*\\(" + "(?<day>" + day + ")\\.?\\)";
        return List.of(
                of(weekday + between + number + "\\s+(?:(?:of|de)\\s+)?" + name + year),
                of(weekday + between + name + "\\s+" + number + "(?![\\d:])" + year),
                of(weekday + between + "(?<y>\\d{4})-(?<m>\\d\\d)-(?<d>\\d\\d)(?!\\d)"),
                of(weekday + between + "(?<d>\\d{1,2})\\.\\s?(?<m>\\d{1,2})\\.(?:\\s?(?<y>\\d{4}))?"),
                of("(?<!\\d)" + number + "\\s+(?:(?:of|de)\\s+)?" + name + "(?:,?\\s+(?:de\\s+)?(?<y>\\d{4}))?"
                        + inBrackets),
                of("(?<![\\p{L}])" + name + "\\s+" + number + "(?:,?\\s+(?<y>\\d{4}))?" + inBrackets),
                of("(?<!\\d)(?<y>\\d{4})-(?<m>\\d\\d)-(?<d>\\d\\d)" + inBrackets));
    }

    private static Pattern of(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }

    /** Longer names first, so that a short one does not end a match early. */
    private static String alternatives(Set<String> names) {
        return names.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }
}
