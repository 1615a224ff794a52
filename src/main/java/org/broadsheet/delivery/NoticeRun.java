package org.broadsheet.delivery;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Hands over the notices that are due, on whatever connection there is. Thread-safe. */
final class NoticeRun {
    private final NoticeQueue queue;
    private final Judge judge;

    /** @param judge asked about notices and nothing else */
    NoticeRun(NoticeQueue queue, Judge judge) {
        this.queue = queue;
        this.judge = judge;
    }

    boolean mayBeDue() {
        return queue.mayBeDue();
    }

    /**
     * @param session on which nothing is announced
     * @param stop asked before each
     * @throws SmtpTrouble when the relay takes no mail; the notices wait
     */
    void handOver(RelaySession session, BooleanSupplier stop) throws SmtpTrouble {
        while (!stop.getAsBoolean() && queue.isDue() && queue.tryTurn()) {
            Optional<NoticeQueue.Due> due = queue.take();
            if (due.isEmpty()) {
                return;
            }
            handOver(session, due.get());
        }
    }

    private void handOver(RelaySession session, NoticeQueue.Due due) throws SmtpTrouble {
        if (due.doubts() >= NoticeQueue.MOST_DOUBTS) {
            queue.leaveInDoubt(due);
            return;
        }
        Outcome outcome;
        try {
            outcome = judge.of(session.send(due.letter(), null), due.tried());
        } catch (SmtpTrouble trouble) {
            queue.save(due, Outcome.givenBack(String.valueOf(trouble.getMessage())));
            throw trouble;
        }
        queue.save(due, outcome);
        if (outcome.state() == DeliveryState.PENDING) {
            throw new SmtpTrouble(String.valueOf(outcome.reason()));
        }
    }
}
