package org.broadsheet.subscriber;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.broadsheet.store.Database;
import org.broadsheet.store.Outage;
import org.broadsheet.subscriber.ImportTally.Fate;
import org.broadsheet.subscriber.Subscriptions.State;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of some thousand entries, and writes it in one transaction. People are looked up by a join with
 * the array of what is wanted: with {@code IN} and so many values H2 compares each row with each value.
 */
final class ImportBatch {
    private final Database database;
    private final AddressHashes hashes;
    private final @Nullable MailingList list;
    private final String evidence;
    private final Clock clock;

    /** @param list null when it does not exist, in a dry run */
    ImportBatch(Database database, AddressHashes hashes, @Nullable MailingList list, String evidence, Clock clock) {
        this.database = database;
        this.hashes = hashes;
        this.list = list;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** What is known of a person before the import. @param state null when not on the list */
    private record Before(Subscriber subscriber, @Nullable State state, Set<String> optedOut) {}

    /** @param after what the person will be */
    private record Step(CsvEntry entry, String hash, Fate fate, Subscriber after) {}

    /** No two entries may have one address. */
    List<Fate> run(List<CsvEntry> entries, boolean dryRun) {
        return Outage.outlast(() -> database.jdbi().inTransaction(handle -> {
            List<Step> steps = plan(handle, entries);
            if (!dryRun && list != null) {
                ImportWrite write = new ImportWrite(handle, list, evidence, clock.instant());
                for (Step step : steps) {
                    if (step.fate == Fate.INSERTED) {
                        write.insert(step.after, step.hash, step.entry.optedOut());
                    } else if (step.fate == Fate.UPDATED) {
                        write.update(step.after, step.entry.optedOut());
                    }
                }
                write.execute();
            }
            return steps.stream().map(Step::fate).toList();
        }));
    }

    private List<Step> plan(Handle handle, List<CsvEntry> entries) {
        Map<String, String> hashOfKey = new HashMap<>();
        entries.forEach(entry -> hashOfKey.put(
                entry.address().key(), hashes.ofKey(entry.address().key())));
        Map<String, Before> known = known(handle, hashOfKey.keySet());
        Set<String> suppressed = suppressed(handle, hashOfKey.values());
        List<Step> steps = new ArrayList<>();
        for (CsvEntry entry : entries) {
            String key = entry.address().key();
            String hash = hashOfKey.getOrDefault(key, "");
            Before before = known.get(key);
            Subscriber after = entry.appliedTo(before == null ? Subscriber.of(entry.address()) : before.subscriber);
            Fate fate = suppressed.contains(hash) ? Fate.SUPPRESSED : fate(before, after, entry);
            steps.add(new Step(entry, hash, fate, after));
        }
        return steps;
    }

    private static Fate fate(@Nullable Before before, Subscriber after, CsvEntry entry) {
        if (before == null) {
            return Fate.INSERTED;
        }
        if (before.state == State.UNSUBSCRIBED) {
            return Fate.KEPT_UNSUBSCRIBED;
        }
        boolean same = before.state == State.CONFIRMED
                && before.subscriber.equals(after)
                && before.optedOut.containsAll(entry.optedOut());
        return same ? Fate.UNCHANGED : Fate.UPDATED;
    }

    private Map<String, Before> known(Handle handle, Set<String> keys) {
        long listId = list == null ? 0 : list.id();
        Map<String, Before> known = new HashMap<>();
        Map<Long, Set<String>> optedOut = optedOut(handle, keys, listId);
        handle.createQuery("""
                        SELECT <columns>, s.address_key, x.state FROM UNNEST(:keys) AS wanted(address_key)
                        JOIN subscriber s ON s.address_key = wanted.address_key
                        LEFT JOIN subscription x ON x.subscriber_id = s.id AND x.list_id = :list
                        """)
                .define("columns", Subscribers.COLUMNS)
                .bind("list", listId)
                .bindArray("keys", String.class, keys)
                .map((row, context) -> {
                    Subscriber subscriber = Subscribers.read(row);
                    String state = row.getString("state"); // null when not on the list
                    known.put(
                            row.getString("address_key"),
                            new Before(
                                    subscriber,
                                    state == null ? null : State.of(state),
                                    optedOut.getOrDefault(subscriber.id(), Set.of())));
                    return subscriber;
                })
                .list();
        return known;
    }

    private static Map<Long, Set<String>> optedOut(Handle handle, Set<String> keys, long listId) {
        Map<Long, Set<String>> topics = new HashMap<>();
        handle.createQuery("""
                        SELECT o.subscriber_id, o.topic FROM UNNEST(:keys) AS wanted(address_key)
                        JOIN subscriber s ON s.address_key = wanted.address_key
                        JOIN topic_opt_out o ON o.subscriber_id = s.id AND o.list_id = :list
                        """)
                .bind("list", listId)
                .bindArray("keys", String.class, keys)
                .map((row, context) -> topics.computeIfAbsent(row.getLong("subscriber_id"), id -> new HashSet<>())
                        .add(row.getString("topic")))
                .list();
        return topics;
    }

    private static Set<String> suppressed(Handle handle, Collection<String> hashes) {
        return Set.copyOf(handle.createQuery("""
                        SELECT p.address_hash FROM UNNEST(:hashes) AS wanted(address_hash)
                        JOIN suppression p ON p.address_hash = wanted.address_hash
                        """)
                .bindArray("hashes", String.class, hashes)
                .mapTo(String.class)
                .list());
    }
}
