package org.broadsheet.subscriber;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.broadsheet.store.Database;
import org.broadsheet.store.Word;

/** Who is on which list, with the evidence of consent or of leaving. */
public final class Subscriptions {
    /** How a person stands to a list. */
    public enum State {
        /** Asked for, not yet confirmed by the owner of the address. */
        UNCONFIRMED,
        CONFIRMED,
        UNSUBSCRIBED;

        String column() {
            return Word.of(this);
        }

        static State of(String column) {
            return Word.read(State.class, column);
        }
    }

    private final Database database;
    private final Clock clock;

    public Subscriptions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Empty when the person never was on the list, or is no longer known. */
    public Optional<State> state(SubscriptionRef ref) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                SELECT state FROM subscription
                                WHERE subscriber_id = :subscriber AND list_id = :list
                                """)
                        .bind("subscriber", ref.subscriberId())
                        .bind("list", ref.listId())
                        .mapTo(String.class)
                        .findOne())
                .map(State::of);
    }

    /**
     * Takes the person off the list; saved when this returns. Repeating it changes nothing, and the first evidence stays.
     *
     * @return whether this call made the difference
     */
    public boolean unsubscribe(SubscriptionRef ref, String evidence) {
        return database.jdbi()
                        .withHandle(handle -> handle.createUpdate("""
                                        UPDATE subscription SET state = 'unsubscribed', evidence = :evidence, changed_at = :now
                                        WHERE subscriber_id = :subscriber AND list_id = :list AND state <> 'unsubscribed'
                                        """)
                                .bind("subscriber", ref.subscriberId())
                                .bind("list", ref.listId())
                                .bind("evidence", Evidence.bounded(evidence))
                                .bind("now", clock.instant())
                                .execute())
                > 0;
    }

    /** The topics of the list that the person does not want, sorted. */
    public Set<String> optedOut(SubscriptionRef ref) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                SELECT topic FROM topic_opt_out
                                WHERE subscriber_id = :subscriber AND list_id = :list
                                """)
                        .bind("subscriber", ref.subscriberId())
                        .bind("list", ref.listId())
                        .mapTo(String.class)
                        .collectInto(new org.jdbi.v3.core.generic.GenericType<TreeSet<String>>() {}));
    }
}
