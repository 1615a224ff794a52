package org.broadsheet.subscriber;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.broadsheet.store.Dialect;
import org.broadsheet.subscriber.Subscriptions.State;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Puts those of a batch in who are new, without asking first who that is: most files bring new people, and the index that
 * keeps addresses apart is looked at anyway.
 */
final class Newcomers {
    private final Handle handle;
    private final MailingList list;
    private final State state;
    private final Instant now;

    Newcomers(Handle handle, MailingList list, State state, Instant now) {
        this.handle = handle;
        this.list = list;
        this.state = state;
        this.now = now;
    }

    /** @return the keys of those who were new */
    Set<String> insert(Dialect dialect, List<ImportRow> rows) {
        List<Subscriber> people = rows.stream()
                .map(row -> row.entry().appliedTo(Subscriber.of(row.entry().address())))
                .toList();
        return dialect == Dialect.POSTGRESQL ? atOnce(rows, people) : oneByOne(rows, people);
    }

    /** One statement a batch: as fast here as COPY into a temporary table, and needs no right to make one. */
    private Set<String> atOnce(List<ImportRow> rows, List<Subscriber> people) {
        List<String> known = handle.createQuery("""
                        WITH wanted AS (
                          SELECT * FROM UNNEST(:addresses, :keys, :hashes, :names, :firstNames, :locales, :zones, :tags,
                                               :attributes, :notes, :evidence)
                            AS w(address, address_key, address_hash, name, first_name, locale, zone, tags, attributes, notes, evidence)
                        ), made AS (
                          INSERT INTO subscriber (address, address_key, address_hash, name, first_name, locale, zone, tags,
                                                  attributes, notes, created_at, updated_at)
                          SELECT address, address_key, address_hash, name, first_name, locale, zone, tags, attributes, notes, :now, :now
                          FROM wanted
                          ON CONFLICT DO NOTHING
                          RETURNING id, address_key
                        ), tied AS (
                          INSERT INTO subscription (subscriber_id, list_id, state, evidence, changed_at)
                          SELECT m.id, :list, :state, w.evidence, :now FROM made m JOIN wanted w ON w.address_key = m.address_key
                        )
                        SELECT w.address_key FROM wanted w
                        WHERE NOT EXISTS (SELECT 1 FROM made m WHERE m.address_key = w.address_key)
                        """)
                .bindArray(
                        "addresses",
                        String.class,
                        texts(people, s -> s.address().address()))
                .bindArray("keys", String.class, texts(rows, ImportRow::key))
                .bindArray("hashes", String.class, texts(rows, ImportRow::hash))
                .bindArray("names", String.class, texts(people, s -> s.address().name()))
                .bindArray("firstNames", String.class, texts(people, Subscriber::firstName))
                .bindArray("locales", String.class, texts(people, Subscribers::localeColumn))
                .bindArray("zones", String.class, texts(people, Subscribers::zoneColumn))
                .bindArray("tags", String.class, texts(people, Subscribers::tagsColumn))
                .bindArray("attributes", String.class, texts(people, Subscribers::attributesColumn))
                .bindArray("notes", String.class, texts(rows, Newcomers::notes))
                .bindArray("evidence", String.class, texts(rows, ImportRow::evidence))
                .bind("list", list.id())
                .bind("state", state.column())
                .bind("now", now)
                .mapTo(String.class)
                .list();
        Set<String> inserted = new HashSet<>(texts(rows, ImportRow::key));
        known.forEach(inserted::remove);
        return inserted;
    }

    /**
     * H2 takes a fourth longer to insert where there could be a conflict, so those who are known are looked up. Where
     * another process is faster with one of the others, the transaction fails and is begun again.
     */
    private Set<String> oneByOne(List<ImportRow> rows, List<Subscriber> people) {
        Set<String> inserted = new HashSet<>(texts(rows, ImportRow::key));
        handle.createQuery("""
                        SELECT s.address_key FROM UNNEST(:keys) AS wanted(address_key)
                        JOIN subscriber s ON s.address_key = wanted.address_key
                        """)
                .bindArray("keys", String.class, inserted)
                .mapTo(String.class)
                .forEach(inserted::remove);
        if (inserted.isEmpty()) {
            return inserted;
        }
        PreparedBatch inserts = handle.prepareBatch(ImportWrite.INSERT);
        List<ImportRow> made = new ArrayList<>(inserted.size());
        for (int i = 0; i < rows.size(); i++) {
            ImportRow row = rows.get(i);
            if (inserted.contains(row.key())) {
                ImportWrite.person(inserts, people.get(i), row, now)
                        .bind("hash", row.hash())
                        .add();
                made.add(row);
            }
        }
        tie(inserts.executeAndReturnGeneratedKeys("id").mapTo(Long.class).list(), made);
        return inserted;
    }

    /** @param ids in the order of the rows, so that nobody is looked up by address once more */
    private void tie(List<Long> ids, List<ImportRow> rows) {
        if (ids.size() != rows.size()) {
            throw new IllegalStateException(ids.size() + " numbers for " + rows.size() + " people");
        }
        PreparedBatch subscriptions = handle.prepareBatch("""
                INSERT INTO subscription (subscriber_id, list_id, state, evidence, changed_at)
                VALUES (:subscriber, :list, :state, :evidence, :now)
                """);
        for (int i = 0; i < ids.size(); i++) {
            subscriptions
                    .bind("subscriber", ids.get(i))
                    .bind("list", list.id())
                    .bind("state", state.column())
                    .bind("evidence", rows.get(i).evidence())
                    .bind("now", now)
                    .add();
        }
        subscriptions.execute();
    }

    private static String notes(ImportRow row) {
        String notes = row.entry().notes();
        return notes == null ? "" : notes;
    }

    private static <T> List<String> texts(List<T> values, Function<T, String> text) {
        List<String> texts = new ArrayList<>(values.size()); // null stands for nothing known
        values.forEach(value -> texts.add(text.apply(value)));
        return texts;
    }
}
