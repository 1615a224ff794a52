package org.broadsheet.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.broadsheet.delivery.Report;
import org.broadsheet.text.Counted;
import org.broadsheet.text.FileTrouble;

/** The reconcile report of an edition with a row for each recipient. */
final class RecipientsCsv {
    private final Shell shell;
    private long rows;

    RecipientsCsv(Shell shell) {
        this.shell = shell;
    }

    /**
     * @param file {@code -} for standard output
     * @param yes whether it may be written over
     */
    int write(Workbench bench, long editionId, String file, boolean yes) {
        boolean toTerminal = file.equals("-");
        if (toTerminal && shell.terminal().isJson()) {
            throw Failure.usage("--json needs standard output for itself; give --csv a file");
        }
        try {
            if (toTerminal) {
                // Stays open: it is not ours to close.
                write(bench, editionId, new OutputStreamWriter(shell.terminal().words(), StandardCharsets.UTF_8));
            } else {
                OutFile.named(shell, file, yes).write(out -> write(bench, editionId, out));
            }
        } catch (IOException e) {
            throw Failure.work(file + " cannot be written: " + FileTrouble.words(e));
        }
        if (!toTerminal) {
            shell.terminal().sayf("%s %s in %s", Counted.of(rows, "recipient"), Counted.form(rows, "is", "are"), file);
        }
        if (shell.terminal().isJson()) {
            shell.terminal().json(Map.of("recipients", rows, "csv", file));
        }
        return Exit.DONE;
    }

    private long write(Workbench bench, long editionId, Writer out) throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        csv.writeRecord("address", "state", "tries", "doubts", "changed_at", "next_try_at", "cause");
        bench.report().recipients(editionId, row -> write(csv, row));
        csv.flush();
        return rows;
    }

    private void write(CsvWriter csv, Report.Recipient row) {
        csv.writeRecord(
                text(row.address()),
                row.state().word(),
                Integer.toString(row.tries()),
                Integer.toString(row.doubts()),
                row.changedAt().toString(),
                row.nextTry() == null ? "" : row.nextTry().toString(),
                text(row.cause()));
        rows++;
    }

    /** Words of servers and readers that a spreadsheet would take for a formula are kept from it. */
    private static String text(String value) {
        return !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }
}
