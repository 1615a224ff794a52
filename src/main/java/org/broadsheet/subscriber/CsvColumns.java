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

    private static final Set<String> LAST_NAMES = Set.of("last_name", "lastname", "surname", "family_name");
    private static final Map<String, Known> NAMES = names();

    private final List<Column> columns;
    private final @Nullable ExportOrigin origin;

    private CsvColumns(List<Column> columns, @Nullable ExportOrigin origin) {
        this.columns = columns;
        this.origin = origin;
    }

    /**
     * @param strict refuse what would be kept as it is
     * @throws InputException with the line of the header
     */
    static CsvColumns read(String file, CsvRecords.Row header, boolean strict) {
        CsvHeader.check(file, header);
        List<String> names = header.cells().stream().map(CsvHeader::normal).toList();
        ExportOrigin origin = ExportOrigin.of(names).orElse(null);
        CsvColumns columns =
                new CsvColumns(names.stream().map(name -> column(name, origin)).toList(), origin);
        columns.refuseTwins(file, header);
        columns.refuseWithoutAddress(file, header);
        if (strict && !columns.attributes().isEmpty()) {
            throw CsvHeader.trouble(
                    file,
                    header,
                    "with --strict there may be no column " + String.join(", ", columns.attributes()),
                    "take it out, or leave --strict away to keep it with the people");
        }
        return columns;
    }

    private static Column column(String cell, @Nullable ExportOrigin origin) {
        String name = LAST_NAMES.contains(cell) ? "last_name" : cell;
        if (OF_REJECTED.contains(name)) {
            return new Column(name, Role.DROPPED, null);
        }
        Role special = origin == null ? Role.KEPT : origin.role(name);
        Known known = special == Role.KEPT ? NAMES.get(name) : null;
        return known == null ? new Column(name, special, null) : new Column(known.header(), Role.KNOWN, known);
    }

    private void refuseTwins(String file, CsvRecords.Row header) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Integer earlier =
                    column.name().isEmpty() || column.role() == Role.DROPPED ? null : seen.put(column.name(), i + 1);
            if (earlier != null) {
                throw CsvHeader.trouble(
                        file,
                        header,
                        "columns " + earlier + " and " + (i + 1) + " are both " + column.name(),
                        "rename or remove one of them");
            }
        }
    }

    private void refuseWithoutAddress(String file, CsvRecords.Row header) {
        if (columns.stream().noneMatch(column -> column.known() == Known.ADDRESS)) {
            throw CsvHeader.trouble(
                    file,
                    header,
                    "no column is named address or email",
                    columns.stream()
                            .map(Column::name)
                            .filter(name ->
                                    meant(name).filter(Known.ADDRESS::equals).isPresent())
                            .findFirst()
                            .map(name -> "is " + name + " meant to be address?")
                            .orElse("the first line names the columns, such as address,name,tags"));
        }
    }

    /** The program whose export this is, where its columns tell. */
    Optional<ExportOrigin> origin() {
        return Optional.ofNullable(origin);
    }

    /** The names of those that mean nothing to us and are kept as they are. */
    List<String> attributes() {
        return names(Role.KEPT);
    }

    /** The names of those that are left out. */
    List<String> dropped() {
        return names(Role.DROPPED).stream()
                .filter(name -> !OF_REJECTED.contains(name))
                .toList();
    }

    private List<String> names(Role role) {
        List<String> names = new ArrayList<>();
        for (Column column : columns) {
            if (column.role() == role && !column.name().isEmpty()) {
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
        List.of("note", "comment", "comments").forEach(name -> names.put(name, Known.NOTES));
        return Map.copyOf(names);
    }
}
