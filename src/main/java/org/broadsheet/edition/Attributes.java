package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.jspecify.annotations.Nullable;

/** What is said about a heading or a block beside its words: {@code #id key=value key="some words" optional}. */
final class Attributes {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:#(?<id>[^\\s\"'=#]+)|(?<flag>optional)(?=\\s|$)|(?<key>[\\p{L}\\w-]+)=(?:\"(?<quoted>[^\"]*)\"|'(?<single>[^']*)'|(?<bare>[^\\s\"']+)))(?=\\s|$)");

    static final Attributes NONE = new Attributes(Map.of());

    /** @param at where the attribute itself begins */
    record Attribute(Position at, String value) {}

    private final Map<String, Attribute> values;

    private Attributes(Map<String, Attribute> values) {
        this.values = values;
    }

    /** Whether a text between braces is meant as attributes and not as words. */
    static boolean looksLikeOne(String text) {
        return text.matches("\\s*(#\\S.*|[\\p{L}\\w-]+=.*|optional(\\s.*)?)");
    }

    /**
     * @param first where the text begins
     * @param known every key that is allowed; {@code id} is written with a {@code #}
     */
    static Attributes parse(Position first, String text, Set<String> known, Problems problems) {
        Map<String, Attribute> values = new LinkedHashMap<>();
        Matcher matcher = TOKEN.matcher(text);
        int done = 0;
        while (matcher.find(done) && matcher.start() == done && matcher.end() > done) {
            String key = key(matcher);
            Position at = within(first, text, done);
            done = matcher.end();
            if (!known.contains(key)) {
                problems.error("unknown-key", at, "unknown attribute '" + key + "'", Nearest.hint(key, known));
            } else if (values.putIfAbsent(key, new Attribute(at, value(matcher))) != null) {
                problems.error("duplicate-key", at, "'" + key + "' is given twice", "keep one of them");
            }
        }
        if (!text.substring(done).isBlank()) {
            String message = "'" + text.substring(done).strip() + "' is not an attribute";
            problems.error("bad-value", within(first, text, done), message, "write key=value or key=\"some words\"");
        }
        return new Attributes(values);
    }

    @Nullable
    Attribute get(String key) {
        return values.get(key);
    }

    @Nullable
    String text(String key) {
        Attribute attribute = values.get(key);
        return attribute == null || attribute.value().isBlank() ? null : attribute.value();
    }

    private static String key(Matcher matcher) {
        String flag = matcher.group("flag");
        return matcher.group("id") != null ? "id" : flag != null ? flag : matcher.group("key");
    }

    /** That of a flag is itself. */
    private static String value(Matcher matcher) {
        List<String> groups = new ArrayList<>();
        for (String name : List.of("id", "flag", "quoted", "single", "bare")) {
            if (matcher.group(name) != null) {
                groups.add(matcher.group(name));
            }
        }
        return groups.get(0).strip();
    }

    private static Position within(Position first, String text, int offset) {
        int column = offset;
        while (column < text.length() && Character.isWhitespace(text.charAt(column))) {
            column++;
        }
        return new Position(first.file(), first.line(), first.column() + column);
    }
}
