package org.broadsheet.subscriber;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.store.Database;
import org.broadsheet.store.Dialect;
import org.broadsheet.subscriber.CsvColumns.Known;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Writes the people of a list as a CSV file that {@link CsvImport} reads back: those whom it reaches as they were, and nobody
 * else, so that no import elsewhere can bring back who has left; or everybody, each with a status that keeps the others out.
 */
public final class CsvExport {
    private static final int FETCH = 1000;
    private static final List<Known> FIRST = List.of(Known.values());
    private static final List<String> HEADERS =
            FIRST.stream().map(Known::header).toList();

    /** What {@link Who#EVERYBODY} adds; {@link ExportOrigin#BROADSHEET} knows them again. */
    static final List<String> STANDING = List.of("status", "evidence", "consented_at", "left_at");

    private static final String COLUMNS = FIRST.stream()
                    .map(known -> known == Known.OPTED_OUT ? "o.topics" : "s." + known.header())
                    .collect(Collectors.joining(", "))
            + ", s.attributes";

    private static final String REACHED = "x.state = 'confirmed' AND " + Suppressions.NONE_OF_S;

    /** Who is written. */
    public enum Who {
        /** Whom an edition would reach now. */
        REACHED(CsvExport.REACHED, ""),
        /** Those who get nothing too, each with a status. */
        EVERYBODY("TRUE", """
                , x.evidence, x.changed_at,
                CASE WHEN x.state = 'unsubscribed' THEN x.state
                     WHEN NOT (%s) THEN 'suppressed' ELSE x.state END AS status
                """.formatted(Suppressions.NONE_OF_S));

        private final String condition;
        private final String standing;

        /** @param standing the columns that their status is made of */
        Who(String condition, String standing) {
            this.condition = condition;
            this.standing = standing;
        }
    }

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
        return run(list, Who.REACHED, out);
    }

    /** Likewise. */
    public long run(MailingList list, Who who, Writer out) {
        // Both passes see the same people, and PostgreSQL streams rows only inside a transaction.
        return database.jdbi().inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            SortedSet<String> attributes = new AttributeNames(handle, database.dialect()).of(list, who.condition);
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
            Stream<String> standing = who == Who.EVERYBODY ? STANDING.stream() : Stream.empty();
            csv.writeRecord(Stream.of(HEADERS.stream(), standing, headers(attributes, who).stream())
                    .flatMap(Function.identity())
                    .map(CsvFormulas::tamed)
                    .toList());
            flush(csv);
            if (database.dialect() == Dialect.POSTGRESQL && who == Who.REACHED && attributes.size() <= CsvCopy.MOST) {
                return new CsvCopy(handle, list).people(who.condition, attributes, out);
            }
            long written = people(handle, list, who, attributes, csv);
            flush(csv);
            return written;
        });
    }

    /** No two columns have one name, and none is taken for one of ours when the file comes back. */
    private static List<String> headers(SortedSet<String> attributes, Who who) {
        Set<String> taken = new HashSet<>(who == Who.EVERYBODY ? STANDING : List.of());
        List<String> headers = new ArrayList<>();
        for (String attribute : attributes) {
            String header = attribute;
            while (CsvColumns.isOurs(CsvHeader.normal(header)) || !taken.add(CsvHeader.normal(header))) {
                header = "other_" + header;
            }
            headers.add(header);
        }
        return headers;
    }

    /** Rows are read by one thread and written by another. */
    private static long people(Handle handle, MailingList list, Who who, SortedSet<String> attributes, CsvWriter csv) {
        Map<String, Integer> own = new HashMap<>();
        attributes.forEach(name -> own.put(name, own.size()));
        try (BatchQueue queue = new BatchQueue();
                Stream<Kept> rows = handle
                        .createQuery("""
                        SELECT <columns> <standing>
                        FROM subscriber s
                        JOIN subscription x ON x.subscriber_id = s.id
                        LEFT JOIN (SELECT subscriber_id, STRING_AGG(topic, ';') AS topics FROM topic_opt_out
                                   WHERE list_id = :list GROUP BY subscriber_id) o ON o.subscriber_id = s.id
                        WHERE x.list_id = :list AND <who>
                        ORDER BY s.id
                        """)
                        .define("who", who.condition)
                        .define("columns", COLUMNS)
                        .define("standing", who.standing)
                        .bind("list", list.id())
                        .setFetchSize(FETCH)
                        .map((row, context) -> Kept.read(row, who))
                        .stream()) {
            return queue.each(rows.iterator(), kept -> csv.writeRecord(kept.cells(own)));
        }
    }

    /**
     * What is kept of somebody, checked and in its form already, so that it is not made a subscriber first.
     *
     * @param known in the order of {@link Known}; null for what is not known
     * @param standing as {@link #STANDING} says; empty where it is not asked for
     * @param attributes as JSON
     */
    private record Kept(@Nullable String[] known, List<String> standing, String attributes) {
        static Kept read(ResultSet row, Who who) throws SQLException {
            @Nullable String[] known = new String[FIRST.size()];
            for (int i = 0; i < known.length; i++) {
                known[i] = row.getString(i + 1); // in the order of COLUMNS
            }
            return new Kept(known, who == Who.EVERYBODY ? standing(row) : List.of(), row.getString(known.length + 1));
        }

        private static List<String> standing(ResultSet row) throws SQLException {
            String status = row.getString("status");
            String at = row.getObject("changed_at", OffsetDateTime.class)
                    .toInstant()
                    .toString();
            boolean left = status.equals("unsubscribed");
            boolean consented = status.equals("confirmed");
            return List.of(status, row.getString("evidence"), consented ? at : "", left ? at : "");
        }

        /** @param own where the cell of each attribute stands among those */
        String[] cells(Map<String, Integer> own) {
            String[] cells = new String[known.length + standing.size() + own.size()];
            Arrays.fill(cells, "");
            for (int i = 0; i < known.length; i++) {
                String text = known[i];
                if (text != null && FIRST.get(i) == Known.OPTED_OUT) {
                    text = String.join(";", new TreeSet<>(Subscribers.splitTags(text)));
                }
                cells[i] = text == null ? "" : CsvFormulas.tamed(text);
            }
            for (int i = 0; i < standing.size(); i++) {
                cells[known.length + i] = CsvFormulas.tamed(standing.get(i));
            }
            Subscribers.eachAttribute(attributes, (name, value) -> {
                Integer at = own.get(name);
                if (at != null) {
                    cells[known.length + standing.size() + at] = CsvFormulas.tamed(value);
                }
            });
            return cells;
        }
    }

    private static void flush(CsvWriter csv) {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
