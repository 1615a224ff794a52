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
 * Decides what becomes of some thousand rows, and writes it in one transaction. People are looked up by a join with
 * the array of what is wanted: with {@code IN} and so many values H2 compares each row with each value.
 */
final class ImportBatch {
    private final Database database;
    private final @Nullable MailingList list;
    private final ImportOptions options;
    private final Clock clock;

    /** @param list null when it does not exist, in a dry run */
    ImportBatch(Database database, @Nullable MailingList list, ImportOptions options, Clock clock) {
        this.database = database;
        this.list = list;
        this.options = options;
        this.clock = clock;
    }

    /** What is known of a person before the import. @param state null when not on the list */
    private record Before(
            Subscriber subscriber, String notes, @Nullable State state, Set<String> optedOut) {}

    /**
     * @param after what the person will be
     * @param state of the subscription then
     */
    private record Step(ImportRow row, Fate fate, Subscriber after, State state) {
        /** Whether the person gets no mail before they confirm. */
        boolean waits() {
            return fate.isOnList() && state == State.UNCONFIRMED;
        }
    }

    /** What would become of the rows; no two may have one address. */
    ImportCounts rehearse(List<ImportRow> rows) {
        return Outage.outlast(() -> database.jdbi().inTransaction(handle -> {
            List<Step> steps = plan(handle, rows, suppressed(handle, rows));
            return counts(steps).withInvited(wouldInvite(handle, steps));
        }));
    }

    private long wouldInvite(Handle handle, List<Step> steps) {
        ImportOptions.Invitation invite = options.invite();
        return invite == null
                ? 0
                : new Invitations(handle, invite, clock.instant())
                        .count(
                                list,
                                steps.stream()
                                        .filter(Step::waits)
                                        .map(step -> step.row.hash())
                                        .toList());
    }

    /** Writes the rows, unless the journal says that they are in; no two may have one address. */
    void write(List<ImportRow> rows, ImportJournal journal, ImportJournal.Entry entry, String file) {
        int line = rows.get(rows.size() - 1).entry().line();
        Outage.outlast(() -> database.jdbi().inTransaction(handle -> {
            if (options.invite() != null) {
                ImportJournal.alone(handle, onto()); // who stands in two files at once is asked by one
            }
            if (ImportJournal.isDue(handle, entry, line, file)) {
                journal.save(handle, entry, line, write(handle, rows));
            }
            return true;
        }));
    }

    private ImportCounts write(Handle handle, List<ImportRow> rows) {
        MailingList onto = onto();
        State made = options.confirms() ? State.CONFIRMED : State.UNCONFIRMED;
        Set<String> suppressed = suppressed(handle, rows);
        List<ImportRow> welcome =
                rows.stream().filter(row -> !suppressed.contains(row.hash())).toList();
        AttributeNames.keep(handle, welcome);
        Set<String> inserted = new Newcomers(handle, onto, made, clock.instant()).insert(database.dialect(), welcome);
        List<ImportRow> known =
                rows.stream().filter(row -> !inserted.contains(row.key())).toList();
        List<Step> steps = plan(handle, known, suppressed);
        ImportWrite write = new ImportWrite(handle, onto, made, clock.instant());
        for (ImportRow row : welcome) {
            if (inserted.contains(row.key())) {
                write.optOut(row.key(), row.entry().optedOut());
            }
        }
        for (Step step : steps) {
            if (step.fate == Fate.INSERTED) { // gone since we wanted to put them in
                write.insert(step.after, step.row);
            } else if (step.fate == Fate.UPDATED && options.mode() == ImportMode.INSERT) {
                write.subscribe(step.row);
            } else if (step.fate == Fate.UPDATED) {
                write.update(step.after, step.row);
            }
        }
        write.execute();
        long unconfirmed = made == State.UNCONFIRMED ? inserted.size() : 0;
        return new ImportCounts(inserted.size(), 0, 0, 0, 0, unconfirmed, 0)
                .plus(counts(steps))
                .withInvited(invite(handle, onto, welcome));
    }

    private MailingList onto() {
        if (list == null) {
            throw new IllegalStateException("an import that writes has its list");
        }
        return list;
    }

    private long invite(Handle handle, MailingList onto, List<ImportRow> rows) {
        ImportOptions.Invitation invite = options.invite();
        return invite == null ? 0 : new Invitations(handle, invite, clock.instant()).add(onto, rows);
    }

    private static ImportCounts counts(List<Step> steps) {
        Map<Fate, Long> fates = new HashMap<>();
        steps.forEach(step -> fates.merge(step.fate, 1L, Long::sum));
        return new ImportCounts(
                fates.getOrDefault(Fate.INSERTED, 0L),
                fates.getOrDefault(Fate.UPDATED, 0L),
                fates.getOrDefault(Fate.UNCHANGED, 0L),
                fates.getOrDefault(Fate.KEPT_UNSUBSCRIBED, 0L),
                fates.getOrDefault(Fate.SUPPRESSED, 0L),
                steps.stream().filter(Step::waits).count(),
                0);
    }

    private List<Step> plan(Handle handle, List<ImportRow> rows, Set<String> suppressed) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<String, Before> known =
                known(handle, rows.stream().map(ImportRow::key).toList());
        List<Step> steps = new ArrayList<>();
        for (ImportRow row : rows) {
            Before before = known.get(row.key());
            Subscriber now = before == null ? Subscriber.of(row.entry().address()) : before.subscriber;
            boolean stays = options.mode() == ImportMode.INSERT && before != null;
            Subscriber after = stays ? now : row.entry().appliedTo(now);
            Fate fate = suppressed.contains(row.hash()) ? Fate.SUPPRESSED : fate(before, after, row.entry());
            boolean confirmed =
                    before != null && before.state == State.CONFIRMED || options.confirms() && !stays(before);
            steps.add(new Step(row, fate, after, confirmed ? State.CONFIRMED : State.UNCONFIRMED));
        }
        return steps;
    }

    /** Whether a subscription that is there is left as it is. */
    private boolean stays(@Nullable Before before) {
        return options.mode() == ImportMode.INSERT && before != null && before.state != null;
    }

    private Fate fate(@Nullable Before before, Subscriber after, CsvEntry entry) {
        if (before == null) {
            return Fate.INSERTED;
        }
        if (before.state == State.UNSUBSCRIBED) {
            return Fate.KEPT_UNSUBSCRIBED;
        }
        if (stays(before)) {
            return Fate.UNCHANGED;
        }
        boolean same = before.state != null
                && (before.state == State.CONFIRMED || !options.confirms())
                && before.subscriber.equals(after)
                && (entry.notes() == null || before.notes.equals(entry.notes()))
                && before.optedOut.containsAll(entry.optedOut());
        return same ? Fate.UNCHANGED : Fate.UPDATED;
    }

    private Map<String, Before> known(Handle handle, Collection<String> keys) {
        long listId = list == null ? 0 : list.id();
        Map<String, Before> known = new HashMap<>();
        Map<Long, Set<String>> optedOut = optedOut(handle, keys, listId);
        handle.createQuery("""
                        SELECT <columns>, s.notes, s.address_key, x.state FROM UNNEST(:keys) AS wanted(address_key)
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
                                    row.getString("notes"),
                                    state == null ? null : State.of(state),
                                    optedOut.getOrDefault(subscriber.id(), Set.of())));
                    return subscriber;
                })
                .list();
        return known;
    }

    private static Map<Long, Set<String>> optedOut(Handle handle, Collection<String> keys, long listId) {
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

    /** The hashes of those who must not be written to. */
    private static Set<String> suppressed(Handle handle, List<ImportRow> rows) {
        Set<String> domains = handle.createQuery("SELECT domain FROM domain_suppression")
                .mapTo(String.class)
                .set();
        Set<String> suppressed = new HashSet<>();
        for (ImportRow row : rows) {
            if (domains.contains(row.key().substring(row.key().indexOf('@') + 1))) {
                suppressed.add(row.hash());
            }
        }
        boolean none = handle.createQuery("SELECT 1 FROM suppression LIMIT 1")
                .mapTo(Integer.class)
                .findOne()
                .isEmpty();
        if (!none) {
            handle.createQuery("""
                            SELECT p.address_hash FROM UNNEST(:hashes) AS wanted(address_hash)
                            JOIN suppression p ON p.address_hash = wanted.address_hash
                            """)
                    .bindArray(
                            "hashes",
                            String.class,
                            rows.stream().map(ImportRow::hash).toList())
                    .mapTo(String.class)
                    .forEach(suppressed::add);
        }
        return suppressed;
    }
}
