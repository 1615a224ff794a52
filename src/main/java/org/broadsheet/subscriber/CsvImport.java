package org.broadsheet.subscriber;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.store.Database;
import org.broadsheet.store.Outage;
import org.broadsheet.text.FileTrouble;
import org.broadsheet.text.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Brings people from a CSV file onto a list. The file is read as it comes, and each batch is written at once or not at
 * all: after an interruption, run it again. Rows that cannot be used are reported, the others are in.
 */
public final class CsvImport {
    private static final int BATCH = 2000;

    private final Database database;
    private final AddressHashes hashes;
    private final Clock clock;

    public CsvImport(Database database, AddressHashes hashes, Clock clock) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
    }

    /**
     * @param listName made if there is no such list
     * @param dryRun report the same, write nothing
     * @throws InputException when the file as a whole cannot be used; then nothing was written
     */
    public ImportReport run(Path file, String listName, boolean dryRun) {
        String name = String.valueOf(file.getFileName());
        MailingLists.checkName(listName);
        if (!Files.isRegularFile(file)) {
            String what = Files.exists(file) ? "is not a file" : "does not exist";
            throw CsvTrouble.file(file.toString(), "csv-missing", what, "name the CSV file to import");
        }
        try (InputStream bytes = Files.newInputStream(file);
                Reader text = CsvText.open(bytes, name)) {
            return read(text, name, listName, dryRun);
        } catch (IOException e) {
            throw CsvTrouble.file(file.toString(), "csv-unreadable", "cannot be read: " + FileTrouble.words(e), "");
        }
    }

    private ImportReport read(Reader text, String file, String listName, boolean dryRun) throws IOException {
        CsvRecords records = new CsvRecords(text);
        CsvRecords.Row header = records.header();
        if (header == null) {
            throw CsvTrouble.file(
                    file, "csv-empty", "the file is empty", "the first line names the columns, such as address,name");
        }
        CsvEntries entries = new CsvEntries(CsvColumns.read(file, header));
        MailingLists lists = new MailingLists(database);
        Optional<MailingList> known = lists.find(listName);
        MailingList list =
                dryRun || known.isPresent() ? known.orElse(null) : Outage.outlast(() -> lists.findOrCreate(listName));
        String evidence = "imported from " + file + " on " + LocalDate.now(clock);
        ImportBatch batch = new ImportBatch(database, hashes, list, Evidence.bounded(evidence), clock);
        Run run = new Run(entries, batch, dryRun);
        for (CsvRecords.Row row = records.next(); row != null; row = records.next()) {
            run.take(row);
        }
        run.flush();
        return run.tally.report(file, listName, dryRun, known.isEmpty(), entries.attributes(), entries.nearMisses());
    }

    /** One pass over a file. */
    private static final class Run {
        private final CsvEntries entries;
        private final ImportBatch batch;
        private final boolean dryRun;
        private final ImportTally tally = new ImportTally();
        private final Map<String, Integer> lineOfAddress = new HashMap<>();
        private final List<CsvEntry> waiting = new ArrayList<>();

        Run(CsvEntries entries, ImportBatch batch, boolean dryRun) {
            this.entries = entries;
            this.batch = batch;
            this.dryRun = dryRun;
        }

        void take(CsvRecords.Row row) {
            CsvEntries.Read read = entries.read(row);
            CsvEntry entry = read.entry();
            if (entry == null) {
                tally.rejected(read.rejection());
                return;
            }
            @Nullable
            Integer earlier = lineOfAddress.putIfAbsent(entry.address().key(), entry.line());
            if (earlier != null) {
                tally.repeated(new ImportReport.Repeat(
                        entry.line(), earlier, entry.address().address()));
                return;
            }
            waiting.add(entry);
            if (waiting.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            if (!waiting.isEmpty()) {
                batch.run(waiting, dryRun).forEach(tally::count);
                waiting.clear();
            }
        }
    }
}
