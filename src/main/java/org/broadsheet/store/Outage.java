package org.broadsheet.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells a database that is away for a moment from everything else that can be wrong. */
public final class Outage {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long PAUSE_MS = 100;

    private Outage() {}

    /**
     * Does work that may be done twice, and does it again from its start where the database is away for a moment or
     * changes hands, or where another was quicker at the same rows. What it throws is no such trouble, or has lasted for
     * a minute.
     */
    public static <T> T outlast(Supplier<T> work) {
        long start = System.nanoTime();
        while (true) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (!passes(e) || System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(RuntimeException why) {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }

    /**
     * Whether the connection broke or none was to be had, so that the same may well succeed a little later: SQL states 08
     * (connection), 57P (PostgreSQL shuts down, crashed, or starts up) and 53300 (too many connections), and what the
     * embedded database says when the process ends through which it was reached. Not when its disk is full.
     */
    public static boolean isOne(Throwable failure) {
        return has(failure, Outage::isOne);
    }

    private static boolean isOne(SQLException sql) {
        String state = String.valueOf(sql.getSQLState());
        return state.startsWith("08")
                || state.startsWith("57P0")
                || state.equals("53300")
                || Opening.isBusy(sql)
                || Trouble.isClosedFile(sql);
    }

    /**
     * Whether the same work may succeed when it is begun again: an outage, or another who wrote the same at the same
     * time (SQL states 40, 23505, and 90131 of H2).
     */
    private static boolean passes(Throwable failure) {
        return isOne(failure) || has(failure, Outage::isCollision);
    }

    private static boolean isCollision(SQLException sql) {
        String state = String.valueOf(sql.getSQLState());
        return state.startsWith("40") || state.equals("23505") || state.equals("90131");
    }

    private interface Kind {
        boolean holds(SQLException sql);
    }

    private static boolean has(Throwable failure, Kind kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && kind.holds(sql)) {
                return !Trouble.isFull(failure);
            }
        }
        return false;
    }
}
