package org.broadsheet.subscriber;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.broadsheet.store.Database;
import org.broadsheet.store.Outage;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Those on a list whom a file does not name. Who came onto the list since the import began is not one of them. */
final class ListRemainder {
    private static final int PAGE = 5000;

    private final Database database;
    private final MailingList list;
    private final AddressLines named;
    private final Instant began;
    private final List<Long> missing = new ArrayList<>();
    private long all;

    ListRemainder(Database database, MailingList list, AddressLines named, Instant began) {
        this.database = database;
        this.list = list;
        this.named = named;
        this.began = began;
    }

    /** @param id of the subscriber */
    private record Member(long id, String hash, Instant since) {}

    void find() {
        long after = 0;
        for (List<Member> page = page(after); !page.isEmpty(); page = page(after)) {
            for (Member member : page) {
                all++;
                if (!named.contains(member.hash()) && member.since().isBefore(began)) {
                    missing.add(member.id());
                }
                after = member.id();
            }
        }
    }

    private List<Member> page(long after) {
        return Outage.outlast(() -> database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT s.id, s.address_hash, x.changed_at FROM subscription x
                        JOIN subscriber s ON s.id = x.subscriber_id
                        WHERE x.list_id = :list AND x.state <> 'unsubscribed' AND x.subscriber_id > :after
                        ORDER BY x.subscriber_id
                        LIMIT :page
                        """)
                        .bind("list", list.id())
                        .bind("after", after)
                        .bind("page", PAGE)
                        .map((row, context) -> new Member(
                                row.getLong("id"),
                                row.getString("address_hash"),
                                context.findColumnMapperFor(Instant.class)
                                        .orElseThrow()
                                        .map(row, "changed_at", context)))
                        .list()));
    }

    long missing() {
        return missing.size();
    }

    /** Everybody on the list. */
    long all() {
        return all;
    }

    /** They stay known, and are on the list no more; nothing says that they left it. @return how many */
    long remove() {
        long removed = 0;
        for (int from = 0; from < missing.size(); from += PAGE) {
            List<Long> page = missing.subList(from, Math.min(from + PAGE, missing.size()));
            removed += Outage.outlast(() -> database.jdbi().inTransaction(handle -> {
                PreparedBatch batch = handle.prepareBatch("""
                        DELETE FROM subscription
                        WHERE list_id = :list AND subscriber_id = :subscriber AND state <> 'unsubscribed'
                        """);
                page.forEach(id ->
                        batch.bind("list", list.id()).bind("subscriber", id).add());
                int count = 0;
                for (int deleted : batch.execute()) {
                    count += deleted;
                }
                return count;
            }));
        }
        return removed;
    }
}
