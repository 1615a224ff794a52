package org.broadsheet.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link WarmUp} leaves for today, by UTC, over all processes. Taken from the database some at a time; what a process
 * dies with is not used that day. Thread-safe.
 */
final class Allowance {
    private static final int AT_A_TIME = 20;

    private final Jdbi jdbi;
    private final @Nullable WarmUp plan;
    private LocalDate day = LocalDate.MIN;
    private int left;

    /** @param plan null allows everything */
    Allowance(Jdbi jdbi, @Nullable WarmUp plan) {
        this.jdbi = jdbi;
        this.plan = plan;
    }

    /** Takes one; false when none is left until {@link #next}. */
    synchronized boolean take(Instant now) {
        if (plan == null) {
            return true;
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!today.equals(day) || left == 0) {
            day = today;
            left = fetch(plan, today);
        }
        boolean any = left > 0;
        left -= any ? 1 : 0;
        return any;
    }

    /** Whether there is no plan at all. */
    boolean isFree() {
        return plan == null;
    }

    /** Gives back what was fetched and not used. */
    synchronized void giveBack() {
        if (left > 0) {
            jdbi.useHandle(handle -> handle.execute("UPDATE warm_up SET went = went - ? WHERE on_day = ?", left, day));
            left = 0;
        }
    }

    private int fetch(WarmUp plan, LocalDate today) {
        return jdbi.inTransaction(handle -> {
            handle.execute(
                    "INSERT INTO warm_up (on_day, allowed, went) VALUES (?, ?, 0) ON CONFLICT DO NOTHING",
                    today,
                    allowed(handle, plan, today));
            while (true) {
                Row row = row(handle, "on_day = ?", today).orElseThrow();
                int some = Math.min(AT_A_TIME, row.allowed() - row.went());
                if (some <= 0) {
                    return 0;
                }
                int fetched = handle.execute(
                        "UPDATE warm_up SET went = went + ? WHERE on_day = ? AND went = ?", some, today, row.went());
                if (fetched > 0) {
                    return some;
                }
            }
        });
    }

    private static int allowed(Handle handle, WarmUp plan, LocalDate today) {
        return row(handle, "on_day = (SELECT max(on_day) FROM warm_up WHERE on_day < ? AND went > 0)", today)
                .map(last -> plan.after(last.allowed(), last.went()))
                .orElse(plan.first());
    }

    private record Row(int allowed, int went) {}

    private static Optional<Row> row(Handle handle, String condition, LocalDate day) {
        return handle.select("SELECT allowed, went FROM warm_up WHERE " + condition, day)
                .map((row, context) -> new Row(row.getInt(1), row.getInt(2)))
                .findOne();
    }

    static Instant next(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
