package org.broadsheet.subscriber;

import java.util.Collection;
import org.jdbi.v3.core.Handle;

/** Writes which topics of a list somebody does not want, in the transaction of whoever asks. */
final class OptOuts {
    private OptOuts() {}

    /** @param all those that were offered: what is known of others stays */
    static void save(Handle handle, SubscriptionRef ref, Collection<String> all, Collection<String> wanted) {
        for (String topic : all) {
            if (wanted.contains(topic)) {
                handle.execute(
                        "DELETE FROM topic_opt_out WHERE subscriber_id = ? AND list_id = ? AND topic = ?",
                        ref.subscriberId(),
                        ref.listId(),
                        topic);
            } else {
                handle.execute(
                        "INSERT INTO topic_opt_out (subscriber_id, list_id, topic) VALUES (?, ?, ?)"
                                + " ON CONFLICT DO NOTHING",
                        ref.subscriberId(),
                        ref.listId(),
                        topic);
            }
        }
    }
}
