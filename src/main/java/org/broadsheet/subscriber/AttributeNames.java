package org.broadsheet.subscriber;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.broadsheet.store.Dialect;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/**
 * Which attributes there are. Whoever gives people attributes says so here ({@link #keep}): most people came in files with the
 * same columns, so nearly always the first rows have all there can be, and the others need not be read for their names.
 */
final class AttributeNames {
    private static final int FIRST = 1000;

    private final Handle handle;
    private final Dialect dialect;

    /** @param handle in a transaction: PostgreSQL streams rows only inside one */
    AttributeNames(Handle handle, Dialect dialect) {
        this.handle = handle;
        this.dialect = dialect;
    }

    /** Before the people are written, in the same transaction. Of two imports that meet a name at once, each writes it. */
    static void keep(Handle handle, List<ImportRow> rows) {
        Set<String> names = new TreeSet<>();
        for (ImportRow row : rows) {
            row.entry().attributes().forEach((name, value) -> {
                if (!value.isEmpty()) {
                    names.add(name);
                }
            });
        }
        if (!names.isEmpty()) {
            possible(handle).forEach(names::remove);
            PreparedBatch batch = handle.prepareBatch("INSERT INTO attribute_name (name) VALUES (:name)");
            names.forEach(name -> batch.bind("name", name).add());
            batch.execute();
        }
    }

    /**
     * Those that people on the list have.
     *
     * @param who a condition of SQL for the row {@code s} of subscribers and the row {@code x} of subscriptions
     */
    SortedSet<String> of(MailingList list, String who) {
        Set<String> possible = possible(handle);
        if (possible.isEmpty()) {
            return new TreeSet<>();
        }
        SortedSet<String> met = met(list, who, " LIMIT " + FIRST);
        if (met.containsAll(possible)) {
            return met;
        }
        return dialect == Dialect.POSTGRESQL ? keys(list, who) : met(list, who, "");
    }

    private static Set<String> possible(Handle handle) {
        return handle.createQuery("SELECT DISTINCT name FROM attribute_name")
                .mapTo(String.class)
                .set();
    }

    private SortedSet<String> met(MailingList list, String who, String limit) {
        SortedSet<String> names = new TreeSet<>();
        try (BatchQueue queue = new BatchQueue();
                Stream<String> kept = query("SELECT s.attributes", "", list, who)
                        .define("limit", limit)
                        .setFetchSize(FIRST)
                        .mapTo(String.class)
                        .stream()) {
            queue.each(kept.iterator(), json -> Subscribers.addAttributeNames(json, names));
        }
        return names;
    }

    /** PostgreSQL takes them out of JSON itself, so that none is sent. */
    private SortedSet<String> keys(MailingList list, String who) {
        return new TreeSet<>(query(
                        "SELECT DISTINCT a.name",
                        "CROSS JOIN LATERAL json_object_keys(s.attributes::json) AS a(name)",
                        list,
                        who)
                .define("limit", "")
                .mapTo(String.class)
                .list());
    }

    private Query query(String select, String from, MailingList list, String who) {
        return handle.createQuery("""
                        <select>
                        FROM subscriber s
                        JOIN subscription x ON x.subscriber_id = s.id
                        <from>
                        WHERE x.list_id = :list AND <who> AND s.attributes <> '{}'
                        <limit>
                        """)
                .define("select", select)
                .define("from", from)
                .define("who", who)
                .bind("list", list.id());
    }
}
