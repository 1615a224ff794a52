package org.broadsheet.subscriber;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Makes a subscription of a sign-up, in the transaction of whoever asks. */
final class Consent {
    private final AddressHashes hashes;

    Consent(AddressHashes hashes) {
        this.hashes = hashes;
    }

    /** Who is known keeps language and names, where there are any; topics are as chosen last. */
    void save(Handle handle, SignUp signUp, String evidence, Instant now) {
        insert(handle, signUp, now);
        long subscriber = handle.select(
                        "SELECT id FROM subscriber WHERE address_key = ?",
                        signUp.address().key())
                .mapTo(Long.class)
                .one();
        subscribe(handle, new SubscriptionRef(subscriber, signUp.listId()), evidence, now);
        if (signUp.isInvitation()) {
            return; // nobody was asked about topics
        }
        handle.execute(
                "DELETE FROM topic_opt_out WHERE subscriber_id = ? AND list_id = ?", subscriber, signUp.listId());
        for (String topic : signUp.optedOut()) {
            handle.execute(
                    "INSERT INTO topic_opt_out (subscriber_id, list_id, topic) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    subscriber,
                    signUp.listId(),
                    topic);
        }
    }

    private void insert(Handle handle, SignUp signUp, Instant now) {
        String key = signUp.address().key();
        String name = signUp.address().name().isEmpty()
                ? signUp.firstName()
                : signUp.address().name();
        handle.execute("UPDATE subscriber SET name = ? WHERE address_key = ? AND name = ''", name, key);
        handle.execute(
                "UPDATE subscriber SET first_name = ? WHERE address_key = ? AND first_name = ''",
                signUp.firstName(),
                key);
        handle.createUpdate("""
                        INSERT INTO subscriber (address, address_key, address_hash, name, first_name, locale, zone, tags, attributes,
                                                created_at, updated_at)
                        VALUES (:address, :key, :hash, :name, :first, :locale, NULL, '', '{}', :now, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("address", signUp.address().address())
                .bind("key", key)
                .bind("hash", hashes.of(signUp.address()))
                .bind("name", name)
                .bind("first", signUp.firstName())
                .bind("locale", signUp.locale())
                .bind("now", now)
                .execute();
    }

    static void subscribe(Handle handle, SubscriptionRef ref, String evidence, Instant now) {
        int updated = handle.execute(
                "UPDATE subscription SET state = 'confirmed', evidence = ?, changed_at = ?"
                        + " WHERE subscriber_id = ? AND list_id = ? AND state <> 'confirmed'",
                evidence,
                now,
                ref.subscriberId(),
                ref.listId());
        if (updated == 0) {
            handle.execute(
                    "INSERT INTO subscription (subscriber_id, list_id, state, evidence, changed_at)"
                            + " VALUES (?, ?, 'confirmed', ?, ?) ON CONFLICT DO NOTHING",
                    ref.subscriberId(),
                    ref.listId(),
                    evidence,
                    now);
        }
    }
}
