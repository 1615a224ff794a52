package org.broadsheet.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.WebUrl;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** Files of YAML, JSON or CSV whose rows become entries of any kind of block; by URL or as a file of the workspace. */
public final class DataSource implements Source {
    /** What comes is as far ahead as that of a calendar. */
    private static final Duration USUAL = Duration.ofDays(14);

    private static final Duration LONGEST = Duration.ofDays(3660);

    @Override
    public String word() {
        return "data";
    }

    @Override
    public BlockKind kind() {
        return BlockKind.ITEMS;
    }

    @Override
    public @Nullable Query read(YamlMap keys) {
        String place = Place.read(keys);
        BlockKind as = keys.oneOf("as", kind());
        YamlValue format = keys.value("format");
        DataShape shape = new DataShape(
                as,
                format == null ? Optional.empty() : Optional.ofNullable(format.oneOf(DataFormat.class)),
                path(keys, "root"),
                path(keys, "id"),
                path(keys, "group"),
                keys.texts("sort").stream().map(DataShape.Order::of).toList(),
                mapping(keys, as),
                DataFilter.read(keys));
        Duration ahead = keys.duration("ahead", as == BlockKind.EVENTS ? USUAL : Duration.ZERO);
        if (ahead.compareTo(LONGEST) > 0) {
            keys.problems().error("bad-value", keys.at("ahead"), "'ahead' must be at most ten years", "write 14d");
        }
        return place == null ? null : new Rows(place, shape, ahead);
    }

    private static String path(YamlMap keys, String key) {
        String path = keys.optionalText(key);
        return path == null ? "" : path;
    }

    /** By the keys of blocks: where in a row their values are. */
    private static Map<String, String> mapping(YamlMap keys, BlockKind kind) {
        YamlMap map = keys.map("map");
        Map<String, String> mapping = new LinkedHashMap<>();
        for (String written : map.keys()) {
            String key = DataEntry.key(written);
            if (!isKey(kind, key)) {
                List<String> known = BlockFields.of(kind).stream()
                        .map(BlockFields.Field::key)
                        .toList();
                String message = kind.word() + " have no key '" + Characters.visible(written) + "'";
                keys.problems().error("unknown-key", map.at(written), message, Nearest.hint(key, known));
                continue;
            }
            String path = map.optionalText(written);
            if (mapping.put(key, path == null ? "" : path) != null) {
                String message = "'" + Characters.visible(key) + "' is mapped twice";
                keys.problems()
                        .error("duplicate-key", map.at(written), message, "keep one of them; case does not count");
            }
        }
        return mapping;
    }

    /** Whether an entry may have it, by this name or by another. */
    private static boolean isKey(BlockKind kind, String key) {
        if (kind == BlockKind.CHART) {
            return true; // refused elsewhere
        }
        Problems problems = new Problems();
        String first = key.split("\\.", 2)[0];
        ItemParser.parse(kind, new Position("", 1, 1), "- " + BlockWriter.quoted(first) + ": x\n", problems);
        return problems.list().stream().noneMatch(problem -> problem.rule().equals("unknown-key"));
    }

    private record Rows(String place, DataShape shape, Duration ahead) implements Query {
        @Override
        public String details() {
            return shape.toString();
        }

        /** Somebody keeps the file: what is in it is meant, however old. */
        @Override
        public Duration age() {
            return Duration.ofDays(36_600);
        }

        @Override
        public boolean isWhole() {
            return true;
        }

        @Override
        public boolean isOrdered() {
            return ahead.isZero() || !shape.sort().isEmpty();
        }

        @Override
        public Optional<List<Found>> ask(Outside outside) throws FetchException {
            Outside.Document document = outside.open(place);
            HtmlPage.refuse(document, place, "data in YAML, JSON or CSV");
            DataFormat format = shape.format()
                    .or(() -> DataFormat.of(place, document))
                    .orElseThrow(() -> new FetchException(
                            "nothing says what " + place + " is written in; write format: yaml, json or csv", false));
            Datum data = format.read(place, document.bytes(), outside);
            boolean ours = WebUrl.parse(place).isEmpty();
            return Optional.of(
                    new DataReader(place, shape, ours, format == DataFormat.CSV, document.place(), outside).read(data));
        }
    }

    /** As people write it in messages. */
    static List<String> shown(List<String> keys) {
        List<String> shown = new ArrayList<>(keys.subList(0, Math.min(8, keys.size())));
        return shown.stream()
                .map(key -> Characters.visible(key).toLowerCase(Locale.ROOT))
                .toList();
    }
}
