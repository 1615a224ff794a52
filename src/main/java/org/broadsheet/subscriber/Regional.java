package org.broadsheet.subscriber;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.text.Nearest;

/** Reads languages and time zones as people write them, into the one form that is stored. */
public final class Regional {
    private static final Set<String> LANGUAGES = Stream.concat(
                    Arrays.stream(Locale.getISOLanguages()),
                    Arrays.stream(Locale.getAvailableLocales()).map(Locale::getLanguage))
            .collect(Collectors.toUnmodifiableSet());

    private Regional() {}

    /** Those who speak the language may have written it, or whoever keeps the list in theirs. */
    private static final List<Locale> SPOKEN = Stream.of("en", "de", "fr", "es", "pt", "ja", "zh", "ar")
            .map(Locale::forLanguageTag)
            .toList();

    private static final Map<String, String> NAMES = names();

    /** English names come first: a name that two languages share is that of the first. */
    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (Locale speaker : SPOKEN) {
            for (String code : Locale.getISOLanguages()) {
                names.putIfAbsent(
                        named(code, speaker), Locale.forLanguageTag(code).toLanguageTag());
            }
        }
        for (String code : Locale.getISOLanguages()) {
            names.putIfAbsent(
                    named(code, Locale.forLanguageTag(code)),
                    Locale.forLanguageTag(code).toLanguageTag());
        }
        return Map.copyOf(names);
    }

    private static String named(String code, Locale speaker) {
        return Locale.forLanguageTag(code).getDisplayLanguage(speaker).toLowerCase(Locale.ROOT);
    }

    /** {@code pt_BR} and {@code PT-br} are {@code pt-BR}, {@code German} and {@code Deutsch} are {@code de}; empty for what is no tag, or of no known language. */
    public static Optional<String> locale(String text) {
        String named = NAMES.get(text.strip().toLowerCase(Locale.ROOT));
        if (named != null) {
            return Optional.of(named);
        }
        try {
            Locale locale =
                    new Locale.Builder().setLanguageTag(text.replace('_', '-')).build();
            return locale.getLanguage().isEmpty() || !LANGUAGES.contains(locale.getLanguage())
                    ? Optional.empty()
                    : Optional.of(locale.toLanguageTag());
        } catch (IllformedLocaleException notATag) {
            return Optional.empty();
        }
    }

    static Optional<String> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text).getId());
        } catch (DateTimeException notAZone) {
            return Optional.empty();
        }
    }

    /** Finds a slip of the fingers, other capitals, and a city without its continent. */
    static String zoneHint(String text) {
        String wanted = text.replace(' ', '_').toLowerCase(Locale.ROOT);
        Set<String> ids = ZoneId.getAvailableZoneIds();
        return ids.stream()
                .filter(id -> id.toLowerCase(Locale.ROOT).endsWith("/" + wanted))
                .min(String::compareTo)
                .or(() -> Nearest.of(wanted, ids))
                .map(id -> "did you mean " + id + "?")
                .orElse("write a name such as Europe/Amsterdam");
    }
}
