package org.broadsheet.subscriber;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.broadsheet.store.Database;
import org.broadsheet.subscriber.CsvColumns.Known;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Writes the confirmed people of a list as a CSV file that {@link CsvImport} reads back as it was. Those who have left
 * are not in it, so that no import elsewhere can bring them back.
 */
public final class CsvExport {
    private static final int FETCH = 1000;
    private static final String NONE = "{}";
    private static final List<Known> FIRST = List.of(Known.values());
    private static final List<String> HEADERS =
            FIRST.stream().map(Known::header).toList();

    private final Database database;

    public CsvExport(Database database) {
        this.database = database;
    }

    /**
     * Leaves the writer open.
     *
     * @return how many people were written
     */
    public long run(MailingList list, Writer out) {
        // Both passes see the same people, and PostgreSQL streams rows only inside a transaction.
        return database.jdbi().inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            SortedSet<String> attributes = attributes(handle, list);
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
            csv.writeRecord(Stream.concat(HEADERS.stream(), attributes.stream())
                    .map(CsvFormulas::tamed)
                    .toList());
            long written = people(handle, list, attributes, csv);
            flush(csv);
            return written;
        });
    }

    /** Rows are read by one thread and written by another. */
    private static long people(Handle handle, MailingList list, SortedSet<String> attributes, CsvWriter csv) {
        List<String> names = List.copyOf(attributes);
        try (BatchQueue queue = new BatchQueue();
                Stream<Kept> rows = handle
                        .createQuery("""
                        SELECT s.address, s.name, s.first_name, s.locale, s.zone, s.tags, s.notes, s.attributes,
                               o.topics AS opted_out
                        FROM subscriber s
                        JOIN subscription x ON x.subscriber_id = s.id
                        LEFT JOIN (SELECT subscriber_id, STRING_AGG(topic, ';') AS topics FROM topic_opt_out
                                   WHERE list_id = :list GROUP BY subscriber_id) o ON o.subscriber_id = s.id
                        WHERE x.list_id = :list AND x.state = 'confirmed'
                        ORDER BY s.id
                        """)
                        .bind("list", list.id())
                        .setFetchSize(FETCH)
                        .map((row, context) -> Kept.read(row))
                        .stream()) {
            long written = 0;
            List<Kept> batch = new ArrayList<>(FETCH);
            for (Iterator<Kept> row = rows.iterator(); row.hasNext(); written++) {
                batch.add(row.next());
                if (batch.size() == FETCH || !row.hasNext()) {
                    List<Kept> whole = batch;
                    queue.add(() -> whole.forEach(kept -> csv.writeRecord(kept.cells(names))));
                    batch = new ArrayList<>(FETCH);
                }
            }
            queue.drain();
            return written;
        }
    }

    /**
     * What is kept of somebody, checked and in its form already, so that it is not made a subscriber first.
     *
     * @param known in the order of {@link Known}; null for what is not known
     * @param attributes as JSON
     */
    private record Kept(@Nullable String[] known, String attributes) {
        static Kept read(ResultSet row) throws SQLException {
            @Nullable String[] known = new String[FIRST.size()];
            for (int i = 0; i < known.length; i++) {
                known[i] = row.getString(HEADERS.get(i));
            }
            return new Kept(known, row.getString("attributes"));
        }

        String[] cells(List<String> names) {
            String[] cells = new String[known.length + names.size()];
            for (int i = 0; i < known.length; i++) {
                String text = known[i];
                if (text != null && FIRST.get(i) == Known.OPTED_OUT) {
                    text = String.join(";", new TreeSet<>(Subscribers.splitTags(text)));
                }
                cells[i] = text == null ? "" : CsvFormulas.tamed(text);
            }
            Map<String, String> values = NONE.equals(attributes) ? Map.of() : Subscribers.attributes(attributes);
            for (int i = 0; i < names.size(); i++) {
                cells[known.length + i] = CsvFormulas.tamed(values.getOrDefault(names.get(i), ""));
            }
            return cells;
        }
    }

    /** Which there are. Most people came in files with the same columns, so most are known after a few. */
    private static SortedSet<String> attributes(Handle handle, MailingList list) {
        SortedSet<String> names = new TreeSet<>();
        try (Stream<String> kept =
                handle.createQuery("""
                        SELECT s.attributes FROM subscriber s
                        JOIN subscription x ON x.subscriber_id = s.id
                        WHERE x.list_id = :list AND x.state = 'confirmed' AND s.attributes <> '{}'
                        """).bind("list", list.id()).setFetchSize(FETCH).mapTo(String.class).stream()) {
            kept.forEach(json -> Subscribers.addAttributeNames(json, names));
        }
        return names;
    }

    private static void flush(CsvWriter csv) {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
