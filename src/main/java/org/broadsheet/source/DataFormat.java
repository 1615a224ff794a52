package org.broadsheet.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.subscriber.CsvTable;
import org.broadsheet.text.Counted;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlParser;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** What a data file is written in. */
enum DataFormat {
    YAML {
        @Override
        Datum read(String file, byte[] bytes, Outside outside) throws FetchException {
            Problems problems = new Problems();
            YamlValue value = YamlParser.parse(new Position(file, 1, 1), decoded(file, bytes, outside), problems);
            if (value == null) {
                throw new FetchException(first(problems, "there is nothing in " + file), false);
            }
            Datum datum = new YamlReading(new DataBudget(file)).datum(value, 0);
            problems.list().forEach(problem -> outside.remark(DataFormat.words(problem)));
            return datum;
        }
    },
    JSON {
        @Override
        Datum read(String file, byte[] bytes, Outside outside) throws FetchException {
            try (JsonParser parser = JsonMapper.shared().createParser(decoded(file, bytes, outside))) {
                if (parser.nextToken() == null) {
                    throw new FetchException("there is nothing in " + file, false);
                }
                Datum datum = json(parser, new DataBudget(file), 0);
                if (parser.nextToken() != null) {
                    throw new FetchException(file + ":" + line(parser) + ": a second value stands there", false);
                }
                return datum;
            } catch (JacksonException e) {
                int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
                throw new FetchException(file + ":" + line + ": this is not JSON: " + JsonFeed.said(e), false);
            }
        }
    },
    CSV {
        @Override
        Datum read(String file, byte[] bytes, Outside outside) throws FetchException {
            List<CsvTable.Row> rows = CsvTable.rows(decoded(file, bytes, outside), MOST_ROWS + 2, MOST_CELLS);
            if (rows.isEmpty()) {
                throw new FetchException("there is nothing in " + file, false);
            }
            if (rows.stream().mapToInt(row -> row.cells().size()).sum() > MOST_CELLS) {
                int line = rows.get(rows.size() - 1).line();
                throw new FetchException(file + ":" + line + ": it has more than " + MOST_CELLS + " cells", false);
            }
            List<String> names = rows.get(0).cells().stream().map(String::strip).toList();
            List<Datum> data = new ArrayList<>();
            for (CsvTable.Row row : rows.subList(1, rows.size())) {
                String broken = row.cells().size() > names.size()
                        ? "the row has " + Counted.of(row.cells().size(), "cell") + ", but there "
                                + Counted.form(names.size(), "is ", "are ") + Counted.of(names.size(), "column")
                        : row.broken();
                if (broken == null) {
                    data.add(row(names, row));
                } else {
                    outside.remark(file + ":" + row.line() + ": " + broken);
                }
            }
            return Datum.list(1, data);
        }
    };

    static final int MOST_ROWS = 5000;
    private static final int MOST_CELLS = 500_000;

    /**
     * @param file as it is named to people
     * @throws FetchException when it cannot be read at all
     */
    abstract Datum read(String file, byte[] bytes, Outside outside) throws FetchException;

    /** By the ending of the place, else by its media type, else by how it begins. */
    static Optional<DataFormat> of(String place, Outside.Document document) {
        String path = place.toLowerCase(Locale.ROOT).replaceFirst("[?#].*", "");
        String type = String.valueOf(document.type()).toLowerCase(Locale.ROOT);
        if (path.endsWith(".json") || type.contains("json")) {
            return Optional.of(JSON);
        }
        if (Stream.of(".csv", ".tsv").anyMatch(path::endsWith) || type.contains("csv") || type.contains("tab-sep")) {
            return Optional.of(CSV);
        }
        if (Stream.of(".yaml", ".yml").anyMatch(path::endsWith) || type.contains("yaml")) {
            return Optional.of(YAML);
        }
        return JsonFeed.isOne(document.bytes()) ? Optional.of(JSON) : Optional.empty();
    }

    static String words(Problem problem) {
        String hint = problem.hint().isEmpty() ? "" : "; " + problem.hint();
        return problem.at().file() + ":" + problem.at().line() + ": " + problem.message() + hint;
    }

    private static String first(Problems problems, String otherwise) {
        return problems.list().stream().findFirst().map(DataFormat::words).orElse(otherwise);
    }

    /** UTF-8, UTF-16 with a mark, or the Windows form of Latin-1 that spreadsheets write. */
    private static String decoded(String file, byte[] bytes, Outside outside) {
        boolean wide = bytes.length > 1
                && ((bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe
                        || (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff);
        String text;
        try {
            text = (wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            outside.remark(file + " is not UTF-8: its letters are read as those of Windows; save it as UTF-8");
            text = new String(bytes, Charset.forName("windows-1252"));
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static Datum row(List<String> names, CsvTable.Row row) {
        Map<String, Datum> cells = new LinkedHashMap<>();
        for (int i = 0; i < row.cells().size(); i++) {
            String cell = row.cells().get(i).strip();
            if (!cell.isEmpty() && !names.get(i).isEmpty()) {
                cells.putIfAbsent(names.get(i), Datum.text(row.line(), cell));
            }
        }
        return Datum.map(row.line(), cells);
    }

    private record YamlReading(DataBudget budget) {
        Datum datum(YamlValue value, int depth) throws FetchException {
            int line = value.at().line();
            budget.value(line, depth);
            if (value.isList()) {
                List<Datum> list = new ArrayList<>();
                for (YamlValue entry : value.list()) {
                    list.add(datum(entry, depth + 1));
                }
                return Datum.list(line, list);
            }
            YamlMap map = value.isMap() ? value.map() : null;
            if (map == null) {
                String text = value.isNull() ? "" : text(value);
                budget.text(line, text);
                return Datum.text(line, text);
            }
            Map<String, Datum> entries = new LinkedHashMap<>();
            for (String key : map.keys()) {
                YamlValue inner = map.value(key);
                if (inner != null) {
                    entries.put(key, datum(inner, depth + 1));
                }
            }
            return Datum.map(line, entries);
        }

        private static String text(YamlValue value) {
            @Nullable String text = value.longText();
            return text == null ? "" : text;
        }
    }

    /** The value that begins with the current token. */
    private static Datum json(JsonParser parser, DataBudget budget, int depth) throws FetchException {
        int line = line(parser);
        budget.value(line, depth);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY) {
            List<Datum> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(json(parser, budget, depth + 1));
            }
            return Datum.list(line, list);
        }
        if (token == JsonToken.START_OBJECT) {
            Map<String, Datum> map = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                Datum value = json(parser, budget, depth + 1);
                if (!value.isEmpty()) {
                    map.putIfAbsent(key, value);
                }
            }
            return Datum.map(line, map);
        }
        return Datum.text(line, token == JsonToken.VALUE_NULL ? "" : parser.getString());
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
