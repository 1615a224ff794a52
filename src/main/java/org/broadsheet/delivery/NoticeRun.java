package org.broadsheet.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.broadsheet.mail.Reply;

/** Hands over the notices that are due, on whatever connection there is. Thread-safe. */
final class NoticeRun {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);

    private final NoticeQueue queue;
    private final RetryPolicy retry;
    private final Clock clock;
    private final RandomGenerator random;

    NoticeRun(NoticeQueue queue, RetryPolicy retry, Clock clock, RandomGenerator random) {
        this.queue = queue;
        this.retry = retry;
        this.clock = clock;
        this.random = random;
    }

    boolean mayBeDue() {
        return queue.mayBeDue();
    }

    /**
     * @param session on which nothing is announced
     * @throws SmtpTrouble when the relay takes no mail; the notices wait
     */
    void handOver(RelaySession session) throws SmtpTrouble {
        Optional<NoticeQueue.Due> due = queue.take();
        while (due.isPresent()) {
            handOver(session, due.get());
            due = queue.take();
        }
    }

    private void handOver(RelaySession session, NoticeQueue.Due due) throws SmtpTrouble {
        if (due.doubts() >= NoticeQueue.MOST_DOUBTS) {
            queue.leftInDoubt(due);
            return;
        }
        Transmission result;
        try {
            result = session.send(due.letter(), null);
        } catch (SmtpTrouble trouble) {
            queue.again(due, String.valueOf(trouble.getMessage()), afterTrouble(), false);
            throw trouble;
        }
        if (result instanceof Transmission.Answered answered) {
            judge(due, answered.reply());
        } else if (result instanceof Transmission.Impossible impossible) {
            queue.rejected(due, impossible.why());
        } else if (result instanceof Transmission.InDoubt doubt) {
            queue.inDoubt(due, doubt.why(), next(due).orElse(clock.instant()));
        } else {
            String why = ((Transmission.NotTaken) result).why();
            queue.again(due, why, afterTrouble(), false);
            throw new SmtpTrouble(why);
        }
    }

    private void judge(NoticeQueue.Due due, Reply reply) {
        switch (reply.verdict()) {
            case ACCEPTED -> queue.accepted(due, reply);
            case REJECTED -> queue.rejected(due, reply.toString());
            case DEFERRED, TROUBLE -> {
                Optional<Instant> next = next(due);
                if (next.isPresent()) {
                    queue.again(due, reply.toString(), next.get(), true);
                } else {
                    queue.rejected(due, reply + " (given up after " + (due.tries() + 1) + " tries)");
                }
            }
        }
    }

    private Instant afterTrouble() {
        return clock.instant().plus(AFTER_TROUBLE);
    }

    private Optional<Instant> next(NoticeQueue.Due due) {
        return retry.next(due.tries() + 1, due.firstTry(), clock.instant(), random);
    }
}
