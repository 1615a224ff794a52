package org.broadsheet.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
            List<DomainState> states = handle.select("""
                            SELECT state, count(*), sum(CASE WHEN doubts > 0 THEN 1 ELSE 0 END)
                            FROM delivery WHERE edition_id = ? GROUP BY state
                            """, editionId)
                    .map((row, context) ->
                            new DomainState("", DeliveryState.of(row.getString(1)), row.getInt(2), row.getInt(3)))
                    .list();
            return tally(states);
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

    /**
     * Those who wait for their hour.
     *
     * @param next the earliest; null when nobody waits
     */
    public record Waiting(int count, @Nullable Instant next) {}

    public Waiting waiting(long editionId, Instant now) {
        return jdbi.withHandle(handle -> handle.select("""
                        SELECT count(*), min(h.not_before)
                        FROM shard h JOIN delivery d ON d.edition_id = h.edition_id AND d.shard = h.number
                        WHERE h.edition_id = ? AND NOT h.settled AND h.not_before > ? AND d.state = 'pending'
                        """, editionId, now)
                .map((row, context) -> {
                    OffsetDateTime next = row.getObject(2, OffsetDateTime.class);
                    return new Waiting(row.getInt(1), next == null ? null : next.toInstant());
                })
                .one());
    }

    /** How the mail to one domain went. */
    public record Domain(String name, Tally tally) {}

    private record DomainState(String domain, DeliveryState state, int count, int doubted) {}

    /** The domains with most recipients first. */
    public List<Domain> domains(long editionId) {
        List<DomainState> rows = jdbi.withHandle(handle -> handle.select("""
                        SELECT domain, state, count(*) AS number, sum(doubted) AS doubted
                        FROM (SELECT COALESCE(SUBSTRING(s.address_key FROM POSITION('@' IN s.address_key) + 1), '(forgotten)')
                                       AS domain,
                                     d.state, CASE WHEN d.doubts > 0 THEN 1 ELSE 0 END AS doubted
                              FROM delivery d LEFT JOIN subscriber s ON s.id = d.subscriber_id
                              WHERE d.edition_id = ?) x
                        GROUP BY domain, state
                        """, editionId)
                .map((row, context) -> new DomainState(
                        row.getString("domain"),
                        DeliveryState.of(row.getString("state")),
                        row.getInt("number"),
                        row.getInt("doubted")))
                .list());
        return rows.stream().collect(Collectors.groupingBy(DomainState::domain)).entrySet().stream()
                .map(entry -> new Domain(entry.getKey(), tally(entry.getValue())))
                .sorted(Comparator.comparing((Domain domain) -> -domain.tally().intended())
                        .thenComparing(Domain::name))
                .toList();
    }

    private static Tally tally(List<DomainState> states) {
        Map<DeliveryState, Integer> counts =
                states.stream().collect(Collectors.toMap(DomainState::state, DomainState::count));
        return new Tally(counts, states.stream().mapToInt(DomainState::doubted).sum());
    }

    /**
     * One recipient.
     *
     * @param address "(forgotten)" when the person was erased since
     */
    public record Recipient(
            String address,
            DeliveryState state,
            int tries,
            int doubts,
            Instant changedAt,
            @Nullable Instant nextTry,
            String cause) {}

    /** Every recipient, streamed, in the order in which they are written to. */
    public void recipients(long editionId, Consumer<Recipient> each) {
        // In a transaction: outside of one PostgreSQL reads all rows into memory first.
        jdbi.useTransaction(handle -> handle.select("""
                        SELECT s.address, d.state, d.tries, d.doubts, d.changed_at, d.next_try_at,
                               d.reply_code, d.reply_status, d.reply_text, d.reason
                        FROM delivery d LEFT JOIN subscriber s ON s.id = d.subscriber_id
                        WHERE d.edition_id = ? ORDER BY d.id
                        """, editionId)
                .setFetchSize(1000)
                .map((row, context) -> recipient(row))
                .forEach(each));
    }

    private static Recipient recipient(ResultSet row) throws SQLException {
        OffsetDateTime next = row.getObject("next_try_at", OffsetDateTime.class);
        String address = row.getString("address");
        return new Recipient(
                address == null ? "(forgotten)" : address,
                DeliveryState.of(row.getString("state")),
                row.getInt("tries"),
                row.getInt("doubts"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                next == null ? null : next.toInstant(),
                cause(
                        row.getString("reply_code"),
                        row.getString("reply_status"),
                        row.getString("reply_text"),
                        row.getString("reason")));
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

    /**
     * Mail to single people that no server has accepted.
     *
     * @param pending go by themselves
     * @param failed refused, or in doubt too often
     * @param reason of the last of them, or null
     */
    public record Notices(int pending, int failed, @Nullable String reason) {}

    /** @param sandboxed those for the sandbox, else those for people */
    public Notices notices(boolean sandboxed) {
        return jdbi.withHandle(handle -> handle.select("""
                        SELECT count(CASE WHEN state IN ('pending', 'sending') THEN 1 END),
                               count(CASE WHEN state IN ('rejected', 'in_doubt') THEN 1 END),
                               (SELECT reason FROM notice WHERE sandboxed = ? AND state <> 'accepted' AND reason IS NOT NULL
                                ORDER BY changed_at DESC FETCH FIRST 1 ROW ONLY)
                        FROM notice WHERE sandboxed = ?
                        """, sandboxed, sandboxed)
                .map((row, context) -> new Notices(row.getInt(1), row.getInt(2), row.getString(3)))
                .one());
    }
}
