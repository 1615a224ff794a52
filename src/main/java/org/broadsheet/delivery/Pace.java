package org.broadsheet.delivery;

import java.util.List;

/** Holds messages to rates, over all connections of a process. Nobody holds a place while waiting. Not thread-safe. */
final class Pace {
    private final List<Window> windows;

    /** When the last so many messages went: the oldest of them must be out of the window before the next may go. */
    private static final class Window {
        private final long period;
        private final long[] went;
        private int oldest;
        private int count;

        Window(Rate rate) {
            this.period = rate.period().toNanos();
            this.went = new long[rate.amount()];
        }

        long untilTurn(long now) {
            return count < went.length ? 0 : Math.max(0, went[oldest] + period - now);
        }

        void take(long now) {
            if (count < went.length) {
                went[count++] = now;
            } else {
                went[oldest] = now;
                oldest = (oldest + 1) % went.length;
            }
        }
    }

    /** @param rates all of them hold; none means as fast as the relay takes them */
    Pace(List<Rate> rates) {
        this.windows = rates.stream().map(Window::new).toList();
    }

    boolean isFree() {
        return windows.isEmpty();
    }

    /** How many nanoseconds it is until the next may go. */
    long untilTurn(long now) {
        long wait = 0;
        for (Window window : windows) {
            wait = Math.max(wait, window.untilTurn(now));
        }
        return wait;
    }

    void take(long now) {
        windows.forEach(window -> window.take(now));
    }
}
