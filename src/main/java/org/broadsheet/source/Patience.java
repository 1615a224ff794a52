package org.broadsheet.source;

import java.time.Duration;

/** How long a file may be worked on: somebody may write one that takes for ever, and it must not keep others waiting. */
final class Patience {
    private final long end;

    Patience(Duration limit) {
        end = System.nanoTime() + limit.toNanos();
    }

    /** Thrown wherever it is noticed, however deep; whoever reads the file says so in words. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @throws Lost when it has taken too long */
    void check() {
        if (System.nanoTime() - end > 0) {
            throw new Lost();
        }
    }
}
