package org.broadsheet.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.broadsheet.mail.Envelope;
import org.broadsheet.mail.Reply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run over a shard: takes it, then hands its deliveries to the relay one after another on one connection. Before each
 * message it saves how the last one ended together with which one comes next, so that after a crash just that one is in
 * doubt. Used once, by one thread.
 */
final class ShardRun {
    private static final Logger log = LoggerFactory.getLogger(ShardRun.class);
    private static final int PAGE = 500;

    /** How a run ended. */
    enum End {
        /** Nothing is left that can be done now. */
        DRY,
        /** Its time was up, or the edition is not being sent any more. */
        STOPPED,
        /** Another run has the shard. */
        LOST
    }

    /** What every run of a process works with. */
    record Means(
            Ledger ledger, LedgerWriter writer, Relay relay, RetryPolicy retry, Clock clock, RandomGenerator random) {}

    private final ShardRef shard;
    private final Post post;
    private final Ledger ledger;
    private final LedgerWriter writer;
    private final Means means;
    private final Clock clock;
    private final BooleanSupplier stop;
    private final Runnable refused;

    private long epoch;
    private @Nullable Long ended;
    private @Nullable Outcome outcome;

    /**
     * @param stop asked before each message
     * @param refused told after a server's no for good was saved
     */
    ShardRun(ShardRef shard, Post post, Means means, BooleanSupplier stop, Runnable refused) {
        this.shard = shard;
        this.post = post;
        this.means = means;
        this.ledger = means.ledger();
        this.writer = means.writer();
        this.clock = means.clock();
        this.stop = stop;
        this.refused = refused;
    }

    /** @throws SmtpTrouble when the relay takes no mail; every delivery that was not answered is still to be done */
    End run() throws SmtpTrouble, InterruptedException {
        epoch = ledger.take(shard, clock.instant());
        try (RelaySession session = means.relay().session()) {
            while (true) {
                List<Candidate> page = ledger.due(shard, clock.instant(), PAGE);
                if (page.isEmpty()) {
                    return End.DRY;
                }
                End end = deliver(session, page);
                if (end != End.DRY) {
                    return end;
                }
            }
        } catch (SmtpTrouble trouble) {
            settle(End.STOPPED);
            throw trouble;
        }
    }

    private End deliver(RelaySession session, List<Candidate> page) throws SmtpTrouble, InterruptedException {
        for (Candidate candidate : page) {
            End end = stop.getAsBoolean() ? End.STOPPED : deliver(session, candidate);
            if (end != End.DRY) {
                return end == End.STOPPED ? settle(end) : end;
            }
        }
        return settle(End.DRY);
    }

    /** {@link End#DRY} means: on to the next. */
    private End deliver(RelaySession session, Candidate candidate) throws SmtpTrouble, InterruptedException {
        if (post.isEmptyFor(candidate.optedOut())) {
            return aside(candidate, Outcome.skipped("has opted out of every topic in it"));
        }
        String unreachable = session.objection(candidate.to());
        if (unreachable != null) {
            return aside(candidate, Outcome.rejected(null, unreachable));
        }
        session.open();
        if (!session.pace().tryTurn()) {
            // It may be long until then, and the outcome in hand is not to be lost meanwhile.
            End settled = settle(End.DRY);
            if (settled == End.LOST || !session.pace().await(stop)) {
                return settled == End.LOST ? End.LOST : End.STOPPED;
            }
        }
        return switch (save(candidate.id())) {
            case LOST -> End.LOST;
            case HALT -> halted(candidate);
            case GO -> {
                ended = candidate.id();
                outcome = transmit(session, candidate);
                yield End.DRY;
            }
        };
    }

    /** Settles a delivery without the relay. */
    private End aside(Candidate candidate, Outcome without) throws InterruptedException {
        if (settle(End.DRY) == End.LOST) {
            return End.LOST;
        }
        ended = candidate.id();
        outcome = without;
        return End.DRY;
    }

    private End halted(Candidate candidate) {
        String objection = ledger.objection(candidate.id());
        if (objection == null) {
            return End.STOPPED; // the edition is paused, cancelled or done
        }
        ended = candidate.id();
        outcome = Outcome.suppressed(objection);
        return End.DRY;
    }

    private Outcome transmit(RelaySession session, Candidate candidate) throws SmtpTrouble, InterruptedException {
        Envelope envelope = post.envelope(candidate);
        byte[] message;
        try {
            message = post.message(candidate);
        } catch (RuntimeException e) {
            // One recipient whose message cannot be written must not keep the others from theirs.
            log.error("No message could be written for delivery {}", candidate.id(), e);
            return Outcome.rejected(null, "the message could not be written: " + e.getMessage());
        }
        Transmission transmission = session.send(envelope, message);
        if (transmission instanceof Transmission.NotBegun notBegun) {
            outcome = Outcome.givenBack(notBegun.why());
            throw new SmtpTrouble(notBegun.why());
        }
        if (transmission instanceof Transmission.InDoubt doubt) {
            return Outcome.inDoubt(doubt.why(), nextTry(candidate).orElse(clock.instant()));
        }
        return judge(((Transmission.Answered) transmission).reply(), candidate);
    }

    private Outcome judge(Reply reply, Candidate candidate) {
        return switch (reply.verdict()) {
            case ACCEPTED -> Outcome.accepted(reply);
            case REJECTED -> Outcome.rejected(reply, null);
            case DEFERRED, TROUBLE -> deferred(reply, candidate);
        };
    }

    private Optional<Instant> nextTry(Candidate candidate) {
        Instant now = clock.instant();
        Instant first = candidate.firstTry() == null ? now : candidate.firstTry();
        return means.retry().next(candidate.tries() + 1, first, now, means.random());
    }

    private Outcome deferred(Reply reply, Candidate candidate) {
        Optional<Instant> next = nextTry(candidate);
        return next.isPresent()
                ? Outcome.deferred(reply, next.get())
                : Outcome.rejected(reply, "given up after " + (candidate.tries() + 1) + " tries");
    }

    private Step.Answer save(@Nullable Long next) throws InterruptedException {
        Step step = new Step(shard, epoch, ended, outcome, next);
        Step.Answer answer = writer.save(step);
        ended = null;
        outcome = null;
        if (step.isRefused()) {
            refused.run();
        }
        return answer;
    }

    /** Saves the outcome in hand, if there is one. */
    private End settle(End otherwise) throws InterruptedException {
        return ended != null && save(null) == Step.Answer.LOST ? End.LOST : otherwise;
    }
}
