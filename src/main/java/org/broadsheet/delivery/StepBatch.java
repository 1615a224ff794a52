package org.broadsheet.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.broadsheet.mail.Reply;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Saves the steps of many runs together inside one transaction, each kind of change in one batch: the database is asked five
 * times however many they are. Used once.
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
              AND (SELECT x.reason FROM suppression x
                   WHERE x.address_hash
                     = (SELECT s.address_hash FROM subscriber s WHERE s.id = delivery.subscriber_id)) IS NULL
            """;

    private final Handle handle;
    private final List<Step> steps;
    private final Instant now;

    StepBatch(Handle handle, List<Step> steps, Instant now) {
        this.handle = handle;
        this.steps = steps;
        this.now = now;
    }

    /** The answer to each step, in their order. */
    List<Step.Answer> save() {
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
    private Set<Step> held() {
        PreparedBatch batch = handle.prepareBatch("UPDATE shard SET answered = answered + ?, refused = refused + ?"
                + " WHERE edition_id = ? AND number = ? AND epoch = ?");
        for (Step step : steps) {
            batch.add(
                    step.isAnswered() ? 1 : 0,
                    step.isRefused() ? 1 : 0,
                    step.shard().editionId(),
                    step.shard().number(),
                    step.epoch());
        }
        return changed(steps, batch.execute());
    }

    private void settle(Set<Step> held) {
        PreparedBatch deliveries = handle.prepareBatch("""
                UPDATE delivery
                SET state = ?, reason = ?, doubts = doubts + ?, tries = tries + ?, first_try_at = COALESCE(first_try_at, ?),
                    next_try_at = ?, reply_code = ?, reply_status = ?, reply_text = ?, changed_at = ?
                WHERE id = ?
                """);
        PreparedBatch attempts = handle.prepareBatch("""
                INSERT INTO attempt (delivery_id, at, epoch, outcome, reason, reply_code, reply_status, reply_text)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """);
        for (Step step : steps) {
            Outcome outcome = step.outcome();
            if (step.ended() != null && outcome != null && held.contains(step)) {
                settle(deliveries, attempts, step.ended(), outcome, step.epoch());
            }
        }
        if (deliveries.size() > 0) {
            deliveries.execute();
            attempts.execute();
        }
    }

    private void settle(PreparedBatch deliveries, PreparedBatch attempts, long delivery, Outcome outcome, long epoch) {
        Reply reply = outcome.reply();
        Integer code = reply == null || reply.code() == 0 ? null : reply.code();
        String status = reply == null ? null : reply.status();
        String text = reply == null ? null : reply.text();
        String state = outcome.state().word();
        deliveries.add(
                state,
                outcome.reason(),
                outcome.state() == DeliveryState.IN_DOUBT ? 1 : 0,
                outcome.costsTry() ? 1 : 0,
                outcome.costsTry() ? now : null,
                outcome.nextTry(),
                code,
                status,
                text,
                now,
                delivery);
        attempts.add(delivery, now, epoch, state, outcome.reason(), code, status, text);
    }

    /** The intents. */
    private Set<Step> begin(Set<Step> held) {
        List<Step> beginning = steps.stream()
                .filter(step -> step.next() != null && held.contains(step))
                .toList();
        if (beginning.isEmpty()) {
            return Set.of();
        }
        PreparedBatch batch = handle.prepareBatch(
                "UPDATE delivery SET state = 'sending', changed_at = ? WHERE id = ? AND edition_id = ? AND " + WANTED);
        for (Step step : beginning) {
            batch.add(now, step.next(), step.shard().editionId());
        }
        return changed(beginning, batch.execute());
    }

    /** Of those that would come after, the ones that may be announced. */
    private Set<Long> wanted(Set<Step> begun) {
        List<Long> after =
                begun.stream().map(Step::after).filter(Objects::nonNull).toList();
        return after.isEmpty()
                ? Set.of()
                : new HashSet<>(handle.createQuery("SELECT id FROM delivery WHERE id IN (<after>) AND " + WANTED)
                        .bindList("after", after)
                        .mapTo(Long.class)
                        .list());
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
}
