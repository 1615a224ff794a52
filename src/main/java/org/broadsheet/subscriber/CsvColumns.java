package org.broadsheet.subscriber;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.broadsheet.text.Nearest;
import org.jspecify.annotations.Nullable;

/** What each column of a CSV file holds, as its header says. */
final class CsvColumns {
    /** The columns that mean something to us; every other one is an attribute. */
    enum Known {
        ADDRESS,
        NAME,
        FIRST_NAME,
        LOCALE,
        ZONE,
        TAGS,
        OPTED_OUT;

        String header() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param name in lower case, words joined by underscores; empty when the header has no name for it
     * @param known null for an attribute
     */
    record Column(String name, @Nullable Known known) {}

    private static final int MOST = 200;
    private static final int LONGEST_NAME = 100;
    private static final Set<String> LAST_NAMES = Set.of("last_name", "lastname", "surname", "family_name");
    private static final Map<String, Known> NAMES = names();

    private final List<Column> columns;

    private CsvColumns(List<Column> columns) {
        this.columns = columns;
    }

    static CsvColumns read(String file, CsvRecords.Row header) {
        check(file, header);
        List<Column> columns = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String cell : header.cells()) {
            String name = LAST_NAMES.contains(normal(cell)) ? "last_name" : normal(cell);
            Known known = NAMES.get(name);
            String key = known == null ? name : known.header();
            columns.add(new Column(key, known));
            Integer earlier = key.isEmpty() ? null : seen.putIfAbsent(key, columns.size());
            if (earlier != null) {
                throw CsvTrouble.line(
                        file,
                        header.line(),
                        "csv-header",
                        "columns " + earlier + " and " + columns.size() + " are both " + key,
                        "rename or remove one of them");
            }
        }
        if (!seen.containsKey(Known.ADDRESS.header())) {
            throw CsvTrouble.line(
                    file,
                    header.line(),
                    "csv-header",
                    "no column is named address or email",
                    columns.stream()
                            .map(Column::name)
                            .filter(name ->
                                    meant(name).filter(Known.ADDRESS::equals).isPresent())
                            .findFirst()
                            .map(name -> "is " + name + " meant to be address?")
                            .orElse("the first line names the columns, such as address,name,tags"));
        }
        return new CsvColumns(List.copyOf(columns));
    }

    private static void check(String file, CsvRecords.Row header) {
        if (header.broken() != null) {
            throw CsvTrouble.line(
                    file, header.line(), "csv-header", header.broken(), "the first line names the columns");
        }
        if (header.cells().stream().anyMatch(CsvColumns::binary)) {
            throw CsvTrouble.file(file, "csv-binary", "is not a text file", "save the list as CSV (UTF-8)");
        }
        if (header.cells().stream().anyMatch(cell -> cell.indexOf('@') > cell.indexOf('\n') && cell.contains("\n"))) {
            throw CsvTrouble.line(
                    file,
                    header.line(),
                    "csv-header",
                    "the name of a column goes over several lines and takes addresses in",
                    "a quote too many may stand there");
        }
        if (header.cells().size() > MOST) {
            throw CsvTrouble.line(
                    file,
                    header.line(),
                    "csv-header",
                    "there are more than " + MOST + " columns",
                    "keep those you need");
        }
        if (header.cells().stream().anyMatch(cell -> cell.length() > LONGEST_NAME)) {
            throw CsvTrouble.line(
                    file,
                    header.line(),
                    "csv-header",
                    "the name of a column is longer than " + LONGEST_NAME + " characters",
                    "the first line names the columns, such as address,name,tags");
        }
    }

    private static boolean binary(String cell) {
        return cell.chars().anyMatch(c -> (c < ' ' && c != '\t' && c != '\n') || c == '\ufffd');
    }

    /** The names of those that mean nothing to us and are kept as they are. */
    List<String> attributes() {
        return columns.stream()
                .filter(column -> column.known() == null && !column.name().isEmpty())
                .map(Column::name)
                .toList();
    }

    /** Those of them whose names are one or two letters from a name that means something, each with that. */
    Map<String, String> nearMisses() {
        Map<String, String> misses = new TreeMap<>();
        Set<String> there = columns.stream().map(Column::name).collect(Collectors.toSet());
        for (String name : attributes()) {
            meant(name)
                    .map(Known::header)
                    .filter(header -> !there.contains(header))
                    .ifPresent(header -> misses.put(name, header));
        }
        return misses;
    }

    private static Optional<Known> meant(String name) {
        return Nearest.within(Math.min(2, name.length() / 3), name, NAMES.keySet())
                .map(NAMES::get);
    }

    int count() {
        return columns.size();
    }

    /** Empty behind the last named column. */
    Optional<Column> at(int index) {
        return index < columns.size() ? Optional.of(columns.get(index)) : Optional.empty();
    }

    private static String normal(String header) {
        return CsvFormulas.original(OneLine.of(header)).toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "_");
    }

    private static Map<String, Known> names() {
        Map<String, Known> names = new HashMap<>();
        for (Known known : Known.values()) {
            names.put(known.header(), known);
        }
        List.of("email", "e_mail", "email_address", "e_mail_address", "mail")
                .forEach(name -> names.put(name, Known.ADDRESS));
        List.of("full_name", "fullname", "display_name").forEach(name -> names.put(name, Known.NAME));
        List.of("firstname", "given_name", "forename").forEach(name -> names.put(name, Known.FIRST_NAME));
        List.of("language", "lang", "preferred_language").forEach(name -> names.put(name, Known.LOCALE));
        List.of("timezone", "time_zone", "tz").forEach(name -> names.put(name, Known.ZONE));
        names.put("tag", Known.TAGS);
        return Map.copyOf(names);
    }
}
