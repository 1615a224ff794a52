package org.broadsheet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stands still until a test moves it. */
public final class MovingClock extends Clock {
    private volatile Instant now = Instant.parse("2025-11-20T09:00:00Z");

    private volatile @Nullable Error failure;
    private final AtomicInteger left = new AtomicInteger();

    public void advance(Duration by) {
        now = now.plus(by);
    }

    public void set(Instant to) {
        now = to;
    }

    /** Throws that when it is asked for the so-manieth time from now on, counted from 1; never for 0. */
    public void failAt(int call, Error failure) {
        this.failure = failure;
        left.set(call);
    }

    @Override
    public Instant instant() {
        Error thrown = failure;
        if (thrown != null && left.getAndDecrement() == 1) {
            throw thrown;
        }
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalArgumentException("always UTC");
    }
}
