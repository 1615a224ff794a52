package org.broadsheet.subscriber;

import java.util.List;
import java.util.SortedSet;
import org.broadsheet.store.Database;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Counts the people of a list by how they stand to it. Thread-safe. */
public final class ListCensus {
    private final Database database;

    public ListCensus(Database database) {
        this.database = database;
    }

    /**
     * Everybody is counted once.
     *
     * @param reachable who gets mail
     * @param unconfirmed who gets none until they confirm
     * @param unsubscribed who has left
     * @param suppressed who is on the list and must not be written to
     */
    public record Count(long reachable, long unconfirmed, long unsubscribed, long suppressed) {
        /** Those for whom an edition has a row: who is suppressed has one that says so. */
        public long recipients() {
            return reachable + suppressed;
        }
    }

    public Count of(MailingList list) {
        return of(list, null);
    }

    /** @param segment who alone is counted; null for everybody */
    public Count of(MailingList list, @Nullable Segment segment) {
        SegmentSql sql = segment == null ? SegmentSql.EVERYBODY : SegmentSql.of(segment);
        return database.jdbi().withHandle(handle -> {
            Query query = handle.createQuery("""
                    SELECT COUNT(CASE WHEN c.state = 'confirmed' AND c.free = 1 THEN 1 END) AS reachable,
                           COUNT(CASE WHEN c.state = 'unconfirmed' THEN 1 END) AS unconfirmed,
                           COUNT(CASE WHEN c.state = 'unsubscribed' THEN 1 END) AS unsubscribed,
                           COUNT(CASE WHEN c.state = 'confirmed' AND c.free = 0 THEN 1 END) AS suppressed
                    FROM (SELECT x.state, CASE WHEN %s THEN 1 ELSE 0 END AS free
                          FROM subscriber s JOIN subscription x ON x.subscriber_id = s.id
                          WHERE x.list_id = ? AND %s) c
                    """.formatted(Suppressions.NONE_OF_S, sql.condition()));
            query.bind(0, list.id());
            for (int i = 0; i < sql.values().size(); i++) {
                query.bind(i + 1, sql.values().get(i));
            }
            return query.map((row, context) -> new Count(
                            row.getLong("reachable"),
                            row.getLong("unconfirmed"),
                            row.getLong("unsubscribed"),
                            row.getLong("suppressed")))
                    .one();
        });
    }

    /** Those who were asked and have not confirmed, by address. @param most of them */
    public List<Subscriber> unconfirmed(MailingList list, int most) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT " + Subscribers.COLUMNS + """
                                 FROM subscriber s JOIN subscription x ON x.subscriber_id = s.id
                                WHERE x.list_id = :list AND x.state = 'unconfirmed'
                                ORDER BY s.address_key LIMIT :most
                                """)
                        .bind("list", list.id())
                        .bind("most", most)
                        .map((row, context) -> Subscribers.read(row))
                        .list());
    }

    /** The names of the columns of their own that people on the list came with, sorted. */
    public SortedSet<String> attributes(MailingList list) {
        return database.jdbi().inTransaction(handle -> new AttributeNames(handle, database.dialect()).of(list, "TRUE"));
    }
}
