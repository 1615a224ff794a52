package org.broadsheet.subscriber;

import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.broadsheet.store.PostgresCopy;
import org.broadsheet.subscriber.CsvColumns.Known;
import org.jdbi.v3.core.Handle;

/**
 * Has PostgreSQL write the rows of an export by COPY, to the letter as {@link CsvExport} does itself: no cell is sent, read and
 * written again, and nothing is faster there. It needs no right but to read.
 */
final class CsvCopy {
    /** PostgreSQL writes rows of 1,664 columns at the most, and there are others than those of attributes. */
    static final int MOST = 1600;

    /** As {@link CsvFormulas#tamed}, of a column. Nearly every cell begins with a letter, behind all signs of formulas. */
    private static final String TAMED = "CASE WHEN ascii(%1$s) > ascii('@') THEN %1$s WHEN %1$s = '' THEN NULL"
            + " WHEN %1$s ~ '^''*[-=+@]' THEN '''' || %1$s ELSE %1$s END";

    /** As many are sooner looked for one by one in the text than in what is made of it. */
    private static final int FEW = 2;

    private final Handle handle;
    private final MailingList list;

    /** @param handle of PostgreSQL */
    CsvCopy(Handle handle, MailingList list) {
        this.handle = handle;
        this.list = list;
    }

    /**
     * Writes one row for each of them, in the order in which they came.
     *
     * @param who a condition of SQL for the row {@code s} of subscribers and the row {@code x} of subscriptions
     * @param attributes a column each, after those of {@link Known}
     * @return how many rows
     */
    long people(String who, SortedSet<String> attributes, Writer out) {
        return new PostgresCopy(handle).out(statement(who, attributes), out);
    }

    private String statement(String who, SortedSet<String> attributes) {
        List<String> cells = new ArrayList<>();
        for (Known known : Known.values()) {
            cells.add(cell(known));
        }
        for (int i = 0; i < attributes.size(); i++) {
            cells.add(TAMED.formatted("j.a" + i));
        }
        return """
                COPY (
                  SELECT %s
                  FROM subscriber s
                  JOIN subscription x ON x.subscriber_id = s.id
                  LEFT JOIN (SELECT subscriber_id, STRING_AGG(topic, ';' ORDER BY topic COLLATE "C") AS topics
                             FROM topic_opt_out WHERE list_id = %d GROUP BY subscriber_id) o ON o.subscriber_id = s.id
                  %s
                  WHERE x.list_id = %d AND %s
                  ORDER BY s.id
                ) TO STDOUT (FORMAT csv)
                """.formatted(String.join(", ", cells), list.id(), members(attributes), list.id(), who);
    }

    private static String cell(Known known) {
        return switch (known) {
            case LOCALE -> "s.locale"; // a tag begins with a letter, and so does the key of a topic or with a digit
            case OPTED_OUT -> "o.topics";
            default -> TAMED.formatted("s." + known.header());
        };
    }

    /** OFFSET keeps the planner from writing out each in each place where it is used: JSON is read once a row. */
    private String members(SortedSet<String> attributes) {
        if (attributes.isEmpty()) {
            return "";
        }
        PostgresCopy copy = new PostgresCopy(handle);
        List<String> members = new ArrayList<>();
        for (String name : attributes) {
            members.add("b.json ->> " + copy.literal(name) + " AS a" + members.size());
        }
        return """
                CROSS JOIN LATERAL (SELECT %s FROM (SELECT s.attributes::%s AS json OFFSET 0) b OFFSET 0) j
                """.formatted(String.join(", ", members), attributes.size() > FEW ? "jsonb" : "json");
    }
}
