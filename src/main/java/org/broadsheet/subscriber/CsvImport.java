package org.broadsheet.subscriber;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.store.Database;
import org.broadsheet.store.Outage;
import org.broadsheet.text.InputException;

/**
 * Brings people from a CSV file onto a list. The file is read as it comes, and each batch is written at once or not at
 * all: an import that was interrupted goes on where it was when it is run again ({@link ImportJournal}). Rows that cannot be
 * used are reported, the others are in.
 */
public final class CsvImport {
    private final Database database;
    private final AddressHashes hashes;
    private final Clock clock;
    private final ColumnMeanings meanings;
    private final Set<String> topics;

    public CsvImport(Database database, AddressHashes hashes, Clock clock) {
        this(database, hashes, clock, ColumnMeanings.NONE, Set.of());
    }

    private CsvImport(
            Database database, AddressHashes hashes, Clock clock, ColumnMeanings meanings, Set<String> topics) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
        this.meanings = meanings;
        this.topics = Set.copyOf(topics);
    }

    /**
     * The same, for a file that somebody has said more of.
     *
     * @param said of its columns
     * @param declared the keys of the list's topics; where there are any, others are warned of
     */
    public CsvImport knowing(ColumnMeanings said, Set<String> declared) {
        return new CsvImport(database, hashes, clock, said, declared);
    }

    /** @throws InputException when the file as a whole cannot be used; then nothing was written */
    public ImportReport run(Path file, ImportOptions options, ImportWatch watch) {
        MailingLists.checkName(options.list());
        CsvText text = CsvText.examine(file);
        try (CountedBytes bytes = new CountedBytes(Files.newInputStream(file));
                Reader reader = text.open(bytes)) {
            return read(
                    text, CsvRecords.open(reader), options, () -> watch.progress(bytes.count(), text.size()), watch);
        } catch (IOException e) {
            throw CsvText.unreadable(file, e);
        }
    }

    private ImportReport read(
            CsvText text, PeopleRows rows, ImportOptions options, Runnable progress, ImportWatch watch)
            throws IOException {
        CsvRecords.Row first = rows.header();
        if (first == null) {
            throw CsvText.empty(text.name());
        }
        Optional<List<String>> missing = CsvHeader.missing(text.name(), first);
        CsvRecords.Row header = missing.map(names -> new CsvRecords.Row(first.line(), names, null))
                .orElse(first);
        CsvColumns columns = CsvColumns.read(text.name(), header, meanings, new CsvSurvey(text), options.strict());
        Optional<ExportOrigin> origin = columns.origin();
        if (origin.filter(program -> program.refuses(text.name())).isPresent()) {
            throw CsvTrouble.file(
                    text.name(),
                    "csv-departed",
                    "holds people who never subscribed, have left or cannot be reached, as its name says",
                    "import the file of those who are subscribed");
        }
        MailingLists lists = new MailingLists(database);
        Optional<MailingList> known = lists.find(options.list());
        MailingList list = options.dryRun() || known.isPresent()
                ? known.orElse(null)
                : Outage.outlast(() -> lists.findOrCreate(options.list()));
        List<String> warnings = warnings(text, missing.isPresent(), origin);
        ImportDoubts doubts = new ImportDoubts(topics);
        try (ImportPass pass =
                new ImportPass(database, hashes, clock, text, options, columns, doubts, header.cells(), list)) {
            if (missing.isPresent()) {
                pass.take(first);
            }
            for (CsvRecords.Row row = rows.next(); row != null; row = rows.next()) {
                pass.take(row);
                progress.run();
            }
            rows.nuls().ifPresent(nuls -> warnings.add(nuls.words()));
            boolean members = rows instanceof MemberRows plain && plain.isOfMailman();
            ImportReport.Columns understood = new ImportReport.Columns(
                    (members ? Optional.of(ExportOrigin.MAILMAN) : origin)
                            .map(ExportOrigin::title)
                            .orElse(""),
                    columns.attributes(),
                    pass.members(),
                    columns.dropped(),
                    columns.nearMisses());
            return pass.finish(known.isEmpty(), understood, warnings, watch);
        }
    }

    private static List<String> warnings(CsvText text, boolean headless, Optional<ExportOrigin> origin) {
        List<String> warnings = new ArrayList<>();
        if (text.isLatin()) {
            warnings.add(
                    "the file is not UTF-8 and was read as Latin-1 (Windows-1252); look at letters such as é and ü");
        }
        if (headless) {
            warnings.add("the first line names no columns and was read as a person");
        }
        origin.map(ExportOrigin::caveat).filter(words -> !words.isEmpty()).ifPresent(warnings::add);
        return warnings;
    }
}
