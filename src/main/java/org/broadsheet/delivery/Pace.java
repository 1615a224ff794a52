package org.broadsheet.delivery;

import java.util.concurrent.TimeUnit;

/** Spaces messages evenly so that a process hands over no more than so many a second. Thread-safe. */
final class Pace {
    private final long gapNanos;
    private long free;

    /** @param perSecond messages a second over all connections; 0 for as fast as the relay takes them */
    Pace(double perSecond) {
        this.gapNanos = perSecond <= 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        this.free = System.nanoTime();
    }

    /** Waits for the caller's turn. */
    void await() throws InterruptedException {
        if (gapNanos > 0) {
            long wait = turn() - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
        }
    }

    private synchronized long turn() {
        long now = System.nanoTime();
        long mine = free - now < 0 ? now : free;
        free = mine + gapNanos;
        return mine;
    }
}
