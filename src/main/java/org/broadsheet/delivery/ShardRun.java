package org.broadsheet.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
    private static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(200);

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
            Ledger ledger,
            LedgerWriter writer,
            Relay relay,
            NoticeRun notices,
            Judge judge,
            Brakes brakes,
            Allowance allowance,
            Clock clock) {}

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
    private @Nullable Letter announced;
    private long announcedFor;
    private long untilTurn;

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
        List<Candidate> left = new LinkedList<>(page);
        while (!left.isEmpty()) {
            if (stop.getAsBoolean()) {
                return settle(End.STOPPED);
            }
            Candidate ready = ready(left);
            End end = ready == null ? settle(End.DRY) : deliver(session, ready, left.isEmpty() ? null : left.get(0));
            if (end != End.DRY) {
                return end == End.STOPPED ? settle(end) : end;
            }
            if (ready == null && !left.isEmpty()) {
                // What is in hand was saved first: it may be long until the next turn.
                TimeUnit.NANOSECONDS.sleep(Math.min(untilTurn, LONGEST_NAP));
            }
        }
        return settle(End.DRY);
    }

    /**
     * Takes out the first whose turn has come, in order but for those whose domain has to wait; null when all have to. Those
     * who have to wait for long are taken out too, and rest in the ledger.
     */
    private @Nullable Candidate ready(List<Candidate> left) {
        untilTurn = Long.MAX_VALUE;
        restWhereAsked(left);
        for (Iterator<Candidate> each = left.iterator(); each.hasNext(); ) {
            Candidate candidate = each.next();
            boolean free = withoutRelay(candidate) != null;
            long wait = free ? 0 : means.relay().rates().tryTurn(candidate.to().asciiDomain());
            if (wait == 0 && !free && !means.allowance().take(clock.instant())) {
                rest(left, Allowance.next(clock.instant()), "the warm-up allows no more today");
                return null;
            }
            if (wait == 0) {
                each.remove();
                return candidate;
            }
            untilTurn = Math.min(untilTurn, wait);
        }
        return null;
    }

    private void restWhereAsked(List<Candidate> left) {
        if (means.brakes().isFree()) {
            return;
        }
        Map<String, List<Candidate>> resting = new HashMap<>();
        Instant now = clock.instant();
        for (Candidate candidate : left) {
            String domain = candidate.to().asciiDomain();
            if (means.brakes().until(domain, now) != null) {
                resting.computeIfAbsent(domain, key -> new ArrayList<>()).add(candidate);
            }
        }
        resting.forEach((domain, candidates) -> {
            Instant until = means.brakes().until(domain, now);
            left.removeAll(candidates);
            rest(candidates, until == null ? now : until, domain + " asked for patience");
        });
    }

    private void rest(List<Candidate> candidates, Instant until, String reason) {
        List<Long> ids = candidates.stream().map(Candidate::id).toList();
        ledger.rest(shard, epoch, ids, until, reason, clock.instant());
        candidates.clear();
    }

    /** {@link End#DRY} means: on to the next. */
    private End deliver(RelaySession session, Candidate candidate, @Nullable Candidate after)
            throws SmtpTrouble, InterruptedException {
        Outcome without = withoutRelay(candidate);
        if (without != null) {
            return aside(candidate, without);
        }
        session.open();
        boolean noticesWait = means.notices().mayBeDue();
        if (noticesWait && !session.isAnnounced()) {
            if (settle(End.DRY) == End.LOST) {
                return End.LOST;
            }
            means.notices().handOver(session, stop);
            noticesWait = false;
        }
        boolean goesAhead = after != null
                && !noticesWait // nothing comes between an announced message and its envelope
                && session.announces()
                && means.relay().rates().isFree()
                && withoutRelay(after) == null;
        Candidate ahead = goesAhead ? after : null;
        return switch (save(candidate.id(), ahead == null ? null : ahead.id())) {
            case LOST -> End.LOST;
            case HALT -> halted(candidate);
            case ALONE -> transmit(session, candidate, null);
            case GO -> transmit(session, candidate, ahead);
        };
    }

    /** What becomes of a delivery that needs no relay; null when it does. */
    private @Nullable Outcome withoutRelay(Candidate candidate) {
        return post.isEmptyFor(candidate.optedOut()) ? Outcome.skipped("has opted out of every topic in it") : null;
    }

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

    private End transmit(RelaySession session, Candidate candidate, @Nullable Candidate after) throws SmtpTrouble {
        ended = candidate.id();
        Letter letter = letter(candidate);
        if (letter == null) {
            outcome = Outcome.rejected(null, "the message could not be written: the log says why");
            return End.DRY;
        }
        outcome = Outcome.givenBack("the relay was lost"); // unless it is known better
        Transmission transmission = session.send(letter, after == null || stop.getAsBoolean() ? null : ahead(after));
        if (transmission instanceof Transmission.Answered answered) {
            means.brakes().answered(candidate.to().asciiDomain(), answered.reply(), clock.instant());
        }
        Outcome judged = means.judge()
                .of(transmission, new Judge.Tried(candidate.id(), candidate.tries(), candidate.firstTry()));
        outcome = judged;
        if (judged.state() == DeliveryState.PENDING) {
            throw new SmtpTrouble(String.valueOf(judged.reason()));
        }
        return End.DRY;
    }

    private @Nullable Letter ahead(Candidate after) {
        announced = letter(after);
        announcedFor = after.id();
        return announced;
    }

    /** The letter that was announced, if it was for this one; null when it cannot be written. */
    private @Nullable Letter letter(Candidate candidate) {
        if (announced != null && announcedFor == candidate.id()) {
            return announced;
        }
        try {
            return new Letter(post.envelope(candidate), post.message(candidate));
        } catch (RuntimeException e) {
            // One recipient whose message cannot be written must not keep the others from theirs.
            log.error("No message could be written for delivery {}", candidate.id(), e);
            return null;
        }
    }

    private Step.Answer save(@Nullable Long next, @Nullable Long after) throws InterruptedException {
        Step step = new Step(shard, epoch, ended, outcome, next, after);
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
        return ended != null && save(null, null) == Step.Answer.LOST ? End.LOST : otherwise;
    }
}
