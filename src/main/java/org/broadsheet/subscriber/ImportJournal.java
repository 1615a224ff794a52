package org.broadsheet.subscriber;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.broadsheet.store.Database;
import org.broadsheet.store.Outage;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * How far an import has come, saved with each batch: one that was interrupted goes on behind its last one when the same
 * file is imported in the same way within a day. Two processes never write the same file in: who goes on raises the epoch.
 */
final class ImportJournal {
    private static final Duration KEPT_OPEN = Duration.ofDays(1);
    private static final int LONGEST_PATH = 4000;
    private static final RowMapper<ImportCounts> COUNTS = (row, context) -> new ImportCounts(
            row.getLong("inserted"),
            row.getLong("updated"),
            row.getLong("unchanged"),
            row.getLong("kept_unsubscribed"),
            row.getLong("suppressed"),
            row.getLong("unconfirmed"),
            row.getLong("invited"));

    private final Database database;
    private final Clock clock;

    ImportJournal(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param line up to which the file is in; 0 for none of it */
    record Entry(long id, long epoch, int line, Instant startedAt) {}

    /** Begins, or goes on with what was interrupted. */
    Entry open(CsvText file, ImportOptions options, ColumnMeanings meanings, MailingList list) {
        String fingerprint = fingerprint(file, options, meanings);
        return Outage.outlast(() -> database.jdbi()
                .inTransaction(handle -> interrupted(handle, fingerprint)
                        .map(entry -> takeOver(handle, entry))
                        .orElseGet(() -> begin(handle, fingerprint, file.path(), list))));
    }

    private Optional<Entry> interrupted(Handle handle, String fingerprint) {
        return handle.createQuery("""
                        SELECT id, epoch, line, started_at FROM import_run
                        WHERE fingerprint = :fingerprint AND state = 'running' AND changed_at > :since
                        ORDER BY id DESC LIMIT 1 FOR UPDATE
                        """)
                .bind("fingerprint", fingerprint)
                .bind("since", clock.instant().minus(KEPT_OPEN))
                .map((row, context) -> new Entry(
                        row.getLong("id"),
                        row.getLong("epoch"),
                        row.getInt("line"),
                        context.findColumnMapperFor(Instant.class).orElseThrow().map(row, "started_at", context)))
                .findOne();
    }

    private static Entry takeOver(Handle handle, Entry entry) {
        handle.execute("UPDATE import_run SET epoch = epoch + 1 WHERE id = ?", entry.id());
        return new Entry(entry.id(), entry.epoch() + 1, entry.line(), entry.startedAt());
    }

    private Entry begin(Handle handle, String fingerprint, Path file, MailingList list) {
        Instant now = clock.instant();
        String path = file.toAbsolutePath().normalize().toString();
        long id = handle.createUpdate("""
                        INSERT INTO import_run (list_id, fingerprint, file, state, epoch, line, inserted, updated, unchanged,
                                                kept_unsubscribed, suppressed, unconfirmed, started_at, changed_at)
                        VALUES (:list, :fingerprint, :file, 'running', 1, 0, 0, 0, 0, 0, 0, 0, :now, :now)
                        """)
                .bind("list", list.id())
                .bind("fingerprint", fingerprint)
                .bind("file", path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH))
                .bind("now", now)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        return new Entry(id, 1, 0, now);
    }

    /**
     * Waits until no other import that has called this for the list is in a transaction. To be called before the caller's
     * transaction holds anything: all wait for one row, the list's oldest, so none waits in a circle.
     */
    static void alone(Handle handle, MailingList list) {
        handle.createQuery("SELECT id FROM import_run WHERE list_id = :list ORDER BY id LIMIT 1 FOR UPDATE")
                .bind("list", list.id())
                .mapTo(Long.class)
                .one();
    }

    /**
     * Whether a batch is still to be written; the caller's transaction holds the entry from here on.
     *
     * @param line the last one of the batch
     * @throws org.broadsheet.text.InputException when another process goes on with the file
     */
    static boolean isDue(Handle handle, Entry entry, int line, String file) {
        return handle.createQuery("SELECT line FROM import_run WHERE id = :id AND epoch = :epoch FOR UPDATE")
                        .bind("id", entry.id())
                        .bind("epoch", entry.epoch())
                        .mapTo(Integer.class)
                        .findOne()
                        .orElseThrow(() -> CsvTrouble.file(
                                file,
                                "import-taken-over",
                                "another process imports this file and goes on from where this one was",
                                "wait for that one"))
                < line;
    }

    void save(Handle handle, Entry entry, int line, ImportCounts counts) {
        handle.createUpdate("""
                        UPDATE import_run
                        SET line = :line, inserted = inserted + :inserted, updated = updated + :updated,
                            unchanged = unchanged + :unchanged, kept_unsubscribed = kept_unsubscribed + :keptUnsubscribed,
                            suppressed = suppressed + :suppressed, unconfirmed = unconfirmed + :unconfirmed,
                            invited = invited + :invited,
                            changed_at = :now
                        WHERE id = :id
                        """)
                .bind("inserted", counts.inserted())
                .bind("updated", counts.updated())
                .bind("unchanged", counts.unchanged())
                .bind("keptUnsubscribed", counts.keptUnsubscribed())
                .bind("suppressed", counts.suppressed())
                .bind("unconfirmed", counts.unconfirmed())
                .bind("invited", counts.invited())
                .bind("line", line)
                .bind("now", clock.instant())
                .bind("id", entry.id())
                .execute();
    }

    /** The file is in as a whole. @return what became of everybody in it */
    ImportCounts close(Entry entry, @Nullable Path rejected) {
        return Outage.outlast(() -> database.jdbi().inTransaction(handle -> {
            handle.createUpdate("""
                            UPDATE import_run SET state = 'done', rejected_file = :rejected, changed_at = :now
                            WHERE id = :id AND epoch = :epoch
                            """)
                    .bind("rejected", rejected == null ? null : rejected.toString())
                    .bind("now", clock.instant())
                    .bind("id", entry.id())
                    .bind("epoch", entry.epoch())
                    .execute();
            return handle.createQuery("SELECT * FROM import_run WHERE id = :id")
                    .bind("id", entry.id())
                    .map(COUNTS)
                    .one();
        }));
    }

    private static String fingerprint(CsvText file, ImportOptions options, ColumnMeanings meanings) {
        String asked = String.join(
                "\n",
                file.sha256(),
                options.list(),
                options.mode().word(),
                String.valueOf(options.consent()),
                String.valueOf(options.strict()),
                String.valueOf(options.invite()),
                meanings.toString());
        return HexFormat.of().formatHex(CsvText.newSha256().digest(asked.getBytes(StandardCharsets.UTF_8)));
    }
}
