package org.broadsheet.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value in YAML: a scalar, a list or a map. Each reading method says what is wanted; what is not of that kind is
 * reported and read as null.
 */
public final class YamlValue {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private final YamlSource source;
    private final Node node;
    private final String name;

    YamlValue(YamlSource source, Node node, String name) {
        this.source = source;
        this.node = node;
        this.name = name;
    }

    public Position at() {
        return source.at(node.getStartMark());
    }

    /** Where values of this document report their problems. */
    public Problems problems() {
        return source.problems();
    }

    /** Written as {@code ~}, as {@code null}, or not written at all. */
    public boolean isNull() {
        return node instanceof ScalarNode scalar && scalar.isPlain() && NULLS.contains(scalar.getValue());
    }

    public boolean isText() {
        return node instanceof ScalarNode && !isNull();
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    /** One line: line breaks and runs of white space become a single space. A number is its text as written. */
    public @Nullable String text() {
        String text = longText();
        return text == null ? null : Characters.oneLine(text);
    }

    /** Any number of lines, without white space around them. */
    public @Nullable String longText() {
        String text = scalar("text");
        if (text == null) {
            return null;
        }
        OptionalInt forbidden = Characters.firstForbidden(text);
        if (forbidden.isPresent()) {
            String character = String.format("the character U+%04X", forbidden.getAsInt());
            source.problems().error("bad-value", at(), name + " contains " + character, "remove it");
            return null;
        }
        return text.strip();
    }

    /** Taken exactly as written, and never part of a message. */
    public @Nullable Secret secret() {
        if (!(node instanceof ScalarNode scalar)) {
            wrongType("text");
            return null;
        }
        String text = source.expansion().expand(scalar.getValue(), at(), source.problems());
        return text == null ? null : new Secret(text);
    }

    public @Nullable Integer number(int least, int most) {
        String wanted = "a whole number from " + least + " to " + most;
        String text = unquoted(wanted);
        if (text == null) {
            return null;
        }
        if (!text.matches("[+-]?\\d{1,10}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            return bad(wanted);
        }
        return Integer.parseInt(text);
    }

    public @Nullable Boolean bool() {
        String text = unquoted("true or false");
        if (text == null) {
            return null;
        }
        String word = text.toLowerCase(Locale.ROOT);
        return word.equals("true") || word.equals("false") ? Boolean.valueOf(word) : bad("true or false");
    }

    /** A constant of the enum, written in lower case with hyphens. */
    public <E extends Enum<E>> @Nullable E oneOf(Class<E> type) {
        List<String> words =
                Stream.of(type.getEnumConstants()).map(YamlValue::word).toList();
        String text = scalar("one of " + String.join(", ", words));
        if (text == null) {
            return null;
        }
        int found = words.indexOf(text.strip().toLowerCase(Locale.ROOT));
        if (found < 0) {
            String message = name + " must be one of " + String.join(", ", words) + ", but is " + found();
            source.problems().error("bad-value", at(), message, guess(text, words));
            return null;
        }
        return type.getEnumConstants()[found];
    }

    /** {@code 500ms}, {@code 10s}, {@code 1m}, {@code 8h}, {@code 2d}. */
    public @Nullable Duration duration() {
        String text = scalar("a duration such as 10s, 5m, 8h or 2d");
        if (text == null) {
            return null;
        }
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            return bad("a duration such as 10s, 5m, 8h or 2d");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /**
     * What {@code reader} makes of the text on one line.
     *
     * @param wanted names the form for the message: "a date such as 2026-03-23"
     * @param reader throws DateTimeException or IllegalArgumentException for a text that is not of that form
     */
    public <T> @Nullable T parsed(String wanted, Function<String, T> reader) {
        String text = scalar(wanted);
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(Characters.oneLine(text));
        } catch (DateTimeException | IllegalArgumentException notOfThatForm) {
            return bad(wanted);
        }
    }

    /** A time zone: an unknown one must never become GMT silently. The offset Z is that of UTC, which has a name to be shown. */
    public @Nullable ZoneId zone() {
        return parsed("a time zone such as Europe/Amsterdam", text -> {
            ZoneId zone = ZoneId.of(text);
            return zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
        });
    }

    public @Nullable YamlMap map() {
        if (node instanceof MappingNode mapping) {
            return YamlMap.of(source, mapping, name);
        }
        String found = isNull() ? "empty" : isList() ? "a list" : "a text"; // which may be a password without its key
        String message = name + " must be a map of keys and values, but is " + found;
        source.problems().error("wrong-type", at(), message, "");
        return null;
    }

    /** The entries of a list; a value that is no list counts as a list of one, nothing as an empty list. */
    public List<YamlValue> list() {
        if (isNull()) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        List<YamlValue> entries = new ArrayList<>();
        for (Node entry : sequence.getValue()) {
            String called = name.equals("this") ? "entry " + (entries.size() + 1) : "an entry of " + name;
            entries.add(new YamlValue(source, entry, called));
        }
        return entries;
    }

    /** Reports that the value is not of the form wanted. */
    public <T> @Nullable T bad(String wanted) {
        source.problems().error("bad-value", at(), name + " must be " + wanted + ", but is " + found(), "");
        return null;
    }

    void wrongType(String wanted) {
        source.problems().error("wrong-type", at(), name + " must be " + wanted + ", but is " + found(), "");
    }

    static <E extends Enum<E>> String word(E constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private @Nullable String scalar(String wanted) {
        if (node instanceof ScalarNode scalar) {
            return source.expansion().expand(scalar.getValue(), at(), source.problems());
        }
        wrongType(wanted);
        return null;
    }

    /** A quoted {@code "8"} is a text, unless the quotes are there for a reference that is replaced. */
    private @Nullable String unquoted(String wanted) {
        String text = scalar(wanted);
        if (text != null && node instanceof ScalarNode scalar && !scalar.isPlain()) {
            if (text.equals(scalar.getValue())) {
                wrongType(wanted);
                return null;
            }
        }
        return text == null ? null : text.strip();
    }

    private static String guess(String text, List<String> words) {
        return Nearest.of(text.strip(), words)
                .map(word -> "did you mean '" + word + "'?")
                .orElse("");
    }

    /** What stands there as it was written: never what a reference was replaced with, for that may be a secret. */
    private String found() {
        if (node instanceof ScalarNode scalar) {
            String text = Concealed.of(Characters.oneLine(scalar.getValue()));
            String shown = text.length() > 60 ? text.substring(0, text.offsetByCodePoints(0, 40)) + "…" : text;
            return isNull() ? "empty" : (scalar.isPlain() ? "'" + shown + "'" : "the text '" + shown + "'");
        }
        return node instanceof SequenceNode ? "a list" : "a map";
    }
}
