package org.broadsheet.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** When a digest is due: on the wall clock of its zone, not on days to skip, and once a day, since its editions are named by days. */
public final class DigestPlan {
    /** No longer than this is looked for a day that is not to be skipped. */
    private static final Duration FARTHEST = Duration.ofDays(3660);

    private final String cron;
    private final ZoneId zone;
    private final WallClockCron expression;
    private final Predicate<LocalDate> skipped;

    /**
     * @param cron a Quartz cron expression
     * @param skipped days on which it is not due
     * @throws IllegalArgumentException when it is not a cron expression; the message says why
     */
    public DigestPlan(String cron, ZoneId zone, Predicate<LocalDate> skipped) {
        this.cron = cron;
        this.zone = zone;
        this.expression = WallClockCron.parse(cron, zone);
        this.skipped = skipped;
    }

    /** By which a change of it is known; days to skip may change without one. */
    public String words() {
        return cron + " " + zone;
    }

    public ZoneId zone() {
        return zone;
    }

    /** The day that an edition is named by. */
    public LocalDate day(Instant due) {
        return due.atZone(zone).toLocalDate();
    }

    /** The first time after an instant; empty when there is none any more. */
    public Optional<Instant> next(Instant after) {
        Optional<Instant> next = expression.next(after);
        while (next.isPresent() && skipped.test(day(next.get()))) {
            boolean far = next.get().isAfter(after.plus(FARTHEST));
            next = far ? Optional.empty() : expression.next(endOfDay(next.get()));
        }
        return next;
    }

    /** The first time on a later day than that of another time. */
    public Optional<Instant> nextDay(Instant due) {
        return next(endOfDay(due));
    }

    private Instant endOfDay(Instant due) {
        return day(due).plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1);
    }

    /** The next times, at most one a day. */
    public List<Instant> next(Instant after, int most) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = next(after);
        while (next.isPresent() && times.size() < most) {
            times.add(next.get());
            next = nextDay(next.get());
        }
        return times;
    }

    public boolean isDue(Instant at) {
        return next(at.minusNanos(1)).filter(at::equals).isPresent();
    }

    /** The first time on the last day on which it was due after one instant and not after another; empty when there was none. */
    public Optional<Instant> latest(Instant after, Instant now) {
        Duration back = Duration.ofDays(1);
        while (true) {
            Instant from = now.minus(back);
            boolean whole = !from.isAfter(after);
            Optional<Instant> latest = last(whole ? after : from, now);
            if (latest.isPresent() || whole) {
                return latest;
            }
            back = back.multipliedBy(2);
        }
    }

    private Optional<Instant> last(Instant after, Instant now) {
        Optional<Instant> last = Optional.empty();
        Optional<Instant> next = next(after);
        while (next.isPresent() && !next.get().isAfter(now)) {
            last = next;
            next = nextDay(next.get());
        }
        return last;
    }
}
