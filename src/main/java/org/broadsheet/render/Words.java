package org.broadsheet.render;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.Characters;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says by itself, in one language. Names of months and the order of dates are ours too and not those of the
 * Java that runs: every version of it gives the same bytes.
 */
final class Words {
    /** The languages that there are words for. Portuguese serves both sides of the sea; Chinese is simplified. */
    static final Set<String> LANGUAGES = Set.of("en", "de", "fr", "es", "pt", "ja", "zh", "ar");

    private static final ResourceBundle.Control WITHOUT_THE_MACHINES_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)\\}");
    private static final Set<String> TRADITIONAL = Set.of("TW", "HK", "MO");
    private static final Set<String> RIGHT_TO_LEFT =
            Set.of("ar", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi");

    private static final Pattern SOUNDS_LIKE_Y = Pattern.compile(
            "[^\\p{L}\\p{N}]*(?:h?[ií](?![aeouáéóú])|y(?![aeiouáéíóú]))",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final String FIRST_STRONG_ISOLATE = "\u2068";
    private static final String POP_ISOLATE = "\u2069";

    private final String language;
    private final ResourceBundle bundle;

    private Words(String of, String language) {
        this.language = language;
        this.bundle = ResourceBundle.getBundle(
                "org.broadsheet.render." + of, Locale.forLanguageTag(language), WITHOUT_THE_MACHINES_LANGUAGE);
    }

    /** English where there are no words in the language. */
    static Words of(Locale language) {
        return new Words("words", spoken(language).orElse("en"));
    }

    /** Those of the pages. */
    static Words ofPages(Locale language) {
        return new Words("pages", spoken(language).orElse("en"));
    }

    /** The one of {@link #LANGUAGES} that who reads this language reads too. */
    static Optional<String> spoken(Locale locale) {
        boolean traditional = locale.getScript().equals("Hant")
                || locale.getScript().isEmpty() && TRADITIONAL.contains(locale.getCountry());
        boolean ours = LANGUAGES.contains(locale.getLanguage())
                && !(traditional && locale.getLanguage().equals("zh"));
        return ours ? Optional.of(locale.getLanguage()) : Optional.empty();
    }

    /** One of {@link #LANGUAGES}. */
    String language() {
        return language;
    }

    /** BCP 47. */
    String tag() {
        return language.equals("zh") ? "zh-Hans" : language;
    }

    String dir() {
        return dir(Locale.forLanguageTag(language));
    }

    /** {@code ltr} or {@code rtl}. */
    static String dir(Locale language) {
        boolean byScript = Set.of("Arab", "Hebr", "Syrc", "Thaa").contains(language.getScript());
        boolean byLanguage = language.getScript().isEmpty() && RIGHT_TO_LEFT.contains(language.getLanguage());
        return byScript || byLanguage ? "rtl" : "ltr";
    }

    String say(String key) {
        return bundle.getString(key);
    }

    /** @param values by the names of the placeholders */
    String say(String key, Map<String, String> values) {
        return fill(bundle.getString(key), values);
    }

    /** In the form that goes with the number, which fills {@code {count}}. */
    String count(String key, int number, Map<String, String> values) {
        Map<String, String> all = new TreeMap<>(values);
        all.put("count", String.valueOf(number));
        return say(key + Plural.of(language, number).suffix(), all);
    }

    private static String fill(String text, Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            String value = values.getOrDefault(placeholder.group(1), placeholder.group());
            placeholder.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return placeholder.appendTail(filled).toString();
    }

    /** All words, those with placeholders replaced by what they say about this edition. */
    Map<String, String> all(Map<String, String> filledIn) {
        Map<String, String> words = new TreeMap<>();
        for (String key : bundle.keySet()) {
            boolean forTemplates = key.indexOf('.') < 0 && !key.matches("(format|join|months|notice)_?.*");
            if (forTemplates) {
                words.put(key, bundle.getString(key));
            }
        }
        words.putAll(filledIn);
        return words;
    }

    /** Every one of them, filled in. */
    Map<String, String> everything(Map<String, String> values) {
        Map<String, String> words = new TreeMap<>();
        bundle.keySet().forEach(key -> words.put(key, say(key, values)));
        return words;
    }

    /** In full. */
    String date(LocalDate date) {
        return say("format_date", parts(date, "months"));
    }

    /** "10 to 13 November 2025". */
    String days(LocalDate from, LocalDate until) {
        if (from.equals(until)) {
            return date(from);
        }
        boolean oneMonth = from.withDayOfMonth(1).equals(until.withDayOfMonth(1));
        if (!oneMonth) {
            return say("format_until", Map.of("from", date(from), "until", date(until)));
        }
        Map<String, String> parts = parts(from, "months");
        parts.put("last", String.valueOf(until.getDayOfMonth()));
        return say("format_days", parts);
    }

    /** In short, to stand under the day: "Nov 2025"; "Jan – 2 Feb 2026" where it ends in another month. */
    String month(LocalDate from, @Nullable LocalDate until) {
        if (until == null || from.withDayOfMonth(1).equals(until.withDayOfMonth(1))) {
            return say("format_month", parts(from, "months_short"));
        }
        Map<String, String> parts = parts(from, "months_short");
        // Said once, beside the month that it stands next to: the last one, or the first where years come first.
        boolean yearFirst = say("format_months").startsWith("{year}");
        parts.put("year", String.valueOf((yearFirst ? from : until).getYear()));
        parts.put("last", String.valueOf(until.getDayOfMonth()));
        parts.put("end", month(until, "months_short"));
        return say("format_months", parts);
    }

    private Map<String, String> parts(LocalDate date, String months) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("year", String.valueOf(date.getYear()));
        parts.put("month", month(date, months));
        parts.put("day", date.getDayOfMonth() == 1 ? say("format_first_day") : String.valueOf(date.getDayOfMonth()));
        return parts;
    }

    private String month(LocalDate date, String months) {
        return say(months).split("\\|", -1)[date.getMonthValue() - 1];
    }

    /** "Ann", "Ann and Bo", "Ann, Bo and Cy". */
    String join(List<String> names) {
        List<String> apart = names.stream().map(this::apart).toList();
        if (apart.size() < 2) {
            return String.join("", apart);
        }
        String last = apart.get(apart.size() - 1);
        String head = String.join(say("join_between"), apart.subList(0, apart.size() - 1));
        return head + joinLast(last) + last;
    }

    /**
     * Something from outside that stands among our words. Where it runs the other way it is isolated, so that it does not draw the
     * numbers and signs beside it to its side. UAX #9, §2.4.
     */
    String apart(String text) {
        return text.codePoints().anyMatch(c -> runsAgainst(Character.getDirectionality(c)))
                ? FIRST_STRONG_ISOLATE + Characters.withoutHidden(text) + POP_ISOLATE
                : text;
    }

    /** Spanish "y" is "e" before its own sound: Ana e Inés, Ana e Hilario, but Ana y Hiela. RAE, "y", 1. */
    private String joinLast(String name) {
        return language.equals("es") && SOUNDS_LIKE_Y.matcher(name).lookingAt() ? " e " : say("join_last");
    }

    private boolean runsAgainst(byte direction) {
        return dir().equals("rtl")
                ? direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT
                : direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
