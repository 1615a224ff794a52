package org.broadsheet.subscriber;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.CsvColumns.Column;
import org.broadsheet.subscriber.CsvColumns.Known;
import org.broadsheet.subscriber.ImportReport.Rejection;
import org.broadsheet.text.Counted;
import org.jspecify.annotations.Nullable;

/** Reads rows into entries, or says in which column a row is wrong and why. */
final class CsvEntries {
    private static final Pattern SEPARATOR = Pattern.compile("[,;\t]");
    private static final int LONGEST_ATTRIBUTES = 8000; // escaped as JSON it may take twice the room

    private final CsvColumns columns;
    private final CsvMembers unfolded;
    private final Departure[] departures;
    private final ImportDoubts doubts;
    private final Map<String, SortedSet<String>> members = new TreeMap<>();

    /** @param doubts is told what a person was taken in without */
    CsvEntries(CsvColumns columns, ImportDoubts doubts) {
        this.columns = columns;
        this.doubts = doubts;
        unfolded = columns.unfolded();
        departures = new Departure[columns.count()];
        for (int i = 0; i < departures.length; i++) {
            departures[i] = Departure.ofColumn(columns.at(i).map(Column::name).orElse(""));
        }
    }

    /** By the column of JSON that they came in, the names of the members that people were given as attributes. */
    Map<String, SortedSet<String>> members() {
        return members;
    }

    /** Exactly one component is not null. */
    record Read(@Nullable CsvEntry entry, @Nullable Rejection rejection) {}

    Read read(CsvRecords.Row row) {
        if (row.broken() != null) {
            return new Read(null, new Rejection(row.line(), "", row.broken()));
        }
        try {
            return new Read(entry(row), null);
        } catch (BadCell bad) {
            return new Read(null, new Rejection(row.line(), bad.column(), bad.reason()));
        }
    }

    private CsvEntry entry(CsvRecords.Row row) throws BadCell {
        List<String> cells = row.cells();
        int used = cells.size();
        while (used > columns.count() && cells.get(used - 1).isBlank()) {
            used--; // spreadsheets end rows with separators that say nothing
        }
        if (used > columns.count()) {
            throw new BadCell(
                    "",
                    "the row has " + Counted.of(used, "cell") + ", the header " + columns.count()
                            + "; a cell with the separator in it is written in quotes");
        }
        Person person = new Person(
                new EnumMap<>(Known.class), new TreeMap<>(), new TreeMap<>(), new StringBuilder(), new StringBuilder());
        for (int i = 0; i < used; i++) {
            cell(i, cells.get(i), person);
        }
        int length = person.attributes.entrySet().stream()
                .mapToInt(e -> e.getKey().length() + e.getValue().length() + 6)
                .sum();
        if (length > LONGEST_ATTRIBUTES) {
            throw new BadCell(
                    "", "the columns beside the known ones hold more than " + LONGEST_ATTRIBUTES + " characters");
        }
        composeName(person);
        MailAddress address = CsvValues.address(person.known);
        if (!address.name().isEmpty()
                && person.known.getOrDefault(Known.NAME, "").isEmpty()) {
            person.known.put(Known.NAME, CsvValues.bounded(Known.NAME, address.name(), CsvValues.LONGEST_NAME));
        }
        Set<String> optedOut = CsvValues.optedOut(person.known);
        person.members.forEach((name, column) ->
                members.computeIfAbsent(column, each -> new TreeSet<>()).add(name));
        doubts.optedOut(row.line(), optedOut);
        doubts.locale(row.line(), person.strange.toString());
        return new CsvEntry(
                row.line(),
                new MailAddress(address.address(), ""),
                person.known,
                person.attributes,
                optedOut,
                person.evidence.toString());
    }

    /**
     * What a row has told so far.
     *
     * @param members those of the attributes that came in JSON, each with its column
     * @param strange a language that nobody knows
     */
    private record Person(
            Map<Known, String> known,
            Map<String, String> attributes,
            Map<String, String> members,
            StringBuilder evidence,
            StringBuilder strange) {}

    /** Where a file has the two parts of a name and no name. */
    private static void composeName(Person person) {
        String last = person.attributes.getOrDefault("last_name", "");
        String name = (person.known.getOrDefault(Known.FIRST_NAME, "") + " " + last).strip();
        if (!person.known.containsKey(Known.NAME) && !last.isEmpty() && name.length() <= CsvValues.LONGEST_NAME) {
            person.known.put(Known.NAME, name);
        }
    }

    private void cell(int index, String raw, Person person) throws BadCell {
        String text = CsvFormulas.original(OneLine.of(raw));
        Optional<Column> at = columns.at(index);
        String name = at.map(Column::name).orElse("");
        Optional<String> swallowed = addressOfRowWithin(raw);
        if (swallowed.isPresent()) {
            throw new BadCell(
                    shown(name, index),
                    "is a cell of " + raw.lines().count() + " lines, and what looks like other rows is in it ("
                            + BadCell.clipped(swallowed.get())
                            + "); if a quote stands for itself there, write it twice, else"
                            + " take the line ends out");
        }
        if (text.indexOf('\ufffd') >= 0) {
            throw new BadCell(shown(name, index), "holds bytes that are not UTF-8; save the file as UTF-8");
        }
        if (!name.isEmpty()) {
            cell(at.orElseThrow(), departures[index], text, person);
        } else if (!text.isEmpty()) {
            throw new BadCell(shown(name, index), "is not named in the header");
        }
    }

    private void cell(Column column, Departure departure, String text, Person person) throws BadCell {
        switch (column.role()) {
            case KNOWN -> known(Objects.requireNonNull(column.known()), text, person);
            case KEPT -> keep(column.name(), departure, text, person);
            case ASSURED -> person.attributes.put(column.name(), text);
            case LEFT -> refuse(column.name(), Departure.MARK, text);
            case SURPLUS -> {
                if (!text.isEmpty()) {
                    throw new BadCell(
                            column.name(),
                            BadCell.clipped(text)
                                    + " did not fit its row; put it where it belongs, and empty this cell");
                }
            }
            case UNFOLDED -> unfold(column.name(), text, person);
            case STATE -> checkState(column.name(), text);
            case EVIDENCE -> {
                if (!text.isEmpty()) {
                    person.evidence
                            .append(person.evidence.isEmpty() ? "" : ", ")
                            .append(column.name().replace('_', ' '))
                            .append(' ')
                            .append(BadCell.clippedPlain(text));
                }
            }
            case DROPPED -> {
                // its owner was told
            }
        }
    }

    /** A language that nobody knows is no reason to leave somebody out: they read mail in the list's. */
    private void known(Known known, String text, Person person) throws BadCell {
        if (known == Known.NOTES) {
            refuse(known.header(), Departure.NONE, text);
        }
        if (known == Known.LOCALE
                && !text.isEmpty()
                && Regional.locale(CsvValues.bounded(known, text, 100)).isEmpty()) {
            person.strange.append(BadCell.clippedPlain(text));
            return;
        }
        person.known.put(known, CsvValues.checked(known, known == Known.TAGS ? tags(text) : text));
    }

    private static void keep(String name, Departure departure, String text, Person person) throws BadCell {
        refuse(name, departure, text);
        person.attributes.put(name, text);
    }

    private static void refuse(String name, Departure departure, String text) throws BadCell {
        Optional<String> left = departure.reason(BadCell.clippedPlain(text));
        if (left.isPresent()) {
            throw new BadCell(name, left.get());
        }
    }

    private void unfold(String name, String text, Person person) throws BadCell {
        if (!text.startsWith("{")) {
            keep(name, Departure.ofColumn(name), text, person);
            return;
        }
        Optional<Map<String, String>> members = CsvJson.members(text);
        if (members.isEmpty()) {
            throw new BadCell(name, BadCell.clipped(text) + " is no JSON object");
        }
        Set<String> meant = new TreeSet<>();
        unfolded.meant(members.get()).forEach((known, member) -> {
            meant.add(member.name());
            person.known.put(known, member.value());
        });
        for (Map.Entry<String, String> member : members.get().entrySet()) {
            if (meant.contains(member.getKey())) {
                continue;
            }
            keep(member.getKey(), Departure.ofColumn(member.getKey()), member.getValue(), person);
            if (!member.getValue().isEmpty()) {
                person.members.put(member.getKey(), name);
            }
        }
    }

    private void checkState(String name, String text) throws BadCell {
        ExportOrigin origin = columns.origin().orElseThrow();
        if (!origin.live().contains(text.toLowerCase(Locale.ROOT))) {
            throw new BadCell(name, Departure.words(BadCell.clippedPlain(text)));
        }
    }

    private String tags(String text) {
        if (columns.origin().filter(ExportOrigin::partsTagsByComma).isEmpty()) {
            return text;
        }
        CsvCells tags = new CsvCells(',');
        tags.line(text);
        return String.join(";", tags.finished());
    }

    /** Two stray quotes take the people between them for the text of one cell, and RFC 4180 is content with it. */
    private static Optional<String> addressOfRowWithin(String cell) {
        if (cell.indexOf('\n') < 0) {
            return Optional.empty();
        }
        return cell.lines()
                .skip(1)
                .map(SEPARATOR::split)
                .filter(parts -> parts.length > 1)
                .flatMap(Arrays::stream)
                .map(part -> part.replace('"', ' ').strip())
                .filter(part -> MailAddress.of(part, "").isPresent())
                .findFirst();
    }

    private static String shown(String name, int index) {
        return name.isEmpty() ? String.valueOf(index + 1) : name;
    }
}
