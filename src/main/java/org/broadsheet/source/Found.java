package org.broadsheet.source;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.broadsheet.text.Characters;
import org.jspecify.annotations.Nullable;

/**
 * An item as a source found it, before it is of a kind of block. Its texts are free of what no reader should be sent. They are
 * plain and of one line, but for what people of the project wrote as Markdown, whose field's name begins with a star.
 *
 * @param id the same whenever the same item is found, at most 500 characters
 * @param at when it was published or, for what is yet to come, when it begins; null when that is not said
 * @param fields by the names that blocks give them ({@link BlockFields}); none is empty
 */
public record Found(String id, @Nullable Instant at, Map<String, List<String>> fields) {
    /** A note, which no block shows: where it stands among the others of its source, in digits of which all have as many. */
    public static final String ORDER = "#order";

    /** A note: the heading under which it stands where its source groups. */
    public static final String GROUP = "#group";

    /** A note: that nobody gave it a date, so that no block shows one. */
    public static final String UNDATED = "#undated";

    /** A note: the kind of block that it becomes, where that is not the one of its source. */
    public static final String KIND = "#kind";

    /** A note: the title of the block in which it stands. */
    public static final String TITLE = "#title";

    /** Markdown of several lines that stands in the text as it is, and not as an entry of a block. */
    public static final String PROSE = "*prose";

    private static final int LONGEST_ID = 500;
    private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    public Found {
        fields = Map.copyOf(fields);
        id = Characters.withoutForbidden(id).strip();
        at = at == null || at.isBefore(EARLIEST) || at.isAfter(LATEST) ? null : at;
        if (id.length() > LONGEST_ID) {
            id = Fingerprint.of(id);
        }
    }

    public String first(String field) {
        List<String> values = fields.getOrDefault(field, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    List<String> all(String field) {
        return fields.getOrDefault(field, List.of());
    }

    /** Collects the fields of an item. */
    public static final class Fields {
        private static final int LONGEST = 10_000;
        private static final int MOST = 100;

        private final Map<String, List<String>> values = new LinkedHashMap<>();

        /** A field without a value is left out. */
        public Fields put(String field, @Nullable String value) {
            return put(field, value == null ? List.of() : List.of(value));
        }

        public Fields put(String field, List<String> texts) {
            List<String> clean = texts.stream()
                    .map(Fields::clean)
                    .filter(text -> !text.isEmpty())
                    .distinct()
                    .limit(MOST)
                    .toList();
            if (!clean.isEmpty()) {
                values.put(field, clean);
            }
            return this;
        }

        /** Inline Markdown, of one line. */
        public Fields putMarkdown(String field, @Nullable String markdown) {
            return put("*" + field, markdown);
        }

        /** Where it stands among the others. */
        public Fields order(int place) {
            return put(ORDER, String.format(Locale.ROOT, "%06d", place));
        }

        /** @param markdown of any length and number of lines, which is whole in itself */
        public Fields prose(String markdown) {
            values.put(PROSE, List.of(markdown));
            return this;
        }

        private static String clean(String text) {
            String line = Characters.oneLine(Characters.withoutHidden(Characters.withoutForbidden(text)));
            return line.length() <= LONGEST ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST / 2));
        }

        public Map<String, List<String>> map() {
            return Map.copyOf(values);
        }
    }
}
