package org.broadsheet.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How the fields of something found are called in a block of some kind. */
final class BlockFields {
    /**
     * A key of a block.
     *
     * @param from the fields that may fill it: the first that has a value does
     * @param form how its value is written
     */
    record Field(String key, List<String> from, Form form) {}

    enum Form {
        PLAIN,
        /** Inline Markdown, so that what looks like some has to be escaped. */
        MARKDOWN,
        LIST,
        /** Never in quotes: the date of the item, in the zone of the digest, where the field is not given. */
        DATE
    }

    private BlockFields() {}

    /** In the order in which they are written. */
    static List<Field> of(BlockKind kind) {
        return switch (kind) {
            case ITEMS -> fields("title; url; *summary; []authors; organisation; @date; publication; kind; []tags");
            case TALKS ->
                fields(
                        "title; []speakers,authors; organisation; format; track; @date; url; recording; slides; *summary");
            case PEOPLE -> fields("name,title; role; organisation; *why,summary; url");
            case THEMES -> fields("title; *detail,summary");
            case EVENTS -> fields("title; url; @date; until; zone; place; *summary");
            case RELEASES -> fields("project,publication; version,title; @date; *headline,summary; url");
            case CHANGES -> fields("title; url; number; author,authors; area,tags; first-contribution");
            case PHOTOS -> fields("src,image; alt,title; *caption,summary; credit,authors");
            case CHART -> throw new IllegalArgumentException("a source cannot become a chart");
        };
    }

    private static List<Field> fields(String written) {
        List<Field> fields = new ArrayList<>();
        for (String field : written.split("; ")) {
            Form form = field.startsWith("*")
                    ? Form.MARKDOWN
                    : field.startsWith("[]") ? Form.LIST : field.startsWith("@") ? Form.DATE : Form.PLAIN;
            List<String> names = Stream.of(
                            field.replaceFirst("^(\\*|\\[\\]|@)", "").split(","))
                    .toList();
            fields.add(new Field(names.get(0), names, form));
        }
        return List.copyOf(fields);
    }
}
