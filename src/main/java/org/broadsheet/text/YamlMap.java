package org.broadsheet.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A map in YAML. Each reading method takes the key and other names for it; the keys asked for are the known ones, so
 * when all have been asked for, {@link #refuseOthers} or {@link #warnOfOthers} reports the rest. A key whose value is
 * empty is as absent.
 */
public final class YamlMap {
    private static final Pattern GLUED = Pattern.compile("\\s*([\\w.-]+\\s*[:=]).");

    private final YamlSource source;
    private final Position at;
    private final String name;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> known = new LinkedHashSet<>();

    private record Entry(Position at, YamlValue value) {}

    private YamlMap(YamlSource source, Position at, String name) {
        this.source = source;
        this.at = at;
        this.name = name;
    }

    static YamlMap of(YamlSource source, MappingNode node, String name) {
        YamlMap map = new YamlMap(source, source.at(node.getStartMark()), name);
        for (NodeTuple tuple : node.getValue()) {
            Position at = source.at(tuple.getKeyNode().getStartMark());
            if (tuple.getKeyNode() instanceof ScalarNode scalar) {
                String key = Characters.oneLine(scalar.getValue());
                map.put(key, new Entry(at, new YamlValue(source, tuple.getValueNode(), "'" + shown(key) + "'")));
            } else {
                source.problems().error("wrong-type", at, "a key must be a word, but is a list or a map", "");
            }
        }
        return map;
    }

    /** Without any keys: all that is optional has its default. */
    public static YamlMap empty(Position at, Problems problems) {
        return new YamlMap(new YamlSource(at, at.line(), Expansion.NONE, problems), at, "this");
    }

    /** The same with keys in lower case, for texts whose authors were never told that case counts. */
    public YamlMap inLowerCase() {
        YamlMap map = new YamlMap(source, at, name);
        entries.forEach((key, entry) -> map.put(key.toLowerCase(Locale.ROOT), entry));
        return map;
    }

    private void put(String key, Entry entry) {
        Entry first = entries.putIfAbsent(key, entry);
        if (first != null) {
            String message = "'" + shown(key) + "' is already given in line "
                    + first.at().line();
            source.problems().error("duplicate-key", entry.at(), message, "keep one of them");
        }
    }

    public Position at() {
        return at;
    }

    public Problems problems() {
        return source.problems();
    }

    /** In the order written. */
    public List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /** Where the key stands; the map when it is absent. */
    public Position at(String key) {
        Entry entry = entries.get(key);
        return entry == null ? at : entry.at();
    }

    /** Null when absent or empty. More than one of the names at once is an error. */
    public @Nullable YamlValue value(String key, String... aliases) {
        known.add(key);
        asked.add(key);
        String first = entries.containsKey(key) ? key : null;
        YamlValue value = notNull(key);
        for (String alias : aliases) {
            asked.add(alias);
            if (!entries.containsKey(alias)) {
                continue;
            }
            if (first != null) {
                String message = "'" + alias + "' and '" + first + "' are the same";
                source.problems().error("duplicate-key", at(alias), message, "keep one of them");
            }
            first = first == null ? alias : first;
            value = value == null ? notNull(alias) : value;
        }
        return value;
    }

    private @Nullable YamlValue notNull(String key) {
        Entry entry = entries.get(key);
        return entry == null || entry.value().isNull() ? null : entry.value();
    }

    /** What {@code reader} makes of the value; null when absent or when the reader, having reported it, gives null. */
    public <T> @Nullable T optional(Function<YamlValue, @Nullable T> reader, String key, String... aliases) {
        YamlValue value = value(key, aliases);
        return value == null ? null : reader.apply(value);
    }

    /** A required text on one line; empty, with the problem reported, when there is none. */
    public String text(String key, String... aliases) {
        int before = source.problems().list().size();
        String text = optionalText(key, aliases);
        if (text != null && !text.isEmpty()) {
            return text;
        }
        if (source.problems().list().size() == before) {
            missing(key);
        }
        return "";
    }

    public void missing(String key) {
        boolean there = entries.containsKey(key);
        String message = there ? "'" + key + "' is empty" : "'" + key + "' is missing" + inName();
        source.problems().error("missing-key", at(key), message, "give it a value");
    }

    public @Nullable String optionalText(String key, String... aliases) {
        return optional(YamlValue::text, key, aliases);
    }

    public @Nullable String optionalLongText(String key, String... aliases) {
        return optional(YamlValue::longText, key, aliases);
    }

    /** One text or a list of them. */
    public List<String> texts(String key, String... aliases) {
        YamlValue value = value(key, aliases);
        return value == null
                ? List.of()
                : value.list().stream()
                        .map(YamlValue::text)
                        .filter(text -> text != null && !text.isEmpty())
                        .map(Objects::requireNonNull)
                        .toList();
    }

    public int number(String key, int fallback, int least, int most) {
        Integer number = optional(value -> value.number(least, most), key);
        return number == null ? fallback : number;
    }

    public boolean bool(String key, boolean fallback, String... aliases) {
        Boolean flag = optional(YamlValue::bool, key, aliases);
        return flag == null ? fallback : flag;
    }

    public <E extends Enum<E>> E oneOf(String key, E fallback, String... aliases) {
        E constant = optional(value -> value.oneOf(fallback.getDeclaringClass()), key, aliases);
        return constant == null ? fallback : constant;
    }

    public Duration duration(String key, Duration fallback) {
        Duration duration = optional(YamlValue::duration, key);
        return duration == null ? fallback : duration;
    }

    /** A map inside this one; an empty one when it is absent or not a map, which is reported. */
    public YamlMap map(String key, String... aliases) {
        YamlMap map = optional(YamlValue::map, key, aliases);
        return map == null ? new YamlMap(source, at(key), "'" + key + "'") : map;
    }

    /** A list of maps, or one map. */
    public List<YamlMap> maps(String key, String... aliases) {
        YamlValue value = value(key, aliases);
        List<YamlMap> maps = new ArrayList<>();
        for (YamlValue entry : value == null ? List.<YamlValue>of() : value.list()) {
            YamlMap map = entry.map();
            if (map != null) {
                maps.add(map);
            }
        }
        return maps;
    }

    /** Reports each key that nobody asked for as an error, with the nearest that somebody did. */
    public void refuseOthers() {
        entries.forEach((key, entry) -> {
            if (!asked.contains(key)) {
                source.problems().error("unknown-key", entry.at(), unknown(key), hint(key));
            }
        });
    }

    /** As {@link #refuseOthers}, but a key that is not a slip of a known one is only a warning. */
    public void warnOfOthers(String hint) {
        entries.forEach((key, entry) -> {
            if (asked.contains(key)) {
                return;
            }
            if (Nearest.of(key, asked)
                    .flatMap(near -> Nearest.within(2, key, List.of(near)))
                    .isPresent()) {
                source.problems().error("unknown-key", entry.at(), unknown(key), hint(key));
            } else {
                source.problems().warning("foreign-key", entry.at(), unknown(key), hint);
            }
        });
    }

    private String unknown(String key) {
        return "unknown key '" + shown(key) + "'" + inName();
    }

    /** Where somebody forgot the blank behind the colon, the value is a part of the key, and may be a password. */
    static String shown(String key) {
        Matcher glued = GLUED.matcher(key);
        String name = glued.lookingAt() ? glued.group(1) + "…" : key;
        return name.length() > 60 ? name.substring(0, name.offsetByCodePoints(0, 40)) + "…" : name;
    }

    private String hint(String key) {
        return Nearest.of(key, asked)
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> known.isEmpty() ? "" : "known here: " + String.join(", ", known));
    }

    private String inName() {
        return name.startsWith("'") ? " in " + name : "";
    }
}
