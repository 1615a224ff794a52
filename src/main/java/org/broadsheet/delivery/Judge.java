package org.broadsheet.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.broadsheet.mail.Reply;
import org.jspecify.annotations.Nullable;

/** What becomes of a message by how handing it over went. Thread-safe. */
final class Judge {
    private static final Duration REST = Duration.ofMinutes(1);

    private final RetryPolicy retry;
    private final Clock clock;
    private final RandomGenerator random;
    private final Stumbles stumbles = new Stumbles();

    Judge(RetryPolicy retry, Clock clock, RandomGenerator random) {
        this.retry = retry;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A message and its tries so far.
     *
     * @param id among those that this judge is asked about
     * @param tries that cost the recipient something
     */
    record Tried(long id, int tries, @Nullable Instant firstTry) {}

    /** {@link DeliveryState#PENDING} is the outcome where the server is to blame, and nothing else is to be handed to it now. */
    Outcome of(Transmission transmission, Tried tried) {
        if (transmission instanceof Transmission.NotTaken notTaken) {
            return notTaken(notTaken.why(), tried);
        }
        if (transmission instanceof Transmission.InDoubt doubt) {
            return Outcome.inDoubt(doubt.why(), nextTry(tried).orElse(clock.instant()));
        }
        if (transmission instanceof Transmission.Impossible impossible) {
            return Outcome.rejected(null, impossible.why());
        }
        return of(((Transmission.Answered) transmission).reply(), tried);
    }

    private Outcome of(Reply reply, Tried tried) {
        return switch (reply.verdict()) {
            case ACCEPTED -> {
                stumbles.noteAccepted();
                yield Outcome.accepted(reply);
            }
            case REJECTED -> Outcome.rejected(reply, null);
            case DEFERRED, TROUBLE ->
                nextTry(tried)
                        .map(next -> Outcome.deferred(reply, next))
                        .orElseGet(() -> Outcome.rejected(reply, givenUp(tried)));
        };
    }

    private Outcome notTaken(String why, Tried tried) {
        return switch (stumbles.at(tried.id())) {
            case SERVER -> Outcome.givenBack(why);
            case PERHAPS_HIS -> Outcome.postponed(why, clock.instant().plus(REST), false);
            case HIS ->
                nextTry(tried)
                        .map(next -> Outcome.postponed(why, next, true))
                        .orElseGet(() -> Outcome.rejected(null, why + "; " + givenUp(tried)));
        };
    }

    private static String givenUp(Tried tried) {
        return "given up after " + (tried.tries() + 1) + " tries";
    }

    private Optional<Instant> nextTry(Tried tried) {
        Instant now = clock.instant();
        return retry.next(tried.tries() + 1, tried.firstTry() == null ? now : tried.firstTry(), now, random);
    }
}
