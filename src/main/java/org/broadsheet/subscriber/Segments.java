package org.broadsheet.subscriber;

import java.util.List;
import java.util.Map;
import org.broadsheet.store.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Finds those on a list whom a segment means: confirmed, and not suppressed. Thread-safe. */
public final class Segments {
    private static final String REACHABLE = """
             FROM subscriber s
            JOIN subscription x ON x.subscriber_id = s.id
            WHERE x.list_id = ? AND x.state = 'confirmed'
              AND \
            """ + Suppressions.NONE_OF_S + " AND ";

    private final Database database;

    public Segments(Database database) {
        this.database = database;
    }

    public long count(MailingList list, Segment segment) {
        return database.jdbi()
                .withHandle(handle -> query(handle, "SELECT count(*)", list, segment, "")
                        .mapTo(Long.class)
                        .one());
    }

    /** How many are in each time zone; the key is empty for those of whom none is known. */
    public Map<String, Long> zones(MailingList list, Segment segment) {
        return database.jdbi()
                .withHandle(handle -> query(
                                handle,
                                "SELECT COALESCE(s.zone, ''), count(*)",
                                list,
                                segment,
                                " GROUP BY COALESCE(s.zone, '')")
                        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                        .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** By address. @param most of them */
    public List<Subscriber> some(MailingList list, Segment segment, int most) {
        return database.jdbi()
                .withHandle(handle -> query(
                                handle,
                                "SELECT " + Subscribers.COLUMNS,
                                list,
                                segment,
                                " ORDER BY s.address_key LIMIT " + most)
                        .map((row, context) -> Subscribers.read(row))
                        .list());
    }

    private static Query query(Handle handle, String columns, MailingList list, Segment segment, String end) {
        SegmentSql sql = SegmentSql.of(segment);
        Query query = handle.createQuery(columns + REACHABLE + sql.condition() + end);
        query.bind(0, list.id());
        for (int i = 0; i < sql.values().size(); i++) {
            query.bind(i + 1, sql.values().get(i));
        }
        return query;
    }
}
