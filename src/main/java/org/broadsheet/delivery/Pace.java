package org.broadsheet.delivery;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Spaces messages evenly so that a process hands over no more than so many a second. Thread-safe. */
final class Pace {
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(200);

    private final long gapNanos;
    private long free;

    /** @param perSecond messages a second over all connections; 0 for as fast as the relay takes them */
    Pace(double perSecond) {
        this.gapNanos = perSecond <= 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        this.free = System.nanoTime();
    }

    /** True when there is no limit. */
    boolean isFree() {
        return gapNanos == 0;
    }

    /** True when the caller may go at once, and has gone then; false when it has to {@link #await}. */
    boolean tryTurn() {
        return gapNanos == 0 || untilTurn() <= 0;
    }

    /** Waits for a turn, however far off; false when the caller is told to stop meanwhile. */
    boolean await(BooleanSupplier stop) throws InterruptedException {
        for (long wait = untilTurn(); wait > 0; wait = untilTurn()) {
            if (stop.getAsBoolean()) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(wait, BETWEEN_LOOKS));
        }
        return true;
    }

    /** Takes the turn when it has come; else returns how long it still is. Nobody holds a place while waiting. */
    private synchronized long untilTurn() {
        long now = System.nanoTime();
        long wait = free - now;
        if (wait <= 0) {
            free = now + gapNanos;
        }
        return wait;
    }
}
