package org.broadsheet.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.broadsheet.subscriber.SegmentSql;
import org.broadsheet.subscriber.Suppressions;
import org.jdbi.v3.core.Handle;

/**
 * Cuts the recipients of an edition into shards by the hour at which they get it: zones in which it is that hour at the same
 * instant go together, and so do those in which it is past. Used once, within the transaction of a snapshot.
 */
final class ZoneShards {
    private final Handle handle;
    private final long editionId;
    private final SegmentSql meant;

    ZoneShards(Handle handle, long editionId, SegmentSql meant) {
        this.handle = handle;
        this.editionId = editionId;
        this.meant = meant;
    }

    /** @param size the most deliveries in a shard */
    void write(LocalHour hour, int size, Instant now) {
        Map<String, Instant> zones = new LinkedHashMap<>();
        zones().forEach(zone -> zones.put(zone, start(hour.at(zone), now)));
        Instant usual = start(hour.at(null), now);
        List<Instant> starts = new ArrayList<>(new TreeSet<>(zones.values()));
        if (!starts.contains(usual)) {
            starts.add(usual);
        }
        deliveries(zones, starts, starts.indexOf(usual), size, now);
        shards(starts, now);
    }

    private static Instant start(Instant at, Instant now) {
        return at.isAfter(now) ? at : now;
    }

    private List<String> zones() {
        return handle.select("""
                        SELECT DISTINCT s.zone
                        FROM edition e
                        JOIN subscription x ON x.list_id = e.list_id AND x.state = 'confirmed'
                        JOIN subscriber s ON s.id = x.subscriber_id
                        WHERE s.zone IS NOT NULL AND e.id = ? AND \
                        """ + meant.condition(), Recipients.values(meant, editionId))
                .mapTo(String.class)
                .list();
    }

    /** The shards of one hour are those whose numbers leave the same rest: however many there are, no two hours share one. */
    private void deliveries(Map<String, Instant> zones, List<Instant> starts, int usual, int size, Instant now) {
        List<Object> values = new ArrayList<>(List.of(size, starts.size(), now, usual, usual));
        zones.forEach((zone, start) -> values.addAll(List.of(zone, starts.indexOf(start))));
        values.add(editionId);
        handle.execute(
                """
                INSERT INTO delivery (edition_id, subscriber_id, shard, state, tries, doubts, changed_at)
                SELECT y.edition_id, y.id, ((y.place - 1) / ?) * ? + y.slot + 1, 'pending', 0, 0, ?
                FROM (SELECT e.id AS edition_id, s.id AS id, COALESCE(z.slot, ?) AS slot,
                             ROW_NUMBER() OVER (PARTITION BY COALESCE(z.slot, ?) ORDER BY s.id) AS place
                      FROM edition e
                      JOIN subscription x ON x.list_id = e.list_id AND x.state = 'confirmed'
                      JOIN subscriber s ON s.id = x.subscriber_id
                      LEFT JOIN (VALUES (CAST(NULL AS VARCHAR(100)), CAST(NULL AS INTEGER))%s) z (zone, slot) ON z.zone = s.zone
                      WHERE e.id = ? AND \
                """.formatted(", (CAST(? AS VARCHAR(100)), CAST(? AS INTEGER))".repeat(zones.size()))
                        + Suppressions.NONE_OF_S + " AND " + meant.condition() + ") y",
                Recipients.values(meant, values.toArray()));
    }

    private void shards(List<Instant> starts, Instant now) {
        List<Integer> numbers = handle.select(
                        "SELECT DISTINCT shard FROM delivery WHERE edition_id = ? AND shard IS NOT NULL ORDER BY shard",
                        editionId)
                .mapTo(Integer.class)
                .list();
        for (int number : numbers) {
            Optional<Instant> start = Optional.of(starts.get((number - 1) % starts.size()));
            handle.execute(
                    "INSERT INTO shard (edition_id, number, epoch, not_before) VALUES (?, ?, 0, ?)",
                    editionId,
                    number,
                    start.filter(at -> at.isAfter(now)).orElse(null));
        }
    }
}
