package org.broadsheet.edition;

import java.io.StringReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** What was drafted, and the ledger of the items in it. Thread-safe. */
public final class Drafts {
    private static final int BATCH = 1000;

    private final Jdbi jdbi;

    public Drafts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * An item of a source in a draft.
     *
     * @param source its {@link org.broadsheet.source.Request#realm}
     */
    public record Taken(String source, String item) {}

    /**
     * A file that is to be written, in place of what is there.
     *
     * @param over the SHA-256 of what is there
     */
    public record Pending(String text, String over) {}

    /**
     * @param cut what was published before it is left out; null for nothing
     * @param text of the file as it was written
     * @param isGivenBack whether its edition was cancelled since, so that other editions may hold what is in it
     */
    public record Draft(
            String digest,
            String edition,
            Window window,
            @Nullable Instant cut,
            String text,
            boolean isGivenBack) {
        public Draft(String digest, String edition, Window window, @Nullable Instant cut, String text) {
            this(digest, edition, window, cut, text, false);
        }
    }

    public Optional<Draft> find(String digest, String edition) {
        return jdbi.withHandle(handle -> handle.select(
                        "SELECT window_from, window_to, cut, text, given_back FROM draft WHERE digest = ? AND edition = ?",
                        digest,
                        edition)
                .map((row, context) -> {
                    ColumnMapper<Instant> instants =
                            context.findColumnMapperFor(Instant.class).orElseThrow();
                    Window window = new Window(instants.map(row, 1, context), instants.map(row, 2, context));
                    Instant cut = instants.map(row, 3, context);
                    return new Draft(digest, edition, window, cut, row.getString(4), row.getBoolean(5));
                })
                .findOne());
    }

    /** When the window before that of an edition ended; empty when there was none. */
    public Optional<Instant> endBefore(String digest, String edition, Instant to) {
        return jdbi.withHandle(handle ->
                handle.select("""
                        SELECT MAX(window_to) FROM draft
                        WHERE digest = ? AND edition <> ? AND window_to < ? AND NOT given_back
                        """, digest, edition, to).mapTo(Instant.class).findFirst());
    }

    /** Whether the window of another edition of the digest ends later. */
    public boolean isFollowed(String digest, Instant end) {
        return jdbi.withHandle(handle -> handle.select(
                                "SELECT count(*) FROM draft WHERE digest = ? AND window_to > ? AND NOT given_back",
                                digest,
                                end)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    /** What other editions of the digest hold whose windows end by then, so that this one must not. */
    public Set<Taken> taken(String digest, String edition, Instant to) {
        return jdbi.withHandle(handle -> new HashSet<>(handle.select("""
                        SELECT i.source_key, i.item_id FROM draft_item i
                        JOIN draft d ON d.digest = i.digest AND d.edition = i.edition
                        WHERE i.digest = ? AND i.edition <> ? AND d.window_to <= ? AND NOT d.given_back
                        """, digest, edition, to)
                .map((row, context) -> new Taken(row.getString(1), row.getString(2)))
                .list()));
    }

    /** What editions of the digest hold whose windows end later, and the first of them that does. */
    public Map<Taken, String> later(String digest, String edition, Instant to) {
        Map<Taken, String> later = new HashMap<>();
        jdbi.useHandle(handle -> handle.select("""
                        SELECT i.source_key, i.item_id, i.edition FROM draft_item i
                        JOIN draft d ON d.digest = i.digest AND d.edition = i.edition
                        WHERE i.digest = ? AND i.edition <> ? AND d.window_to > ? AND NOT d.given_back
                        ORDER BY d.window_to
                        """, digest, edition, to)
                .map((row, context) -> Map.entry(new Taken(row.getString(1), row.getString(2)), row.getString(3)))
                .forEach(held -> later.putIfAbsent(held.getKey(), held.getValue())));
        return later;
    }

    /** What an edition holds; nothing while that is given back. */
    public Set<Taken> held(String digest, String edition) {
        return jdbi.withHandle(handle -> new HashSet<>(handle.select("""
                        SELECT i.source_key, i.item_id FROM draft_item i
                        JOIN draft d ON d.digest = i.digest AND d.edition = i.edition
                        WHERE i.digest = ? AND i.edition = ? AND NOT d.given_back
                        """, digest, edition)
                .map((row, context) -> new Taken(row.getString(1), row.getString(2)))
                .list()));
    }

    /** What an edition was drafted with, given back or not, with the lines that each item was written with; empty lines where that is not known. */
    public Map<Taken, String> entries(String digest, String edition) {
        Map<Taken, String> entries = new LinkedHashMap<>();
        jdbi.useHandle(handle -> handle.select(
                        "SELECT source_key, item_id, entry FROM draft_item WHERE digest = ? AND edition = ?",
                        digest,
                        edition)
                .map((row, context) -> Map.entry(
                        new Taken(row.getString(1), row.getString(2)),
                        Objects.requireNonNullElse(row.getString(3), "")))
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue())));
        return entries;
    }

    /**
     * What an edition took of a window that was over by then, so that it takes it again; nothing of one that was drafted ahead of its
     * window's end, or of another window.
     */
    public Set<Taken> settled(String digest, String edition, Instant to) {
        return jdbi.withHandle(handle -> new HashSet<>(handle.select("""
                        SELECT i.source_key, i.item_id FROM draft_item i
                        JOIN draft d ON d.digest = i.digest AND d.edition = i.edition
                        WHERE i.digest = ? AND i.edition = ? AND d.window_to = ? AND d.drafted_at >= d.window_to
                        AND NOT d.given_back
                        """, digest, edition, to)
                .map((row, context) -> new Taken(row.getString(1), row.getString(2)))
                .list()));
    }

    /** The digest of which an edition was drafted. */
    public Optional<String> digestOf(String edition) {
        return jdbi.withHandle(
                handle -> handle.select("SELECT digest FROM draft WHERE edition = ? ORDER BY digest", edition)
                        .mapTo(String.class)
                        .findFirst());
    }

    /** The editions of a digest that were drafted, the last first. */
    public List<String> editions(String digest) {
        return jdbi.withHandle(handle -> handle.select(
                        "SELECT edition FROM draft WHERE digest = ? ORDER BY window_to DESC, edition DESC", digest)
                .mapTo(String.class)
                .list());
    }

    /** Keeps a draft and what is in it, in place of an earlier one of the same edition. */
    public void store(Draft draft, Map<Taken, String> items, Instant now) {
        store(draft, items, null, now);
    }

    /** @param pending what its file is to become, until {@link #written} says that it has; null when it is written */
    public void store(Draft draft, Map<Taken, String> items, @Nullable Pending pending, Instant now) {
        jdbi.useTransaction(handle -> {
            delete(handle, draft.digest(), draft.edition());
            insert(handle, draft, pending, now);
            insert(handle, draft, items);
        });
    }

    /**
     * As {@link #store}, where the edition holds nothing yet.
     *
     * @return false when it does, which stays as it is
     */
    public boolean add(Draft draft, Map<Taken, String> items, Pending pending, Instant now) {
        return jdbi.inTransaction(handle -> {
            handle.execute(
                    "DELETE FROM draft WHERE digest = ? AND edition = ? AND given_back",
                    draft.digest(),
                    draft.edition());
            boolean isFirst = insert(handle, draft, pending, now) > 0;
            if (isFirst) {
                insert(handle, draft, items);
            }
            return isFirst;
        });
    }

    private static int insert(Handle handle, Draft draft, @Nullable Pending pending, Instant now) {
        Update insert = handle.createUpdate("""
                INSERT INTO draft (digest, edition, window_from, window_to, cut, drafted_at, text, pending, pending_over, given_back)
                VALUES (:digest, :edition, :from, :to, :cut, :now, :text, :pending, :over, :back)
                ON CONFLICT DO NOTHING
                """)
                .bind("digest", draft.digest())
                .bind("edition", draft.edition())
                .bind("from", draft.window().from())
                .bind("to", draft.window().to())
                .bind("cut", draft.cut())
                .bind("now", now)
                .bind("back", draft.isGivenBack())
                .bind("over", pending == null ? null : pending.over());
        bind(insert, "text", draft.text());
        bind(insert, "pending", pending == null ? null : pending.text());
        return insert.execute();
    }

    /** Streamed, since a driver holds a long string several times over. */
    private static void bind(Update insert, String name, @Nullable String text) {
        if (text == null) {
            insert.bind(name, (String) null);
        } else {
            insert.bind(name, new StringReader(text), text.length());
        }
    }

    /** Some at a time, since a batch holds all that it is given. */
    private static void insert(Handle handle, Draft draft, Map<Taken, String> items) {
        PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO draft_item (digest, edition, source_key, item_id, entry) VALUES (?, ?, ?, ?, ?)");
        items.forEach((item, entry) -> {
            batch.add(draft.digest(), draft.edition(), item.source(), item.item(), entry);
            if (batch.size() == BATCH) {
                batch.execute();
            }
        });
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** What was to be written when a process died, or still is. */
    public Optional<Pending> pending(String digest, String edition) {
        return jdbi.withHandle(handle -> handle.select(
                        "SELECT pending, pending_over FROM draft WHERE digest = ? AND edition = ? AND pending IS NOT NULL",
                        digest,
                        edition)
                .map((row, context) -> new Pending(row.getString(1), row.getString(2)))
                .findOne());
    }

    /** False when the edition holds nothing any more. */
    public boolean written(String digest, String edition) {
        return jdbi.withHandle(handle -> handle.execute(
                        "UPDATE draft SET pending = NULL, pending_over = NULL WHERE digest = ? AND edition = ?"
                                + " AND NOT given_back",
                        digest,
                        edition)
                > 0);
    }

    /** Forgets a draft whose file still waits to be written over that. */
    public void withdraw(String digest, String edition, String over) {
        jdbi.useHandle(handle -> handle.execute(
                "DELETE FROM draft WHERE digest = ? AND edition = ? AND pending_over = ?", digest, edition, over));
    }

    /**
     * Gives back what drafts hold whose file is gone and that nobody has approved since. They are remembered: a file may come
     * back.
     *
     * @param exists whether there is a file of that edition
     */
    public void giveBack(String digest, Predicate<String> exists) {
        jdbi.useTransaction(handle -> handle.select("""
                        SELECT d.edition FROM draft d WHERE d.digest = ? AND NOT d.given_back
                        AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.slug = d.edition AND e.rehearsal = 0
                                        AND NOT (e.state = 'cancelled' AND e.started_at IS NULL))
                        """, digest).mapTo(String.class).list().stream()
                .filter(exists.negate())
                .forEach(edition -> handle.execute(
                        "UPDATE draft SET given_back = TRUE WHERE digest = ? AND edition = ?", digest, edition)));
    }

    /** Gives back what an edition holds that was cancelled before anybody was sent it; not a word of rehearsals and those begun. */
    public static void giveBack(Handle handle, long editionId) {
        handle.execute("""
                UPDATE draft SET given_back = TRUE
                WHERE edition = (SELECT slug FROM edition WHERE id = ? AND rehearsal = 0 AND started_at IS NULL)
                """, editionId);
    }

    /**
     * Has an edition hold again what it gave back: it is approved after all. What it does not tell any more stays with the edition
     * that has taken it meanwhile.
     *
     * @param tells whether the edition has an item in it that was drafted with those lines
     */
    static void takeBack(Handle handle, String edition, Predicate<String> tells) {
        int back = handle.execute("UPDATE draft SET given_back = FALSE WHERE edition = ? AND given_back", edition);
        if (back == 0) {
            return;
        }
        PreparedBatch left = handle.prepareBatch(
                "DELETE FROM draft_item WHERE edition = ? AND digest = ? AND source_key = ? AND item_id = ?");
        handle.select("""
                        SELECT i.digest, i.source_key, i.item_id, i.entry FROM draft_item i
                        WHERE i.edition = ? AND EXISTS (
                          SELECT 1 FROM draft_item o JOIN draft d ON d.digest = o.digest AND d.edition = o.edition
                          WHERE o.source_key = i.source_key AND o.item_id = i.item_id AND o.digest = i.digest
                            AND o.edition <> i.edition AND NOT d.given_back)
                        """, edition)
                .map((row, context) -> {
                    if (!tells.test(Objects.requireNonNullElse(row.getString(4), ""))) {
                        left.add(edition, row.getString(1), row.getString(2), row.getString(3));
                    }
                    return edition;
                })
                .list();
        if (left.size() > 0) {
            left.execute();
        }
    }

    private static void delete(Handle handle, String digest, String edition) {
        handle.execute("DELETE FROM draft WHERE digest = ? AND edition = ?", digest, edition);
    }
}
