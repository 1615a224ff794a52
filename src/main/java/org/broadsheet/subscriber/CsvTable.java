package org.broadsheet.subscriber;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV text that is no list of people, all at once; read as leniently as those are. */
public final class CsvTable {
    private CsvTable() {}

    /**
     * @param line where the row begins
     * @param broken why it cannot be read; null when it can
     */
    public record Row(
            int line, List<String> cells, @Nullable String broken) {}

    /**
     * The rows that are not blank, the one that names the columns first. The separator is a comma, semicolon or tab.
     *
     * @param most rows that are returned
     * @param mostCells the row with which there are more in all is the last
     */
    public static List<Row> rows(String text, int most, int mostCells) {
        List<Row> rows = new ArrayList<>();
        int cells = 0;
        try (Reader reader = new StringReader(text)) {
            CsvRecords records = CsvRecords.of(reader);
            CsvRecords.Row row = records.header();
            while (row != null && rows.size() < most && cells <= mostCells) {
                cells += row.cells().size();
                if (!row.blank()) {
                    rows.add(new Row(row.line(), row.cells(), row.broken()));
                }
                row = records.next();
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text in memory has none
        }
    }
}
