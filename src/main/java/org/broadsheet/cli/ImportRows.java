package org.broadsheet.cli;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.broadsheet.subscriber.ImportReport;
import org.broadsheet.text.Counted;

/** What became of single rows of a file, in their order. */
record ImportRows(List<Line> lines, long repeats, long rejections) {
    private static final int SHOWN = 20;

    /** @param row where it begins */
    private record Line(int row, boolean rejected, String words) {}

    static ImportRows of(ImportReport report) {
        List<Line> lines = Stream.concat(
                        report.repeats().stream().map(ImportRows::line),
                        report.rejections().stream().map(ImportRows::line))
                .sorted(Comparator.comparingInt(Line::row))
                .toList();
        return new ImportRows(lines, report.duplicates(), report.rejected());
    }

    private static Line line(ImportReport.Repeat repeat) {
        return new Line(
                repeat.row(),
                false,
                "duplicate: " + repeat.address() + " stands in row " + repeat.firstRow() + " already");
    }

    private static Line line(ImportReport.Rejection rejection) {
        String column = rejection.column().isEmpty() ? "" : ", column " + rejection.column();
        return new Line(rejection.row(), true, "rejected" + column + ": " + rejection.reason());
    }

    /** The first of either kind. */
    void print(Terminal terminal) {
        long shownRejections = 0;
        long shownRepeats = 0;
        for (Line line : lines) {
            if (line.rejected() ? shownRejections++ < SHOWN : shownRepeats++ < SHOWN) {
                terminal.sayf("  row %d: %s", line.row(), line.words());
            }
        }
        if (rejections > SHOWN) {
            terminal.sayf("  … and %,d more rejected", rejections - SHOWN);
        }
        if (repeats > SHOWN) {
            terminal.sayf(
                    "  … and %,d more %s", repeats - SHOWN, Counted.form(repeats - SHOWN, "duplicate", "duplicates"));
        }
    }
}
