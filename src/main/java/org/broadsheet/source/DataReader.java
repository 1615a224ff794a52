package org.broadsheet.source;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Nearest;
import org.jspecify.annotations.Nullable;

/** Makes items of the rows of a data file. What is wrong with a row is told with its line, and the others are taken. For one file. */
final class DataReader {
    private static final int ROWS_TO_GUESS_FROM = 20;

    private final String file;
    private final DataShape shape;
    private final boolean isOurs;
    private final DataEntry entries;
    private final String base;
    private final Outside outside;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> urls = new HashSet<>();

    /**
     * @param file as it is named to people
     * @param isOurs whether people of the project wrote it, so that Markdown in it is meant
     * @param isFlat whether a list stands in one cell
     * @param base what pictures are relative to; empty for a file of the workspace
     */
    DataReader(String file, DataShape shape, boolean isOurs, boolean isFlat, String base, Outside outside) {
        this.file = file;
        this.shape = shape;
        this.isOurs = isOurs;
        this.entries = new DataEntry(file, shape, isFlat);
        this.base = base;
        this.outside = outside;
    }

    List<Found> read(Datum data) throws FetchException {
        List<Datum> rows = rows(data);
        tellOfPathsThatLeadNowhere(rows);
        List<Datum> wanted = rows.stream()
                .filter(shape.filter()::wants)
                .sorted(shape::compare)
                .toList();
        List<Found> items = new ArrayList<>();
        for (Datum row : wanted) {
            Found found = found(row, items.size());
            if (found != null) {
                items.add(found);
            }
        }
        return items;
    }

    private List<Datum> rows(Datum data) throws FetchException {
        Datum list = data;
        if (!shape.root().isEmpty()) {
            List<Datum> there = data.at(shape.root());
            if (there.isEmpty()) {
                throw new FetchException(file + " has no '" + shape.root() + "', which 'root' names", false);
            }
            list = there.size() == 1 ? there.get(0) : Datum.list(1, there);
        }
        if (list.list().isEmpty() && !list.isEmpty()) {
            List<String> lists = list.map().entrySet().stream()
                    .filter(entry -> !entry.getValue().list().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            String hint = lists.isEmpty()
                    ? ""
                    : "; write root: and where it is: " + String.join(", ", DataSource.shown(lists));
            throw new FetchException(file + ":" + list.line() + ": here is no list of rows" + hint, false);
        }
        if (list.list().size() > DataFormat.MOST_ROWS) {
            throw new FetchException(file + " has more than " + DataFormat.MOST_ROWS + " rows", false);
        }
        return list.list();
    }

    /** A slip in the name of a column would leave everything out, or nothing. */
    private void tellOfPathsThatLeadNowhere(List<Datum> rows) {
        Stream<String> paths = Stream.of(
                        shape.map().values().stream(),
                        shape.sort().stream().map(DataShape.Order::path),
                        shape.filter().conditions().stream().map(DataFilter.Condition::path),
                        Stream.of(shape.group(), shape.id()))
                .flatMap(stream -> stream);
        paths.filter(path -> !path.isEmpty())
                .distinct()
                .filter(path -> !rows.isEmpty()
                        && rows.stream().allMatch(row -> row.at(path).isEmpty()))
                .forEach(path -> outside.remark(file + ": no row has '" + path + "'" + instead(path, rows)));
    }

    private static String instead(String path, List<Datum> rows) {
        List<String> there = rows.stream()
                .limit(ROWS_TO_GUESS_FROM)
                .flatMap(DataReader::paths)
                .distinct()
                .toList();
        return Nearest.of(path, there)
                .map(near -> "; did you mean '" + Characters.visible(near) + "'?")
                .orElseGet(() -> there.isEmpty() ? "" : "; there are " + String.join(", ", DataSource.shown(there)));
    }

    /** The keys of a row, and those of the maps in it. */
    private static Stream<String> paths(Datum row) {
        return row.map().entrySet().stream()
                .flatMap(entry -> Stream.concat(
                        Stream.of(entry.getKey()),
                        entry.getValue().map().keySet().stream().map(key -> entry.getKey() + "." + key)));
    }

    /** Null when the row cannot be used, which is told. */
    private @Nullable Found found(Datum row, int place) {
        Item item = entries.read(row, outside);
        if (item == null) {
            return null;
        }
        String id = identity(item, row);
        Integer first = lines.putIfAbsent(id, row.line());
        if (first != null) {
            outside.remark(at(row) + "the same as the row in line " + first + ", and left out");
            return null;
        }
        Found.Fields fields = KnownItem.fields(item, isOurs).order(place);
        text(row, shape.group()).ifPresent(group -> fields.put(Found.GROUP, group));
        withWholePictures(fields);
        return new Found(id, instant(item), fields.map());
    }

    private static @Nullable Instant instant(Item item) {
        return KnownItem.at(item, ZoneOffset.UTC);
    }

    /** What the file names, else its page, else its title and date. Where several have one page, their titles tell them apart. */
    private String identity(Item item, Datum row) {
        Optional<String> named = text(row, shape.id());
        if (named.isPresent()) {
            return named.get();
        }
        String url = KnownItem.url(item);
        if (url.isEmpty()) {
            return KnownItem.name(item);
        }
        return urls.add(url) ? url : Fingerprint.of(url, KnownItem.name(item));
    }

    private static Optional<String> text(Datum row, String path) {
        return path.isEmpty()
                ? Optional.empty()
                : row.at(path).stream()
                        .flatMap(value -> value.texts().stream())
                        .map(Characters::oneLine)
                        .findFirst();
    }

    /** Of a page of the web a picture is where that page is, and not in the workspace. */
    private void withWholePictures(Found.Fields fields) {
        if (!base.isEmpty()) {
            for (String field : List.of("src", "image.src")) {
                fields.map()
                        .getOrDefault(field, List.of())
                        .forEach(src -> fields.put(field, FeedText.resolved(base, src)));
            }
        }
    }

    private String at(Datum row) {
        return file + ":" + row.line() + ": ";
    }
}
