package org.broadsheet.subscriber;

import java.time.Instant;
import java.util.Set;
import org.broadsheet.subscriber.Subscriptions.State;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The statements of one batch. Where another process was faster with the same person, its row stays. */
final class ImportWrite {
    static final String INSERT = """
            INSERT INTO subscriber (address, address_key, address_hash, name, first_name, locale, zone, tags, attributes, notes,
                                    created_at, updated_at)
            VALUES (:address, :key, :hash, :name, :firstName, :locale, :zone, :tags, :attributes, COALESCE(:notes, ''), :now, :now)
            """;

    private final PreparedBatch inserts;
    private final PreparedBatch updates;
    private final PreparedBatch confirmations;
    private final PreparedBatch subscriptions;
    private final PreparedBatch optOuts;
    private final MailingList list;
    private final State state;
    private final Instant now;

    /** @param state of the subscriptions that are made; a confirmed one confirms those that wait for it */
    ImportWrite(Handle handle, MailingList list, State state, Instant now) {
        this.list = list;
        this.state = state;
        this.now = now;
        inserts = handle.prepareBatch(INSERT + " ON CONFLICT DO NOTHING");
        updates = handle.prepareBatch("""
                UPDATE subscriber
                SET address = :address, name = :name, first_name = :firstName, locale = :locale, zone = :zone, tags = :tags,
                    attributes = :attributes, notes = COALESCE(:notes, notes), updated_at = :now
                WHERE address_key = :key
                """);
        confirmations = handle.prepareBatch("""
                UPDATE subscription SET state = 'confirmed', evidence = :evidence, changed_at = :now
                WHERE list_id = :list AND state = 'unconfirmed'
                  AND subscriber_id = (SELECT id FROM subscriber WHERE address_key = :key)
                """);
        subscriptions = handle.prepareBatch("""
                INSERT INTO subscription (subscriber_id, list_id, state, evidence, changed_at)
                SELECT id, :list, :state, :evidence, :now FROM subscriber WHERE address_key = :key
                ON CONFLICT DO NOTHING
                """);
        optOuts = handle.prepareBatch("""
                INSERT INTO topic_opt_out (subscriber_id, list_id, topic)
                SELECT id, :list, :topic FROM subscriber WHERE address_key = :key
                ON CONFLICT DO NOTHING
                """);
    }

    void insert(Subscriber subscriber, ImportRow row) {
        person(inserts, subscriber, row, now).bind("hash", row.hash()).add();
        subscribe(row);
    }

    void update(Subscriber subscriber, ImportRow row) {
        person(updates, subscriber, row, now).add();
        if (state == State.CONFIRMED) {
            confirmations
                    .bind("evidence", row.evidence())
                    .bind("now", now)
                    .bind("list", list.id())
                    .bind("key", row.key())
                    .add();
        }
        subscribe(row);
    }

    static PreparedBatch person(PreparedBatch batch, Subscriber subscriber, ImportRow row, Instant now) {
        return batch.bind("address", subscriber.address().address())
                .bind("key", row.key())
                .bind("notes", row.entry().notes())
                .bind("name", subscriber.address().name())
                .bind("firstName", subscriber.firstName())
                .bind("locale", Subscribers.localeColumn(subscriber))
                .bind("zone", Subscribers.zoneColumn(subscriber))
                .bind("tags", Subscribers.tagsColumn(subscriber))
                .bind("attributes", Subscribers.attributesColumn(subscriber))
                .bind("now", now);
    }

    void subscribe(ImportRow row) {
        subscriptions
                .bind("list", list.id())
                .bind("state", state.column())
                .bind("evidence", row.evidence())
                .bind("now", now)
                .bind("key", row.key())
                .add();
        optOut(row.key(), row.entry().optedOut());
    }

    void optOut(String key, Set<String> topics) {
        for (String topic : topics) {
            optOuts.bind("list", list.id())
                    .bind("topic", topic)
                    .bind("key", key)
                    .add();
        }
    }

    void execute() {
        inserts.execute();
        updates.execute();
        confirmations.execute();
        subscriptions.execute();
        optOuts.execute();
    }
}
