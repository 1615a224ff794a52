package org.broadsheet.check;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.Lines;
import org.broadsheet.text.Position;

/** Where the values of a front matter stand: what judges an edition has the values only. */
final class FrontLines {
    private static final Pattern KEY = Pattern.compile("([A-Za-z][\\w-]*)\\s*:\\s*(.*)");

    private final String file;
    private final Map<String, Position> values = new HashMap<>();
    private final Map<String, String> written = new HashMap<>();

    private FrontLines(String file) {
        this.file = file;
    }

    static FrontLines of(String file, String text) {
        FrontLines front = new FrontLines(file);
        List<String> lines = Lines.of(text).list();
        int dashes = 0;
        for (int i = 0; i < lines.size() && dashes < 2; i++) {
            Matcher key = KEY.matcher(lines.get(i));
            if (key.matches()) {
                String name = key.group(1).toLowerCase(Locale.ROOT);
                front.values.putIfAbsent(name, new Position(file, i + 1, key.start(2) + 1));
                front.written.putIfAbsent(name, key.group(2).strip());
            }
            dashes += lines.get(i).stripTrailing().equals("---") ? 1 : 0;
        }
        return front;
    }

    /** Of the first of the keys that is there; the whole file when none is. */
    Position at(String... keys) {
        for (String key : keys) {
            Position at = values.get(key);
            if (at != null) {
                return at;
            }
        }
        return Position.wholeFile(file);
    }

    /**
     * Of a part of the key's value.
     *
     * @param part with a group {@code at}; where the value's line has no such part, the value is meant
     */
    Position within(String key, Pattern part) {
        Position value = at(key);
        Matcher found = part.matcher(written.getOrDefault(key, ""));
        return found.find() ? new Position(file, value.line(), value.column() + found.start("at")) : value;
    }

    /** Whether somebody wrote the key and an empty value. */
    boolean isEmptied(String key) {
        String value = written.get(key);
        return value != null && value.matches("(\"\\s*\"|'\\s*')?(\\s+#.*)?");
    }
}
