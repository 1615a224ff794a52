package org.broadsheet.subscriber;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.broadsheet.store.Database;
import org.broadsheet.subscriber.CsvColumns.Known;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Writes the confirmed people of a list as a CSV file that {@link CsvImport} reads back as it was. Those who have left
 * are not in it, so that no import elsewhere can bring them back.
 */
public final class CsvExport {
    private static final int FETCH = 1000;

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
            csv.writeRecord(
                    tamed(Stream.concat(Arrays.stream(Known.values()).map(Known::header), attributes.stream())));
            long written = people(handle, list, attributes, csv);
            flush(csv);
            return written;
        });
    }

    private static long people(Handle handle, MailingList list, SortedSet<String> attributes, CsvWriter csv) {
        try (Stream<List<String>> rows = handle
                .createQuery("""
                        SELECT <columns>, o.topics AS opted_out
                        FROM subscriber s
                        JOIN subscription x ON x.subscriber_id = s.id
                        LEFT JOIN (SELECT subscriber_id, STRING_AGG(topic, ';') AS topics FROM topic_opt_out
                                   WHERE list_id = :list GROUP BY subscriber_id) o ON o.subscriber_id = s.id
                        WHERE x.list_id = :list AND x.state = 'confirmed'
                        ORDER BY s.id
                        """)
                .define("columns", Subscribers.COLUMNS)
                .bind("list", list.id())
                .setFetchSize(FETCH)
                .map((row, context) -> cells(row, attributes))
                .stream()) {
            long written = 0;
            for (Iterator<List<String>> row = rows.iterator(); row.hasNext(); written++) {
                csv.writeRecord(row.next());
            }
            return written;
        }
    }

    private static List<String> cells(ResultSet row, SortedSet<String> attributes) throws SQLException {
        Subscriber subscriber = Subscribers.read(row);
        String optedOut = row.getString("opted_out"); // null when every topic is wanted
        List<String> cells = new ArrayList<>();
        for (Known column : Known.values()) {
            cells.add(
                    switch (column) {
                        case ADDRESS -> subscriber.address().address();
                        case NAME -> subscriber.address().name();
                        case FIRST_NAME -> subscriber.firstName();
                        case LOCALE -> subscriber.locale() == null ? "" : subscriber.locale();
                        case ZONE ->
                            subscriber.zone() == null ? "" : subscriber.zone().getId();
                        case TAGS -> Subscribers.tagsColumn(subscriber);
                        case OPTED_OUT ->
                            optedOut == null ? "" : String.join(";", new TreeSet<>(Subscribers.splitTags(optedOut)));
                    });
        }
        attributes.forEach(name -> cells.add(subscriber.attributes().getOrDefault(name, "")));
        return tamed(cells.stream());
    }

    private static SortedSet<String> attributes(Handle handle, MailingList list) {
        SortedSet<String> names = new TreeSet<>();
        try (Stream<Subscriber> people = handle
                .createQuery("""
                        SELECT <columns> FROM subscriber s
                        JOIN subscription x ON x.subscriber_id = s.id
                        WHERE x.list_id = :list AND x.state = 'confirmed' AND s.attributes <> '{}'
                        """)
                .define("columns", Subscribers.COLUMNS)
                .bind("list", list.id())
                .setFetchSize(FETCH)
                .map((row, context) -> Subscribers.read(row))
                .stream()) {
            people.forEach(person -> names.addAll(person.attributes().keySet()));
        }
        return names;
    }

    private static List<String> tamed(Stream<String> cells) {
        return cells.map(CsvFormulas::tamed).toList();
    }

    private static void flush(CsvWriter csv) {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
