package org.broadsheet.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        int before = map.problems().list().size();
        YamlMap inner = value.isMap() ? value.map() : null;
        if (inner == null) {
            patterns(value).forEach(pattern -> rules.add(Rule.of("title", pattern, false)));
        } else {
            add(rules, inner, "title", false, "titles");
            add(rules, inner, "tags", true, "tag");
            add(rules, inner, "labels", true, "label");
            add(rules, inner, "authors", true, "author");
            inner.refuseOthers();
        }
        if (rules.isEmpty() && map.problems().list().size() == before) {
            String message = "'" + key + "' has no pattern in it, so that nothing is chosen by it";
            map.problems().error("bad-value", value.at(), message, "write a word, or leave '" + key + "' out");
        }
        return rules;
    }

    private static void add(List<Rule> rules, YamlMap map, String field, boolean whole, String alias) {
        YamlValue value = map.value(field, alias);
        if (value != null) {
            patterns(value).forEach(pattern -> rules.add(Rule.of(field, pattern, whole)));
        }
    }

    private static List<String> patterns(YamlValue value) {
        List<String> patterns = new ArrayList<>();
        for (YamlValue entry : value.list()) {
            String pattern = entry.text();
            if (value.isList() && (pattern == null || pattern.isBlank())) {
                entry.bad("a pattern"); // unless something else is wrong with it, which is told already
            } else if (pattern != null && pattern.length() > Glob.LONGEST) {
                entry.bad("a pattern of at most " + Glob.LONGEST + " characters");
            } else if (pattern != null && !pattern.isBlank()) {
                patterns.add(pattern);
            }
        }
        return patterns;
    }

    /** @param whole whether the pattern, in lower case, is to fit from the first letter to the last, and not somewhere within */
    private record Rule(String field, Glob glob, boolean whole) {
        static Rule of(String field, String pattern, boolean whole) {
            return new Rule(field, Glob.of(pattern.toLowerCase(Locale.ROOT)), whole);
        }

        boolean fits(Found item) {
            return item.all(field).stream()
                    .map(value -> value.toLowerCase(Locale.ROOT))
                    .anyMatch(value -> whole ? glob.fits(value) : glob.fitsWithin(value));
        }
    }
}
