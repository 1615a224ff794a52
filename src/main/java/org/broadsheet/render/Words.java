package org.broadsheet.render;

import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;

/** What a mail says by itself, in the language of the edition; English where a language has no words of its own. */
final class Words {
    private static final ResourceBundle.Control WITHOUT_THE_MACHINES_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale language;
    private final ResourceBundle bundle;

    Words(Locale language) {
        this.language = language;
        this.bundle = ResourceBundle.getBundle("org.broadsheet.render.words", language, WITHOUT_THE_MACHINES_LANGUAGE);
    }

    Locale language() {
        return language;
    }

    String say(String key) {
        return bundle.getString(key);
    }

    String say(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), language).format(arguments);
    }

    /** All words, those with arguments replaced by what they say about this edition. */
    Map<String, String> all(Map<String, String> filledIn) {
        Map<String, String> words = new HashMap<>();
        bundle.keySet().stream()
                .filter(key -> !key.startsWith("format_") && !key.startsWith("join_"))
                .forEach(key -> words.put(key, bundle.getString(key)));
        words.putAll(filledIn);
        return new TreeMap<>(words);
    }

    /** In full. */
    String date(LocalDate date) {
        return date(date, "format_date");
    }

    String date(LocalDate date, String pattern) {
        return DateTimeFormatter.ofPattern(say(pattern), language).format(date);
    }

    /** "Ann", "Ann and Bo", "Ann, Bo and Cy". */
    String join(List<String> names) {
        if (names.size() < 2) {
            return String.join("", names);
        }
        String head = String.join(say("join_between"), names.subList(0, names.size() - 1));
        return head + say("join_last") + names.get(names.size() - 1);
    }
}
