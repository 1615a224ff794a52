package org.broadsheet.subscriber;

import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.broadsheet.store.PostgresCopy;
import org.broadsheet.subscriber.CsvColumns.Known;
import org.jdbi.v3.core.Handle;

/**
 * Has PostgreSQL write the rows of an export by COPY, to the letter as {@link CsvExport} does itself: no cell is sent, read and
 * written again, and nothing is faster there. It needs no right but to read.
 */
final class CsvCopy {
    /** As {@link CsvFormulas#tamed}, of a column; a look at its first letter keeps the pattern from nearly every cell. */
    private static final String TAMED = "NULLIF(CASE WHEN ascii(%1$s) IN (39, 43, 45, 61, 64) AND %1$s ~ '^''*[-=+@]'"
            + " THEN '''' || %1$s ELSE %1$s END, '')";

    private final Handle handle;
    private final MailingList list;

    /** @param handle of PostgreSQL */
    CsvCopy(Handle handle, MailingList list) {
        this.handle = handle;
        this.list = list;
    }

    /**
     * The names of the attributes that there are.
     *
     * @param who a condition of SQL for the row {@code s} of subscribers and the row {@code x} of subscriptions
     */
    SortedSet<String> attributes(String who) {
        return new TreeSet<>(handle.createQuery("""
                        SELECT DISTINCT a.name
                        FROM subscriber s
                        JOIN subscription x ON x.subscriber_id = s.id
                        CROSS JOIN LATERAL json_object_keys(s.attributes::json) AS a(name)
                        WHERE x.list_id = :list AND <who> AND s.attributes <> '{}'
                        """)
                .define("who", who)
                .bind("list", list.id())
                .mapTo(String.class)
                .list());
    }

    /**
     * Writes one row for each of them, in the order in which they came.
     *
     * @param attributes a column each, after those of {@link Known}
     * @return how many rows
     */
    long people(String who, SortedSet<String> attributes, Writer out) {
        return new PostgresCopy(handle).out(statement(who, attributes), out);
    }

    /** The inner rows are kept apart (OFFSET), so that each cell is made once and JSON read once. */
    private String statement(String who, SortedSet<String> attributes) {
        PostgresCopy copy = new PostgresCopy(handle);
        List<String> cells = new ArrayList<>();
        for (Known known : Known.values()) {
            cells.add(known == Known.OPTED_OUT ? "o.topics" : "s." + known.header());
        }
        for (String name : attributes) {
            cells.add("j.attributes ->> " + copy.literal(name));
        }
        List<String> inner = new ArrayList<>(List.of("s.id"));
        List<String> outer = new ArrayList<>();
        for (String cell : cells) {
            String column = "c" + outer.size();
            inner.add(cell + " AS " + column);
            outer.add(TAMED.formatted(column));
        }
        String json =
                attributes.isEmpty() ? "" : "CROSS JOIN LATERAL (SELECT s.attributes::jsonb AS attributes OFFSET 0) j";
        return """
                COPY (
                  SELECT %s
                  FROM (
                    SELECT %s
                    FROM subscriber s
                    JOIN subscription x ON x.subscriber_id = s.id
                    LEFT JOIN (SELECT subscriber_id, STRING_AGG(topic, ';' ORDER BY topic COLLATE "C") AS topics
                               FROM topic_opt_out WHERE list_id = %d GROUP BY subscriber_id) o ON o.subscriber_id = s.id
                    %s
                    WHERE x.list_id = %d AND %s
                    OFFSET 0) c
                  ORDER BY id
                ) TO STDOUT (FORMAT csv)
                """.formatted(String.join(", ", outer), String.join(", ", inner), list.id(), json, list.id(), who);
    }
}
