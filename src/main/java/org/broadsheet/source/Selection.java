package org.broadsheet.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;

/**
 * Which of the items that a source has are wanted: those that one of the patterns of {@code include} fits, or all where
 * there are none, but none that one of {@code exclude} fits.
 */
public final class Selection {
    public static final Selection ALL = new Selection(List.of(), List.of());

    private final List<Rule> include;
    private final List<Rule> exclude;

    private Selection(List<Rule> include, List<Rule> exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    static Selection read(YamlMap map) {
        return new Selection(rules(map, "include"), rules(map, "exclude"));
    }

    public boolean wants(Found item) {
        return (include.isEmpty() || include.stream().anyMatch(rule -> rule.fits(item)))
                && exclude.stream().noneMatch(rule -> rule.fits(item));
    }

    /** Patterns alone look at the title; a map says where else to look. */
    private static List<Rule> rules(YamlMap map, String key) {
        YamlValue value = map.value(key);
        if (value == null) {
            return List.of();
        }
        List<Rule> rules = new ArrayList<>();
        YamlMap inner = value.isMap() ? value.map() : null;
        if (inner == null) {
            map.texts(key).forEach(pattern -> rules.add(Rule.of("title", pattern, false)));
            return rules;
        }
        inner.texts("title", "titles").forEach(pattern -> rules.add(Rule.of("title", pattern, false)));
        inner.texts("tags", "tag").forEach(pattern -> rules.add(Rule.of("tags", pattern, true)));
        inner.texts("labels", "label").forEach(pattern -> rules.add(Rule.of("labels", pattern, true)));
        inner.texts("authors", "author").forEach(pattern -> rules.add(Rule.of("authors", pattern, true)));
        inner.refuseOthers();
        return rules;
    }

    /**
     * @param parts of the pattern between its stars, in lower case
     * @param whole whether the pattern is to fit from the first letter to the last, and not somewhere within
     */
    private record Rule(String field, List<String> parts, boolean whole) {
        static Rule of(String field, String pattern, boolean whole) {
            return new Rule(field, List.of(pattern.toLowerCase(Locale.ROOT).split("\\*", -1)), whole);
        }

        boolean fits(Found item) {
            Stream<String> values = item.all(field).stream();
            return values.map(value -> value.toLowerCase(Locale.ROOT)).anyMatch(this::fits);
        }

        private boolean fits(String text) {
            String first = parts.get(0);
            String last = parts.get(parts.size() - 1);
            if (whole && (!text.startsWith(first) || !text.endsWith(last))) {
                return false;
            }
            int at = 0;
            for (String part : parts) {
                int found = text.indexOf(part, at);
                if (found < 0) {
                    return false;
                }
                at = found + part.length();
            }
            // Where nothing may follow, the last part was looked for from the left: its end has to lie behind the
            // others.
            return !whole || parts.size() == 1 ? !whole || text.equals(first) : fitsAtEnd(text, last);
        }

        private boolean fitsAtEnd(String text, String last) {
            int at = 0;
            for (String part : parts.subList(0, parts.size() - 1)) {
                at = text.indexOf(part, at) + part.length();
            }
            return at <= text.length() - last.length();
        }
    }
}
