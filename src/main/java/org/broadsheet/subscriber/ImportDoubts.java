package org.broadsheet.subscriber;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.broadsheet.text.Counted;
import org.broadsheet.text.Nearest;

/** What rows said that could not be made use of, though the people in them are taken in. */
final class ImportDoubts {
    private static final int SHOWN = 10;

    private final Set<String> topics;
    private final Map<String, Seen> locales = new TreeMap<>();
    private final Map<String, Seen> strangeTopics = new TreeMap<>();
    private long moreLocales;

    /** @param topics the keys of the list's topics; empty where nobody declares any */
    ImportDoubts(Set<String> topics) {
        this.topics = topics;
    }

    /** @param first the line where it stood first */
    private record Seen(int first, long rows) {
        Seen plus(Seen other) {
            return new Seen(first, rows + other.rows);
        }
    }

    /** @param text a language that nobody knows; empty for none */
    void locale(int line, String text) {
        if (text.isEmpty()) {
            return;
        }
        if (locales.size() < SHOWN || locales.containsKey(text)) {
            locales.merge(text, new Seen(line, 1), Seen::plus);
        } else {
            moreLocales++;
        }
    }

    void optedOut(int line, Set<String> keys) {
        for (String key : keys) {
            boolean room = strangeTopics.size() < SHOWN || strangeTopics.containsKey(key);
            if (!topics.isEmpty() && !topics.contains(key) && room) {
                strangeTopics.merge(key, new Seen(line, 1), Seen::plus);
            }
        }
    }

    /** A sentence each. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        locales.forEach((text, seen) -> words.add(String.format(
                Locale.ROOT,
                "\"%s\" is no language that is known (row %d%s): taken without one; a tag such as de or pt-BR says it",
                text,
                seen.first(),
                more(seen))));
        if (moreLocales > 0) {
            words.add(Counted.of(moreLocales, "more row has another language", "more rows have other languages")
                    + Counted.form(moreLocales, " that is not known", " that are not known"));
        }
        strangeTopics.forEach((key, seen) -> words.add(String.format(
                Locale.ROOT,
                "no digest or edition for this list has a topic %s, which opted_out names (row %d%s); %s",
                key,
                seen.first(),
                more(seen),
                Nearest.hint(key, topics.stream().sorted().toList()))));
        return words;
    }

    private static String more(Seen seen) {
        return seen.rows() == 1 ? "" : String.format(Locale.ROOT, " and %,d more", seen.rows() - 1);
    }
}
