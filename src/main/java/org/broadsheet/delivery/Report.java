package org.broadsheet.delivery;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads from the ledger how an edition stands. Thread-safe. */
public final class Report {
    private final Jdbi jdbi;

    public Report(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * What was not accepted, one line a cause.
     *
     * @param cause the server's reply, else our reason
     * @param example an address that it happened to
     * @param nextTry the earliest, null when none is due
     */
    public record Line(
            DeliveryState state,
            String cause,
            int count,
            String example,
            @Nullable Instant nextTry) {}

    public Tally tally(long editionId) {
        return jdbi.withHandle(handle -> {
            Map<DeliveryState, Integer> counts = new EnumMap<>(DeliveryState.class);
            handle.select("SELECT state, count(*) FROM delivery WHERE edition_id = ? GROUP BY state", editionId)
                    .map((row, context) -> Map.entry(DeliveryState.of(row.getString(1)), row.getInt(2)))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            int doubted = handle.select("SELECT count(*) FROM delivery WHERE edition_id = ? AND doubts > 0", editionId)
                    .mapTo(int.class)
                    .one();
            return new Tally(counts, doubted);
        });
    }

    /** Everything but what was accepted at once, most frequent first. */
    public List<Line> exceptions(long editionId) {
        return jdbi.withHandle(handle -> handle.select("""
                        SELECT d.state, d.reply_code, d.reply_status, d.reply_text, d.reason, count(*) AS number,
                               min(s.address) AS example, min(d.next_try_at) AS next_try
                        FROM delivery d LEFT JOIN subscriber s ON s.id = d.subscriber_id
                        WHERE d.edition_id = ? AND d.state <> 'accepted'
                        GROUP BY d.state, d.reply_code, d.reply_status, d.reply_text, d.reason
                        ORDER BY number DESC, d.state, example
                        """, editionId)
                .map((row, context) -> {
                    OffsetDateTime next = row.getObject("next_try", OffsetDateTime.class);
                    return new Line(
                            DeliveryState.of(row.getString("state")),
                            cause(
                                    row.getString("reply_code"),
                                    row.getString("reply_status"),
                                    row.getString("reply_text"),
                                    row.getString("reason")),
                            row.getInt("number"),
                            row.getString("example") == null ? "(forgotten)" : row.getString("example"),
                            next == null ? null : next.toInstant());
                })
                .list());
    }

    private static String cause(
            @Nullable String code, @Nullable String status, @Nullable String text, @Nullable String reason) {
        StringBuilder cause = new StringBuilder(reason == null ? "" : reason);
        if (code != null) {
            cause.append(cause.isEmpty() ? "" : ": ").append(code);
            cause.append(status == null ? "" : " " + status).append(text == null || text.isEmpty() ? "" : " " + text);
        }
        return cause.toString();
    }
}
