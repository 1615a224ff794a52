package org.broadsheet.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.broadsheet.mail.Reply;
import org.broadsheet.subscriber.Suppressions;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Saves the steps of many runs together inside one transaction, each kind of change in one batch: the database is asked five
 * times however many they are. Plain JDBC, for this is done for each message. Used once.
 */
final class StepBatch {
    /**
     * Condition: the edition is being sent and the person still wants it. Values of subqueries, and no joins: a planner that
     * has not counted a long list yet would read all of it for each message.
     */
    static final String WANTED = """
            state IN ('pending', 'deferred', 'in_doubt')
              AND (SELECT e.state FROM edition e WHERE e.id = delivery.edition_id) = 'sending'
              AND (SELECT n.state FROM subscription n
                   WHERE n.subscriber_id = delivery.subscriber_id
                     AND n.list_id = (SELECT e.list_id FROM edition e WHERE e.id = delivery.edition_id)) = 'confirmed'
              AND (SELECT %s FROM subscriber s WHERE s.id = delivery.subscriber_id) IS NULL
            """.formatted(Suppressions.REASON_OF_S);

    private final Handle handle;
    private final Connection connection;
    private final List<Step> steps;
    private final OffsetDateTime now;

    StepBatch(Handle handle, List<Step> steps, Instant now) {
        this.handle = handle;
        this.connection = handle.getConnection();
        this.steps = steps;
        this.now = Objects.requireNonNull(utc(now));
    }

    /** The answer to each step, in their order. */
    List<Step.Answer> save() throws SQLException {
        Set<Step> held = held();
        settle(held);
        Set<Step> begun = begin(held);
        Set<Long> wanted = wanted(begun);
        List<Step.Answer> answers = new ArrayList<>();
        for (Step step : steps) {
            boolean halted = step.next() != null && !begun.contains(step);
            boolean mayGoAhead = step.after() != null && wanted.contains(step.after());
            answers.add(
                    !held.contains(step)
                            ? Step.Answer.LOST
                            : halted ? Step.Answer.HALT : mayGoAhead ? Step.Answer.GO : Step.Answer.ALONE);
        }
        return answers;
    }

    /** Whether this step, the only one, was saved by a commit whose answer was lost: only its own run can have begun the next. */
    boolean isSaved() {
        Step step = steps.get(0);
        return step.next() != null
                && handle.select(
                                        "SELECT count(*) FROM delivery d JOIN shard s ON s.edition_id = d.edition_id AND s.number = d.shard"
                                                + " WHERE d.id = ? AND d.state = 'sending' AND s.epoch = ?",
                                        step.next(),
                                        step.epoch())
                                .mapTo(int.class)
                                .one()
                        > 0;
    }

    /** Locks the shards' rows, so that a run that takes one waits for this commit or wins before it. */
    private Set<Step> held() throws SQLException {
        try (PreparedStatement batch =
                connection.prepareStatement("UPDATE shard SET answered = answered + ?, refused = refused + ?"
                        + " WHERE edition_id = ? AND number = ? AND epoch = ?")) {
            for (Step step : steps) {
                batch.setInt(1, step.isAnswered() ? 1 : 0);
                batch.setInt(2, step.isRefused() ? 1 : 0);
                batch.setLong(3, step.shard().editionId());
                batch.setInt(4, step.shard().number());
                batch.setLong(5, step.epoch());
                batch.addBatch();
            }
            return changed(steps, batch.executeBatch());
        }
    }

    private void settle(Set<Step> held) throws SQLException {
        List<Step> settling = steps.stream()
                .filter(step -> step.ended() != null && step.outcome() != null && held.contains(step))
                .toList();
        if (settling.isEmpty()) {
            return;
        }
        try (PreparedStatement deliveries = connection.prepareStatement("""
                        UPDATE delivery
                        SET state = ?, reason = ?, reply_code = ?, reply_status = ?, reply_text = ?,
                            doubts = doubts + ?, tries = tries + ?, first_try_at = COALESCE(first_try_at, ?),
                            next_try_at = ?, changed_at = ?
                        WHERE id = ?
                        """);
                PreparedStatement attempts = connection.prepareStatement("""
                        INSERT INTO attempt (outcome, reason, reply_code, reply_status, reply_text, delivery_id, at, epoch)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            for (Step step : settling) {
                Outcome outcome = Objects.requireNonNull(step.outcome());
                long delivery = Objects.requireNonNull(step.ended());
                describe(deliveries, outcome);
                deliveries.setInt(6, outcome.state() == DeliveryState.IN_DOUBT ? 1 : 0);
                deliveries.setInt(7, outcome.costsTry() ? 1 : 0);
                deliveries.setObject(8, outcome.costsTry() ? now : null, Types.TIMESTAMP_WITH_TIMEZONE);
                deliveries.setObject(9, utc(outcome.nextTry()), Types.TIMESTAMP_WITH_TIMEZONE);
                deliveries.setObject(10, now);
                deliveries.setLong(11, delivery);
                deliveries.addBatch();
                describe(attempts, outcome);
                attempts.setLong(6, delivery);
                attempts.setObject(7, now);
                attempts.setLong(8, step.epoch());
                attempts.addBatch();
            }
            deliveries.executeBatch();
            attempts.executeBatch();
        }
    }

    /** Sets the first five: the state, why, and what the server said. */
    private static void describe(PreparedStatement statement, Outcome outcome) throws SQLException {
        Reply reply = outcome.reply();
        statement.setString(1, outcome.state().word());
        statement.setString(2, outcome.reason());
        statement.setObject(3, reply == null || reply.code() == 0 ? null : reply.code(), Types.INTEGER);
        statement.setString(4, reply == null ? null : reply.status());
        statement.setString(5, reply == null ? null : reply.text());
    }

    /** The intents. */
    private Set<Step> begin(Set<Step> held) throws SQLException {
        List<Step> beginning = steps.stream()
                .filter(step -> step.next() != null && held.contains(step))
                .toList();
        if (beginning.isEmpty()) {
            return Set.of();
        }
        try (PreparedStatement batch = connection.prepareStatement(
                "UPDATE delivery SET state = 'sending', changed_at = ? WHERE id = ? AND edition_id = ? AND "
                        + WANTED)) {
            for (Step step : beginning) {
                batch.setObject(1, now);
                batch.setLong(2, Objects.requireNonNull(step.next()));
                batch.setLong(3, step.shard().editionId());
                batch.addBatch();
            }
            return changed(beginning, batch.executeBatch());
        }
    }

    /** Of those that would come after, the ones that may be announced. */
    private Set<Long> wanted(Set<Step> begun) throws SQLException {
        List<Long> after =
                begun.stream().map(Step::after).filter(Objects::nonNull).toList();
        Set<Long> wanted = new HashSet<>();
        if (after.isEmpty()) {
            return wanted;
        }
        // Of a few lengths only, the last asked for again: PostgreSQL then plans each once, and an array at each
        // commit.
        int places = Integer.highestOneBit(2 * after.size() - 1);
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id FROM delivery WHERE id IN (?" + ", ?".repeat(places - 1) + ") AND " + WANTED)) {
            for (int i = 0; i < places; i++) {
                query.setLong(i + 1, after.get(Math.min(i, after.size() - 1)));
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    wanted.add(rows.getLong(1));
                }
            }
        }
        return wanted;
    }

    private static Set<Step> changed(List<Step> steps, int[] rows) {
        Set<Step> changed = new HashSet<>();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] > 0) {
                changed.add(steps.get(i));
            }
        }
        return changed;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        // Both databases keep microseconds; cut here, lest one of them rounds.
        return at == null ? null : at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
