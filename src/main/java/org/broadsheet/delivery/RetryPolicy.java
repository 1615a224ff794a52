package org.broadsheet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a deferred delivery is tried again: the wait doubles from {@code first} up to {@code max}, until {@code giveUp} has
 * passed since the first try (RFC 5321 §4.5.4.1 asks for patience of days).
 */
public record RetryPolicy(Duration first, Duration max, Duration giveUp) {
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofMinutes(1), Duration.ofHours(8), Duration.ofHours(48));

    /**
     * The instant of the next try, or empty when it is time to give up.
     *
     * @param tries how many tries there have been, at least 1
     * @param random spreads tries by up to a fifth of the wait, so that those deferred together do not return together
     */
    Optional<Instant> next(int tries, Instant firstTry, Instant now, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(tries - 1, 20);
        long wait = Math.min(doubled, max.toMillis());
        Instant next = now.plusMillis(wait + random.nextLong(wait / 5 + 1));
        return next.isAfter(firstTry.plus(giveUp)) ? Optional.empty() : Optional.of(next);
    }
}
