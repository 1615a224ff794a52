package org.broadsheet.subscriber;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.text.Nearest;

/** Reads languages and time zones as people write them, into the one form that is stored. */
final class Regional {
    private static final Set<String> LANGUAGES = Stream.concat(
                    Arrays.stream(Locale.getISOLanguages()),
                    Arrays.stream(Locale.getAvailableLocales()).map(Locale::getLanguage))
            .collect(Collectors.toUnmodifiableSet());

    private Regional() {}

    private static final Map<String, String> ENGLISH_NAMES = Arrays.stream(Locale.getISOLanguages())
            .collect(Collectors.toUnmodifiableMap(
                    code -> Locale.forLanguageTag(code)
                            .getDisplayLanguage(Locale.ENGLISH)
                            .toLowerCase(Locale.ROOT),
                    code -> Locale.forLanguageTag(code).toLanguageTag(),
                    (first, second) -> first));

    /** {@code pt_BR} and {@code PT-br} are {@code pt-BR}, {@code German} is {@code de}; empty for what is no tag, or of no known language. */
    static Optional<String> locale(String text) {
        String named = ENGLISH_NAMES.get(text.strip().toLowerCase(Locale.ROOT));
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
                .map(id -> "did you mean " + id)
                .orElse("write a name such as Europe/Amsterdam");
    }
}
