package org.broadsheet.subscriber;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file (RFC 4180 §2). What is wrong with a row stays with its line: behind a quote that
 * is never closed the next line is read as a row again, where a common reader would take all the rest for one cell.
 */
final class CsvRecords implements PeopleRows {
    /**
     * @param line where the row begins
     * @param broken why the row cannot be read, or null; a broken row has one cell, its first line as it stands
     */
    record Row(int line, List<String> cells, @Nullable String broken) {
        boolean blank() {
            return broken == null && cells.stream().allMatch(cell -> cell.isBlank() || isOfNuls(cell));
        }

        /** NUL bytes too: files that were being written when the power failed end in them. */
        private static boolean isOfNuls(String cell) {
            return cell.charAt(0) == 0 && cell.replace('\0', ' ').isBlank();
        }
    }

    /** So many characters may be read behind open quotes for nothing, before it is looked less far for their ends. */
    private static final int PATIENCE = 1 << 24;
    /** Then this far: more than the longest row that could be taken. */
    private static final int NEAR = 1 << 14;

    private final CsvLines lines;
    private char separator = ',';
    private long wasted;
    private int openThrough; // the last line that some row in search of its end has passed

    private CsvRecords(CsvLines lines) {
        this.lines = lines;
    }

    /** The rows of this text, whatever it lists. */
    static CsvRecords of(Reader reader) {
        return new CsvRecords(new CsvLines(reader));
    }

    /** The rows of this text, or its members where it is a plain list of them. */
    static PeopleRows open(Reader reader) throws IOException {
        CsvLines lines = new CsvLines(reader);
        CsvLines.Line first = lines.next();
        while (first != null && first.text().isBlank()) {
            first = lines.next();
        }
        if (first == null) {
            return new CsvRecords(lines);
        }
        lines.giveBack(List.of(first));
        return MemberRows.begins(first.text()) ? new MemberRows(lines) : new CsvRecords(lines);
    }

    /** The first row that is not blank, which also tells the separator: comma, semicolon or tab. */
    @Override
    public @Nullable Row header() throws IOException {
        CsvLines.Line first = lines.next();
        if (first == null) {
            return null;
        }
        if (first.text().matches("(?i)sep=.")) { // a spreadsheet's own way to name it
            separator = first.text().charAt(4);
            return next();
        }
        separator = likeliest(first.text());
        lines.giveBack(List.of(first));
        return next();
    }

    @Override
    public Optional<CsvLines.Nuls> nuls() {
        return lines.nuls();
    }

    @Override
    public @Nullable Row next() throws IOException {
        for (CsvLines.Line line = lines.next(); line != null; line = lines.next()) {
            Row row = row(line);
            if (!row.blank()) {
                return row;
            }
        }
        return null;
    }

    private Row row(CsvLines.Line first) throws IOException {
        if (first.cut()) {
            return broken(
                    first,
                    "the line is longer than " + CsvLines.LONGEST
                            + " characters; the rest of it stands in the file alone");
        }
        CsvCells cells = new CsvCells(separator);
        cells.line(first.text());
        List<CsvLines.Line> more = new ArrayList<>();
        int length = first.text().length();
        while (cells.open()) {
            CsvLines.Line line = lines.next();
            if (line != null) {
                more.add(line);
                length += line.text().length();
            }
            if (line == null || line.cut() || length > longest()) {
                wasted += length;
                lines.giveBack(more);
                return broken(first, "a quote is opened and never closed");
            }
            if (line.number() <= openThrough) {
                continue;
            }
            CsvCells end = fromOpen(line);
            if (end.open()) {
                openThrough = line.number();
                continue;
            }
            if (end.malformed()) {
                wasted += length;
                lines.giveBack(more);
                return malformed(first);
            }
            for (CsvLines.Line each : more) {
                cells.line(each.text());
            }
        }
        if (cells.malformed()) {
            return malformed(first);
        }
        return new Row(first.number(), cells.finished(), null);
    }

    /**
     * How a line ends in whose beginning a cell is open, whatever stands before. Lines that are given back are looked at by each row that
     * looks for its end behind them, so cells are made of them only where there is one.
     */
    private CsvCells fromOpen(CsvLines.Line line) {
        CsvCells cells = new CsvCells(separator);
        cells.line("\"");
        cells.line(line.text());
        return cells;
    }

    /** A file with a quote in each row that finds no end would be read as often as it has rows. */
    private int longest() {
        return wasted > PATIENCE ? NEAR : CsvLines.LONGEST;
    }

    private static Row malformed(CsvLines.Line line) {
        return broken(line, "text stands behind a closing quote; a quote inside a cell is written twice");
    }

    private static Row broken(CsvLines.Line line, String why) {
        return new Row(line.number(), List.of(line.text()), why);
    }

    private static char likeliest(String header) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    /** Those in quotes part nothing. */
    private static long count(String text, char separator) {
        long count = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '"';
            count += text.charAt(i) == separator && !quoted ? 1 : 0;
        }
        return count;
    }
}
