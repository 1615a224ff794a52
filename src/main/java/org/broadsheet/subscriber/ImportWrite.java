package org.broadsheet.subscriber;

import java.time.Instant;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The statements of one batch. Where another process was faster with the same person, its row stays. */
final class ImportWrite {
    private final PreparedBatch inserts;
    private final PreparedBatch updates;
    private final PreparedBatch confirmations;
    private final PreparedBatch subscriptions;
    private final PreparedBatch optOuts;
    private final MailingList list;
    private final String evidence;
    private final Instant now;

    ImportWrite(Handle handle, MailingList list, String evidence, Instant now) {
        this.list = list;
        this.evidence = evidence;
        this.now = now;
        inserts = handle.prepareBatch("""
                INSERT INTO subscriber (address, address_key, address_hash, name, first_name, locale, zone, tags, attributes,
                                        created_at, updated_at)
                VALUES (:address, :key, :hash, :name, :firstName, :locale, :zone, :tags, :attributes, :now, :now)
                ON CONFLICT DO NOTHING
                """);
        updates = handle.prepareBatch("""
                UPDATE subscriber
                SET address = :address, name = :name, first_name = :firstName, locale = :locale, zone = :zone, tags = :tags,
                    attributes = :attributes, updated_at = :now
                WHERE address_key = :key
                """);
        confirmations = handle.prepareBatch("""
                UPDATE subscription SET state = 'confirmed', evidence = :evidence, changed_at = :now
                WHERE list_id = :list AND state = 'unconfirmed'
                  AND subscriber_id = (SELECT id FROM subscriber WHERE address_key = :key)
                """);
        subscriptions = handle.prepareBatch("""
                INSERT INTO subscription (subscriber_id, list_id, state, evidence, changed_at)
                SELECT id, :list, 'confirmed', :evidence, :now FROM subscriber WHERE address_key = :key
                ON CONFLICT DO NOTHING
                """);
        optOuts = handle.prepareBatch("""
                INSERT INTO topic_opt_out (subscriber_id, list_id, topic)
                SELECT id, :list, :topic FROM subscriber WHERE address_key = :key
                ON CONFLICT DO NOTHING
                """);
    }

    void insert(Subscriber subscriber, String hash, Set<String> optedOut) {
        person(inserts, subscriber).bind("hash", hash).add();
        subscribe(subscriber, optedOut);
    }

    void update(Subscriber subscriber, Set<String> optedOut) {
        person(updates, subscriber).add();
        confirmations
                .bind("evidence", evidence)
                .bind("now", now)
                .bind("list", list.id())
                .bind("key", subscriber.address().key())
                .add();
        subscribe(subscriber, optedOut);
    }

    private PreparedBatch person(PreparedBatch batch, Subscriber subscriber) {
        return batch.bind("address", subscriber.address().address())
                .bind("key", subscriber.address().key())
                .bind("name", subscriber.address().name())
                .bind("firstName", subscriber.firstName())
                .bind("locale", subscriber.locale())
                .bind(
                        "zone",
                        subscriber.zone() == null ? null : subscriber.zone().getId())
                .bind("tags", Subscribers.tagsColumn(subscriber))
                .bind("attributes", Subscribers.attributesColumn(subscriber))
                .bind("now", now);
    }

    private void subscribe(Subscriber subscriber, Set<String> optedOut) {
        String key = subscriber.address().key();
        subscriptions
                .bind("list", list.id())
                .bind("evidence", evidence)
                .bind("now", now)
                .bind("key", key)
                .add();
        for (String topic : optedOut) {
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
