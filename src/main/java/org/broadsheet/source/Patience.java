package org.broadsheet.source;

import java.time.Duration;

/** How long a file may be worked on: somebody may write one that takes for ever, and it must not keep others waiting. */
final class Patience {
    private final long end;
    private long steps;

    Patience(Duration limit) {
        this(limit, Long.MAX_VALUE);
    }

    /** @param steps how often it may be asked for, which no machine that is busy with something else makes fewer */
    Patience(Duration limit, long steps) {
        this.end = System.nanoTime() + limit.toNanos();
        this.steps = steps;
    }

    /** Thrown wherever it is noticed, however deep; whoever reads the file says so in words. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A step further. @throws Lost when it has taken too long */
    void check() {
        if (--steps < 0 || System.nanoTime() - end > 0) {
            throw new Lost();
        }
    }
}
