package org.broadsheet.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.jspecify.annotations.Nullable;

/** Reads rows as entries of a block are read: the same keys, the same other names for them, the same mistakes. */
final class DataEntry {
    private static final Set<String> LISTS = Set.of("authors", "author", "by", "speakers", "speaker", "tags", "tag");
    private static final Set<String> PICTURES = Set.of("image", "photo", "picture", "portrait");

    private static final int MOST_KEYS = 1000;
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_VALUE = 200_000;

    private final String file;
    private final DataShape shape;
    private final boolean isFlat;
    private final Set<String> canonical;
    private final Map<String, String> names = new HashMap<>(); // to the keys for which they stand
    private final Set<String> mapped; // keys

    DataEntry(String file, DataShape shape, boolean isFlat) {
        this.file = file;
        this.shape = shape;
        this.isFlat = isFlat;
        this.canonical = Stream.concat(
                        BlockFields.of(shape.kind()).stream().map(BlockFields.Field::key), Stream.of("time"))
                .collect(Collectors.toSet());
        this.mapped = shape.map().keySet().stream().map(this::usual).collect(Collectors.toSet());
    }

    /** Null when it cannot be used, which is told. */
    @Nullable
    Item read(Datum row, Outside outside) {
        if (row.map().isEmpty() && shape.kind() != BlockKind.THEMES) {
            outside.remark(file + ":" + row.line() + ": this is no row of keys and values");
            return null;
        }
        if (row.map().size() > MOST_KEYS) {
            outside.remark(file + ":" + row.line() + ": the row has more than " + MOST_KEYS + " keys");
            return null;
        }
        List<Integer> lines = new ArrayList<>();
        StringBuilder yaml = new StringBuilder();
        Map<String, Datum> values = row.map().isEmpty() ? Map.of("title", row) : values(row);
        for (Map.Entry<String, Datum> value : values.entrySet()) {
            if (hasLongKey(value.getKey(), value.getValue())) {
                outside.remark(file + ":" + value.getValue().line() + ": '" + shown(value.getKey())
                        + "' is, or has in it, a key of more than " + LONGEST_KEY + " characters");
                return null;
            }
            if (length(value.getValue()) > LONGEST_VALUE) {
                outside.remark(file + ":" + value.getValue().line() + ": '" + shown(value.getKey())
                        + "' is longer than " + LONGEST_VALUE + " characters");
                return null;
            }
        }
        values.forEach((key, value) -> {
            yaml.append(yaml.isEmpty() ? "- " : "  ")
                    .append(BlockWriter.quoted(key))
                    .append(": ")
                    .append(flow(value))
                    .append('\n');
            lines.add(value.line());
        });
        Problems problems = new Problems();
        List<Item> items = ItemParser.parse(shape.kind(), new Position(file, 1, 1), yaml.toString(), problems);
        List<Problem> wrong = problems.list().stream()
                .filter(problem -> !Set.of("missing-alt", "unknown-key").contains(problem.rule()))
                .toList();
        for (Problem problem : wrong) {
            int index = problem.at().line() - 1;
            boolean isOfKey = problem.message().contains("'") && index > 0 && index < lines.size();
            int line = isOfKey ? lines.get(index) : row.line();
            Position at = new Position(file, line, 1);
            outside.remark(DataFormat.words(Problem.error(problem.rule(), at, problem.message(), problem.hint())));
        }
        return wrong.isEmpty() && items.size() == 1 ? items.get(0) : null;
    }

    private static String shown(String key) {
        return FeedText.shortened(Characters.visible(key), 40);
    }

    private static boolean hasLongKey(String key, Datum value) {
        return key.length() > LONGEST_KEY
                || value.list().stream().anyMatch(entry -> hasLongKey("", entry))
                || value.map().entrySet().stream().anyMatch(inner -> hasLongKey(inner.getKey(), inner.getValue()));
    }

    private static long length(Datum value) {
        return value.text().length()
                + value.list().stream().mapToLong(entry -> 1 + length(entry)).sum()
                + value.map().values().stream()
                        .mapToLong(entry -> 1 + length(entry))
                        .sum();
    }

    /** What the row says by keys of the block, and by other names that it has for them. What is mapped is taken from nowhere else. */
    private Map<String, Datum> values(Datum row) {
        Map<String, Datum> values = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        // A column with the name of a key is that key, also where one with another name for it stands before it.
        for (boolean exact : List.of(true, false)) {
            row.map().forEach((name, value) -> {
                String key = key(name);
                String usual = usual(key);
                boolean isFree = shape.map().isEmpty()
                        ? exact
                        : exact == usual.equals(key) && isKnown(usual) && !mapped.contains(usual) && !isUsed(name);
                if (isFree && (shape.map().isEmpty() || value.isEmpty() || taken.add(usual))) {
                    put(values, key, value);
                }
            });
        }
        shape.map().forEach((key, path) -> {
            List<Datum> there = path.isEmpty() ? List.of() : row.at(path);
            if (!there.isEmpty()) {
                put(
                        values,
                        key,
                        there.size() == 1
                                ? there.get(0)
                                : Datum.list(there.get(0).line(), there));
            }
        });
        return values;
    }

    private boolean isUsed(String column) {
        return shape.map().values().stream().anyMatch(column::equalsIgnoreCase);
    }

    private boolean isKnown(String usual) {
        return canonical.contains(usual.split("\\.", 2)[0]);
    }

    /** The key for which a name stands in such a block: {@code date} for {@code day} of talks. Itself when it is none. */
    private String usual(String key) {
        String[] parts = key.split("\\.", 2);
        String first = names.computeIfAbsent(
                parts[0],
                name -> canonical.contains(name)
                        ? name
                        : canonical.stream()
                                .filter(each -> areTheSame(each, name))
                                .findFirst()
                                .orElse(name));
        return parts.length == 1 ? first : first + "." + parts[1];
    }

    private boolean areTheSame(String key, String name) {
        Problems problems = new Problems();
        String both = "- " + BlockWriter.quoted(key) + ": x\n  " + BlockWriter.quoted(name) + ": x\n";
        ItemParser.parse(shape.kind(), new Position(file, 1, 1), both, problems);
        return problems.list().stream().map(Problem::rule).anyMatch("duplicate-key"::equals);
    }

    /** Columns of spreadsheets have capitals and blanks. */
    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
    }

    private void put(Map<String, Datum> values, String key, Datum value) {
        if (value.isEmpty()) {
            return;
        }
        int dot = key.indexOf('.');
        String first = dot < 0 ? key : key.substring(0, dot);
        if (dot > 0) {
            Map<String, Datum> inner = new LinkedHashMap<>(
                    Optional.ofNullable(values.get(first)).map(Datum::map).orElse(Map.of()));
            inner.put(key.substring(dot + 1), value);
            values.put(first, Datum.map(value.line(), inner));
        } else if (PICTURES.contains(key) && !value.text().isEmpty() && shape.kind() != BlockKind.PHOTOS) {
            Map<String, Datum> inner = new LinkedHashMap<>(
                    Optional.ofNullable(values.get(first)).map(Datum::map).orElse(Map.of()));
            inner.putIfAbsent("src", value);
            values.put(first, Datum.map(value.line(), inner));
        } else {
            values.put(key, isFlat && LISTS.contains(key) ? parted(value) : value);
        }
    }

    /** The entries of a cell: behind semicolons where there are any, else behind commas. */
    private static Datum parted(Datum cell) {
        String separator = cell.text().contains(";") ? ";" : cell.text().contains("\n") ? "\n" : ",";
        return Datum.list(
                cell.line(),
                Stream.of(cell.text().split(separator))
                        .map(part -> Datum.text(cell.line(), part.strip()))
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    /** In YAML, on one line. */
    private static String flow(Datum value) {
        if (!value.list().isEmpty()) {
            return value.list().stream().map(DataEntry::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        if (!value.map().isEmpty()) {
            return value.map().entrySet().stream()
                    .map(entry -> BlockWriter.quoted(entry.getKey()) + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        String text = value.text();
        return text.matches("(?i)true|false") ? text : BlockWriter.quoted(text);
    }
}
