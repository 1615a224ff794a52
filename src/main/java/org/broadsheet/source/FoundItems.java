package org.broadsheet.source;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.broadsheet.fetch.Page.Validators;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** What sources have shown so far. Thread-safe. */
public final class FoundItems {
    private static final int LONGEST_TROUBLE = 1000;
    private static final ObjectReader FIELDS =
            JsonMapper.shared().readerFor(new TypeReference<Map<String, List<String>>>() {});

    private final Jdbi jdbi;

    public FoundItems(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * How a source stood when it was last asked.
     *
     * @param answeredAt null until it has answered once
     * @param trouble why it did not answer the last time; null when it did
     */
    public record Standing(
            @Nullable Instant answeredAt,
            Validators validators,
            @Nullable String trouble) {
        static final Standing NEW = new Standing(null, Validators.NONE, null);
    }

    public Standing standing(Request request) {
        return jdbi.withHandle(handle -> standing(handle, request));
    }

    private static Standing standing(Handle handle, Request request) {
        return handle.select(
                        "SELECT answered_at, etag, last_modified, trouble FROM source WHERE source_key = ?",
                        request.key())
                .map((row, context) -> new Standing(
                        context.findColumnMapperFor(Instant.class).orElseThrow().map(row, 1, context),
                        new Validators(row.getString(2), row.getString(3)),
                        row.getString(4)))
                .findOne()
                .orElse(Standing.NEW);
    }

    /** Keeps an answer. What was known already stays as old as it is; its words are renewed until a draft holds them. */
    public void keep(Request request, List<Found> found, Validators validators, Instant now) {
        keep(request, found, validators, List.of(), now);
    }

    /** @param remarks on parts of the answer that could not be taken */
    void keep(Request request, List<Found> found, Validators validators, List<String> remarks, Instant now) {
        jdbi.useTransaction(handle -> {
            boolean first = standing(handle, request).answeredAt() == null;
            answered(handle, request, bounded(validators), now);
            handle.execute(
                    "UPDATE source SET remarks = ? WHERE source_key = ?",
                    remarks.isEmpty() ? null : String.join("\n", remarks),
                    request.key());
            Map<String, String> known = known(handle, request);
            Map<String, Found> items = new HashMap<>();
            found.forEach(item -> items.putIfAbsent(item.id(), item));
            insert(handle, request, items, known, first, now);
            update(handle, request, items, known, now);
        });
    }

    /** Notes that a source has nothing else than last time. */
    public void unchanged(Request request, Instant now) {
        jdbi.useTransaction(handle -> {
            handle.execute("""
                    UPDATE source_item SET last_seen = ? WHERE source_key = ?
                    AND last_seen >= (SELECT answered_at FROM source WHERE source_key = ?)
                    """, now, request.key(), request.key());
            handle.execute(
                    "UPDATE source SET answered_at = ?, asked_at = ?, trouble = NULL WHERE source_key = ?",
                    now,
                    now,
                    request.key());
        });
    }

    /**
     * What was wrong with parts of an answer.
     *
     * @param all that is known of it
     * @param brief the same in few words: one remark on each part that was left out
     */
    public record Told(List<String> all, List<String> brief) {}

    /** What was wrong with parts of the latest answer of a source. */
    public Told remarks(Request request) {
        List<String> lines = jdbi.withHandle(handle -> handle.select(
                        "SELECT remarks FROM source WHERE source_key = ? AND remarks IS NOT NULL", request.key())
                .mapTo(String.class)
                .findFirst()
                .map(text -> List.of(text.split("\n")))
                .orElse(List.of()));
        return new Told(
                lines.stream().flatMap(line -> Remarks.all(line).stream()).toList(),
                lines.stream().map(Remarks::brief).toList());
    }

    public void failed(Request request, String trouble, Instant now) {
        String words = trouble.length() > LONGEST_TROUBLE ? trouble.substring(0, LONGEST_TROUBLE) : trouble;
        jdbi.useTransaction(handle -> {
            name(handle, request, now);
            handle.execute(
                    "UPDATE source SET trouble = ?, asked_at = ? WHERE source_key = ?", words, now, request.key());
        });
    }

    /**
     * What an edition could take, in the order in which it takes it: newest first or, of what is yet to come, soonest first. What of
     * it the block means ({@link Query#wants}) is for whoever asks.
     *
     * @param from items that were published before it are left out, unless they were first seen later; null for all
     * @param to the end of the window: what was published, or first seen, later belongs to a later edition
     * @param held ids that stay although their source has taken them back since, or no longer reaches so far into the past
     */
    public List<Found> eligible(Request request, @Nullable Instant from, Instant to, Set<String> held) {
        boolean coming = !request.query().ahead().isZero();
        Instant oldest = coming ? to : request.options().oldest(to);
        Instant newest = coming ? to.plus(request.query().ahead()) : to;
        Instant since = from == null || coming ? Instant.EPOCH : from;
        Set<String> gone = request.query().isWhole() ? gone(request, to) : Set.of();
        List<Found> found = jdbi.withHandle(handle -> handle.createQuery(
                        """
                        SELECT i.item_id, i.at, i.fields FROM source_item i
                        WHERE i.source_key = :key AND i.at >= :oldest AND i.at < :newest AND i.first_seen <= :to
                        AND (i.at >= :since OR i.first_seen >= :since)
                        """ + " ORDER BY i.at " + (coming ? "" : "DESC") + ", i.item_id")
                .bind("key", request.key())
                .bind("oldest", oldest)
                .bind("newest", newest)
                .bind("since", since)
                .bind("to", to)
                .map((row, context) -> new Found(
                        row.getString(1),
                        context.findColumnMapperFor(Instant.class).orElseThrow().map(row, 2, context),
                        FIELDS.readValue(row.getString(3))))
                .filter(item -> held.contains(item.id()) || !gone.contains(item.id()))
                .filter(request.options().selection()::wants)
                .list());
        return request.query().isOrdered()
                ? found.stream()
                        .sorted(Comparator.comparing(item -> item.first(Found.ORDER)))
                        .toList()
                : found;
    }

    /** What a whole answer no longer held before the window's end has been taken back. */
    private Set<String> gone(Request request, Instant to) {
        return jdbi.withHandle(handle -> new HashSet<>(
                handle.select("""
                        SELECT i.item_id FROM source_item i JOIN source s ON s.source_key = i.source_key
                        WHERE i.source_key = ? AND i.last_seen < s.answered_at AND i.last_seen < ?
                        """, request.key(), to).mapTo(String.class).list()));
    }

    private static void name(Handle handle, Request request, Instant now) {
        handle.execute(
                "INSERT INTO source (source_key, name, asked_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                request.key(),
                request.toString(),
                now);
    }

    private static void answered(Handle handle, Request request, Validators validators, Instant now) {
        name(handle, request, now);
        handle.execute("""
                UPDATE source SET answered_at = ?, asked_at = ?, etag = ?, last_modified = ?, trouble = NULL
                WHERE source_key = ?
                """, now, now, validators.etag(), validators.lastModified(), request.key());
    }

    /** One that is longer than any is not kept: the source is asked without it. */
    private static Validators bounded(Validators validators) {
        String etag = validators.etag();
        String modified = validators.lastModified();
        return new Validators(
                etag == null || etag.length() > 1000 ? null : etag,
                modified == null || modified.length() > 200 ? null : modified);
    }

    private static Map<String, String> known(Handle handle, Request request) {
        Map<String, String> known = new HashMap<>();
        handle.select("SELECT item_id, fields FROM source_item WHERE source_key = ?", request.key())
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        return known;
    }

    private static void insert(
            Handle handle,
            Request request,
            Map<String, Found> items,
            Map<String, String> known,
            boolean first,
            Instant now) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO source_item (source_key, item_id, at, first_seen, last_seen, fields)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """);
        for (Found item : items.values()) {
            if (!known.containsKey(item.id())) {
                // Just before it was seen, so that the window that ends now has it.
                Instant at = Optional.ofNullable(item.at()).orElse(now.minusMillis(1));
                Instant seen = first ? known(request, at, now) : now;
                batch.add(request.key(), item.id(), at, seen, now, json(item));
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /**
     * Since when something counts as known that the first answer holds. Nobody looked before, so it is since it was published; or,
     * what is announced ahead of its day, since a window could hold it.
     */
    private static Instant known(Request request, Instant at, Instant now) {
        Instant since = at.minus(request.query().ahead());
        return since.isBefore(now) ? since : now;
    }

    private static void update(
            Handle handle, Request request, Map<String, Found> items, Map<String, String> known, Instant now) {
        PreparedBatch seen =
                handle.prepareBatch("UPDATE source_item SET last_seen = ? WHERE source_key = ? AND item_id = ?");
        PreparedBatch renewed = handle.prepareBatch("""
                UPDATE source_item SET fields = ?, at = COALESCE(?, at) WHERE source_key = ? AND item_id = ?
                AND NOT EXISTS (SELECT 1 FROM draft_item i JOIN draft d ON d.digest = i.digest AND d.edition = i.edition
                                WHERE i.source_key = ? AND i.item_id = source_item.item_id AND NOT d.given_back)
                """);
        for (Found item : items.values()) {
            String before = known.get(item.id());
            if (before == null) {
                continue;
            }
            seen.add(now, request.key(), item.id());
            Instant at = request.query().ahead().isZero() ? null : item.at();
            if (at != null || !before.equals(json(item))) {
                renewed.add(json(item), at, request.key(), item.id(), request.realm());
            }
        }
        if (seen.size() > 0) {
            seen.execute();
        }
        if (renewed.size() > 0) {
            renewed.execute();
        }
    }

    private static String json(Found item) {
        return JsonMapper.shared().writeValueAsString(new TreeMap<>(item.fields()));
    }
}
