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
import java.util.stream.IntStream;
import org.broadsheet.text.InputException;
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
        OPTED_OUT,
        NOTES;

        String header() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is done with a column. */
    enum Role {
        /** It means something to us. */
        KNOWN,
        /** It is kept with the person under its own name. */
        KEPT,
        /** A JSON object, whose members are kept as if each had a column. */
        UNFOLDED,
        /** How another program says whether a person receives mail there. */
        STATE,
        /** When another program was told that the person wants mail. */
        EVIDENCE,
        /** Kept as {@link #KEPT}: whoever imports the file says that it tells nothing about leaving. */
        ASSURED,
        /** Whoever imports the file says that anything but a no there means that the person has left. */
        LEFT,
        /** What did not fit its row; nothing stands there once the row is mended. */
        SURPLUS,
        /** Nothing: of no use here, or more about a person than needs be known. */
        DROPPED
    }

    /**
     * @param name in lower case, words joined by underscores; empty when the header has no name for it
     * @param known not null exactly with the role {@link Role#KNOWN}
     */
    record Column(String name, Role role, @Nullable Known known) {}

    /** What {@link RejectedRows} adds to a row. */
    static final List<String> OF_REJECTED =
            List.of("rejected_row", "rejected_column", "rejected_reason", "rejected_text");

    /** The one of them in which something stands as long as the row is not mended. */
    static final String SURPLUS = "rejected_text";

    private static final String POSTAL = "postal_address";
    private static final Map<String, Known> NAMES = ColumnNames.known();

    private final List<Column> columns;
    private final @Nullable ExportOrigin origin;
    private final ColumnMeanings meanings;

    private CsvColumns(List<Column> columns, ColumnMeanings meanings, @Nullable ExportOrigin origin) {
        this.columns = columns;
        this.meanings = meanings;
        this.origin = origin;
    }

    /**
     * @param meanings what whoever imports the file says of its columns
     * @param survey looks into the cells, where the header leaves a question open
     * @param strict refuse what would be kept as it is
     * @throws InputException with the line of the header, or with the question that whoever imports the file must answer
     */
    static CsvColumns read(
            String file, CsvRecords.Row header, ColumnMeanings meanings, CsvSurvey survey, boolean strict) {
        CsvHeader.check(file, header);
        List<String> names = header.cells().stream().map(CsvHeader::normal).toList();
        meanings.missingFrom(names).ifPresent(name -> {
            throw CsvHeader.trouble(file, header, "there is no column " + name, Nearest.hint(name, names));
        });
        ExportOrigin origin = ExportOrigin.of(names).orElse(null);
        List<Column> all = new ArrayList<>(
                names.stream().map(name -> column(name, meanings, origin)).toList());
        AddressColumn.choose(all, names, meanings, survey);
        CsvColumns columns = new CsvColumns(List.copyOf(all), meanings, origin);
        columns.refuseTwins(file, header);
        AddressColumn.refuseWithout(file, header, all);
        columns.askAboutLeaving(file, header, survey);
        if (strict) {
            columns.refuseKept(file, header, survey);
        }
        return columns;
    }

    /** Members of JSON are columns by another name, which the header does not tell. */
    private void refuseKept(String file, CsvRecords.Row header, CsvSurvey survey) {
        if (!attributes().isEmpty()) {
            throw CsvHeader.trouble(
                    file,
                    header,
                    "with --strict there may be no column " + String.join(", ", attributes()),
                    "take it out, or leave --strict away to keep it with the people");
        }
        List<Integer> unfolded = withRole(Role.UNFOLDED);
        CsvMembers members = unfolded();
        survey.find(unfolded, cell -> members.kept(cell).isPresent()).ifPresent(cell -> {
            String name = OneLine.of(header.cells().get(cell.column()));
            throw CsvTrouble.line(
                    file,
                    cell.line(),
                    "csv-header",
                    "with --strict there may be no member "
                            + members.kept(cell.text()).orElseThrow() + " in column " + name,
                    "say --column '" + name + "=dropped' to leave the column out, or leave --strict away to keep its"
                            + " members with the people");
        });
    }

    /** What the members of its cells of JSON are. */
    CsvMembers unfolded() {
        return new CsvMembers(columns);
    }

    private List<Integer> withRole(Role role) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).role() == role)
                .boxed()
                .toList();
    }

    private static Column column(String cell, ColumnMeanings meanings, @Nullable ExportOrigin origin) {
        String name = ColumnNames.isLastName(cell) ? "last_name" : cell;
        String meaning = meanings.of(cell);
        if (meaning != null) {
            return meant(name, meaning);
        }
        if (OF_REJECTED.contains(name)) {
            return new Column(name, name.equals(SURPLUS) ? Role.SURPLUS : Role.DROPPED, null);
        }
        Role special = origin == null ? Role.KEPT : origin.role(name);
        Known known = special == Role.KEPT ? NAMES.get(origin == null ? name : origin.alias(name)) : null;
        return known == null ? new Column(name, special, null) : new Column(known.header(), Role.KNOWN, known);
    }

    private static Column meant(String name, String meaning) {
        return switch (meaning) {
            case ColumnMeanings.LEFT -> new Column(name, Role.LEFT, null);
            case ColumnMeanings.KEPT -> new Column(kept(name), Role.ASSURED, null);
            case ColumnMeanings.DROPPED -> new Column(name, Role.DROPPED, null);
            default -> new Column(meaning, Role.KNOWN, Known.valueOf(meaning.toUpperCase(Locale.ROOT)));
        };
    }

    /** Whether a column of this name, as {@link CsvHeader#normal} makes it, is taken for one that means something to us. */
    static boolean isOurs(String name) {
        return NAMES.containsKey(name) || OF_REJECTED.contains(name);
    }

    /** A column that is called as one of ours and is not it would be taken for it when it comes back from an export. */
    static String kept(String name) {
        if (name.equals(Known.ADDRESS.header())) {
            return POSTAL;
        }
        return NAMES.containsKey(name) ? "other_" + name : name;
    }

    /** Nobody is taken in who has left because the column that says so has a name that is not known. */
    private void askAboutLeaving(String file, CsvRecords.Row header, CsvSurvey survey) {
        List<Integer> doubtful = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.role() == Role.KEPT && Departure.ofColumn(column.name()) == Departure.SMELL) {
                doubtful.add(i);
            }
        }
        if (doubtful.isEmpty()) {
            return;
        }
        survey.told(doubtful).ifPresent(cell -> {
            String name = OneLine.of(header.cells().get(cell.column()));
            throw CsvTrouble.line(
                    file,
                    cell.line(),
                    "csv-leaving",
                    "does \"" + BadCell.clippedPlain(cell.text()) + "\" in column " + name
                            + " say that this reader has left? Nobody was taken in",
                    "say --column '" + name + "=left' to refuse such rows, or --column '" + name
                            + "=kept' if it means something else");
        });
    }

    private void refuseTwins(String file, CsvRecords.Row header) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Integer earlier = column.name().isEmpty() || column.role() == Role.DROPPED || column.role() == Role.LEFT
                    ? null
                    : seen.put(column.name(), i + 1);
            if (earlier != null) {
                throw CsvHeader.trouble(
                        file,
                        header,
                        "columns " + earlier + " and " + (i + 1) + " are both " + column.name(),
                        "rename or remove one of them");
            }
        }
    }

    /** The program whose export this is, where its columns tell. */
    Optional<ExportOrigin> origin() {
        return Optional.ofNullable(origin);
    }

    /** What was said of them. */
    ColumnMeanings meanings() {
        return meanings;
    }

    /** The names of those that mean nothing to us and are kept as they are. */
    List<String> attributes() {
        return names(Role.KEPT, Role.ASSURED);
    }

    /** The names of those that are left out. */
    List<String> dropped() {
        return names(Role.DROPPED).stream()
                .filter(name -> !OF_REJECTED.contains(name))
                .toList();
    }

    private List<String> names(Role... roles) {
        List<String> names = new ArrayList<>();
        for (Column column : columns) {
            if (List.of(roles).contains(column.role()) && !column.name().isEmpty()) {
                names.add(column.name());
            }
        }
        return names;
    }

    /** Attributes whose names are one or two letters from a name that means something, each with that. */
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

    static Optional<Known> meant(String name) {
        return Nearest.within(Math.min(2, name.length() / 3), name, ColumnNames.english())
                .map(NAMES::get);
    }

    int count() {
        return columns.size();
    }

    /** Empty behind the last named column. */
    Optional<Column> at(int index) {
        return index < columns.size() ? Optional.of(columns.get(index)) : Optional.empty();
    }
}
