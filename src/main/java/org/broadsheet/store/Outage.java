package org.broadsheet.store;

import java.sql.SQLException;

/** Tells a database server that is away for a moment from everything else that can be wrong. */
public final class Outage {
    private Outage() {}

    /**
     * Whether the connection broke or none was to be had, so that the same may well succeed a little later: SQL states 08
     * (connection), 57P (PostgreSQL shuts down, crashed, or starts up) and 53300 (too many connections).
     */
    public static boolean isOne(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isOne(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOne(String state) {
        return state.startsWith("08") || state.startsWith("57P0") || state.equals("53300");
    }
}
