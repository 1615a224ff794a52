package org.broadsheet.subscriber;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.broadsheet.store.Database;
import org.jspecify.annotations.Nullable;

/** One pass over a file: rows become batches, and a thread writes those meanwhile. */
final class ImportPass implements AutoCloseable {
    private static final int BATCH = 5000;

    private final Database database;
    private final AddressHashes hashes;
    private final Clock clock;
    private final CsvText text;
    private final ImportOptions options;
    private final @Nullable MailingList list;
    private final CsvEntries entries;
    private final ImportDoubts doubts;
    private final String evidence;
    private final ImportBatch batch;
    private final ImportJournal journal;
    private final ImportJournal.@Nullable Entry entry;
    private final RejectedRows rejectedRows;
    private final ImportTally tally = new ImportTally();
    private final AddressLines lines = new AddressLines();
    private final BatchQueue queue = new BatchQueue();
    private List<ImportRow> waiting = new ArrayList<>();
    private ImportCounts rehearsed = ImportCounts.NONE; // by the queue's thread, until it is drained

    /** @param list null when it does not exist, in a dry run; @param header the names of the file's columns */
    ImportPass(
            Database database,
            AddressHashes hashes,
            Clock clock,
            CsvText text,
            ImportOptions options,
            CsvColumns columns,
            ImportDoubts doubts,
            List<String> header,
            @Nullable MailingList list) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
        this.text = text;
        this.options = options;
        this.list = list;
        this.doubts = doubts;
        entries = new CsvEntries(columns, doubts);
        String imported = "imported from " + text.name() + " on " + LocalDate.now(clock);
        evidence = options.consent() == null ? imported : options.consent() + "; " + imported;
        batch = new ImportBatch(database, list, options, clock);
        rejectedRows = new RejectedRows(text.path(), header);
        journal = new ImportJournal(database, clock);
        entry = options.dryRun() || list == null ? null : journal.open(text, options, columns.meanings(), list);
    }

    void take(CsvRecords.Row row) {
        CsvEntries.Read read = entries.read(row);
        CsvEntry person = read.entry();
        if (person == null) {
            ImportReport.Rejection rejection = Objects.requireNonNull(read.rejection());
            tally.rejected(rejection);
            if (!options.dryRun()) {
                rejectedRows.add(row, rejection);
            }
            return;
        }
        String key = person.address().key();
        String hash = hashes.ofKey(key);
        int earlier = lines.putIfAbsent(hash, person.line());
        if (earlier != 0) {
            tally.repeated(new ImportReport.Repeat(
                    person.line(), earlier, person.address().address()));
        } else if (entry == null || person.line() > entry.line()) {
            waiting.add(new ImportRow(person, key, hash, evidence(person)));
            if (waiting.size() == BATCH) {
                submit();
            }
        }
    }

    private String evidence(CsvEntry person) {
        return Evidence.bounded(person.evidence().isEmpty() ? evidence : evidence + "; there " + person.evidence());
    }

    private void submit() {
        List<ImportRow> rows = waiting;
        waiting = new ArrayList<>(BATCH);
        if (entry == null) {
            queue.add(() -> rehearsed = rehearsed.plus(batch.rehearse(rows)));
        } else {
            queue.add(() -> batch.write(rows, journal, entry, text.name()));
        }
    }

    /** As many as a report may list of each column of JSON. */
    Map<String, List<String>> members() {
        Map<String, List<String>> listed = new TreeMap<>();
        entries.members()
                .forEach((column, names) -> listed.put(
                        column, names.stream().limit(ImportReport.LISTED).toList()));
        return listed;
    }

    ImportReport finish(boolean newList, ImportReport.Columns columns, List<String> warnings, ImportWatch watch) {
        if (!waiting.isEmpty()) {
            submit();
        }
        queue.drain();
        List<String> said = new ArrayList<>(warnings);
        said.addAll(doubts.words());
        ListRemainder remainder = remainder(said);
        long removed = 0;
        if (remainder != null && remainder.missing() > 0 && !options.dryRun()) {
            removed = watch.mayRemove(remainder.missing(), remainder.all()) ? remainder.remove() : 0;
        }
        Path rejectedFile = rejectedRows.finish().orElse(null);
        rejectedRows.trouble().ifPresent(said::add);
        ImportCounts counts = entry == null ? rehearsed : journal.close(entry, rejectedFile);
        return new ImportReport(
                text.name(),
                options.list(),
                options.dryRun(),
                newList,
                columns,
                said,
                entry == null ? 0 : entry.line(),
                counts.all() + tally.repeated() + tally.rejected(),
                counts.inserted(),
                counts.updated(),
                counts.unchanged(),
                tally.repeated(),
                counts.keptUnsubscribed(),
                counts.suppressed(),
                tally.rejected(),
                counts.unconfirmed(),
                counts.invited(),
                remainder == null ? 0 : remainder.missing(),
                removed,
                tally.repeats(),
                tally.rejections(),
                rejectedFile);
    }

    /** A file that was not understood as a whole takes nobody off the list, nor does one that names nobody. */
    private @Nullable ListRemainder remainder(List<String> warnings) {
        if (options.mode() != ImportMode.REPLACE_LIST || list == null) {
            return null;
        }
        if (tally.rejected() > 0 || lines.size() == 0) {
            warnings.add("nobody was taken off the list, since "
                    + (lines.size() == 0 ? "the file names nobody" : "there are rows that could not be used"));
            return null;
        }
        ListRemainder remainder =
                new ListRemainder(database, list, lines, entry == null ? clock.instant() : entry.startedAt());
        remainder.find();
        return remainder;
    }

    /** What was not finished is given up; the batches that are in stay. */
    @Override
    public void close() {
        queue.close();
        rejectedRows.close();
    }
}
