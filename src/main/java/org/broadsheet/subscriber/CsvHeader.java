package org.broadsheet.subscriber;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.text.InputException;

/** The first row of a CSV file: names of columns, or people already. */
final class CsvHeader {
    private static final int MOST = 200;
    private static final int LONGEST_NAME = 100;

    private CsvHeader() {}

    /** @throws InputException when the names cannot be read, or are too many or too long */
    static void check(String file, CsvRecords.Row header) {
        if (header.broken() != null) {
            throw trouble(file, header, header.broken(), "the first line names the columns");
        }
        if (header.cells().stream().anyMatch(CsvHeader::binary)) {
            throw CsvTrouble.file(file, "csv-binary", "is not a text file", "save the list as CSV (UTF-8)");
        }
        if (header.cells().stream().anyMatch(cell -> cell.indexOf('@') > cell.indexOf('\n') && cell.contains("\n"))) {
            throw trouble(
                    file,
                    header,
                    "the name of a column goes over several lines and takes addresses in",
                    "a quote too many may stand there");
        }
        if (header.cells().size() > MOST) {
            throw trouble(file, header, "there are more than " + MOST + " columns", "keep those you need");
        }
        if (header.cells().stream().anyMatch(cell -> cell.length() > LONGEST_NAME)) {
            throw trouble(
                    file,
                    header,
                    "the name of a column is longer than " + LONGEST_NAME + " characters",
                    "the first line names the columns, such as address,name,tags");
        }
    }

    static InputException trouble(String file, CsvRecords.Row header, String what, String hint) {
        return CsvTrouble.line(file, header.line(), "csv-header", what, hint);
    }

    private static boolean binary(String cell) {
        return cell.chars().anyMatch(c -> (c < ' ' && c != '\t' && c != '\n') || c == '\ufffd');
    }

    /**
     * The names that a file without any would have: an address, alone or beside a name. Empty where the row names columns.
     *
     * @throws InputException where an address stands among more cells, whose meaning nobody knows
     */
    static Optional<List<String>> missing(String file, CsvRecords.Row first) {
        OptionalInt address = IntStream.range(0, first.cells().size())
                .filter(i -> MailAddress.of(first.cells().get(i), "").isPresent())
                .findFirst();
        if (first.broken() != null || address.isEmpty()) {
            return Optional.empty();
        }
        return switch (first.cells().size()) {
            case 1 -> Optional.of(List.of("address"));
            case 2 -> Optional.of(address.getAsInt() == 0 ? List.of("address", "name") : List.of("name", "address"));
            default ->
                throw trouble(
                        file,
                        first,
                        "the first line holds an address and does not name the columns",
                        "put a line such as address,name,tags before it");
        };
    }

    /** How names are compared: in lower case, words joined by underscores. */
    static String normal(String name) {
        return CsvFormulas.original(OneLine.of(name)).toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "_");
    }
}
