package org.broadsheet.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        /** True or false, never in quotes. */
        FLAG,
        /** A picture as a map of its own, from fields whose names begin with that of this one and a dot. */
        PICTURE,
        /** Never in quotes: the date of the item, in the zone of the digest, where the field is not given. */
        DATE
    }

    private static final Map<String, Form> FORMS =
            Map.of("*", Form.MARKDOWN, "[]", Form.LIST, "@", Form.DATE, "!", Form.FLAG, "+", Form.PICTURE);

    private static final Map<BlockKind, List<Field>> FIELDS = Stream.of(BlockKind.values())
            .filter(kind -> kind != BlockKind.CHART)
            .collect(Collectors.toUnmodifiableMap(kind -> kind, BlockFields::read));

    private BlockFields() {}

    /** Whether a block of this kind shows groups by itself, by one of its keys. */
    static boolean hasGroups(BlockKind kind) {
        return of(kind).stream().anyMatch(field -> field.from().contains(Found.GROUP));
    }

    /** In the order in which they are written. */
    static List<Field> of(BlockKind kind) {
        List<Field> fields = FIELDS.get(kind);
        if (fields == null) {
            throw new IllegalArgumentException("a source cannot become a chart");
        }
        return fields;
    }

    private static List<Field> read(BlockKind kind) {
        return switch (kind) {
            case ITEMS ->
                fields(
                        "title; url,recording; *summary; []authors; organisation; @date; publication; kind; []tags; +image");
            case TALKS ->
                fields("title; []speakers,authors; organisation; format; #group,track; @date; url; recording; slides;"
                        + " *summary");
            case PEOPLE -> fields("name,title; role; organisation; *why,summary; url; +image");
            case THEMES -> fields("title; *detail,summary");
            case EVENTS -> fields("title; url; @date; until; zone; place; *summary");
            case RELEASES -> fields("project,publication; version,title; @date; *headline,summary; url");
            case CHANGES -> fields("title; url; number; author,authors; #group,area,tags; !first-contribution");
            case PHOTOS -> fields("src,image; alt,title; *caption,summary; credit,authors");
            case CHART -> throw new IllegalArgumentException("a source cannot become a chart");
        };
    }

    private static List<Field> fields(String written) {
        List<Field> fields = new ArrayList<>();
        for (String field : written.split("; ")) {
            Form form = FORMS.entrySet().stream()
                    .filter(mark -> field.startsWith(mark.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(Form.PLAIN);
            List<String> names = Stream.of(
                            field.replaceFirst("^(\\*|\\[\\]|@|!|\\+)", "").split(","))
                    .toList();
            String key = names.stream()
                    .filter(name -> !name.startsWith("#"))
                    .findFirst()
                    .orElseThrow();
            fields.add(new Field(key, names, form));
        }
        return List.copyOf(fields);
    }

    private static Form form(String field) {
        return switch (field.charAt(0)) {
            case '*' -> Form.MARKDOWN;
            case '[' -> Form.LIST;
            case '@' -> Form.DATE;
            case '?' -> Form.FLAG;
            default -> Form.PLAIN;
        };
    }
}
