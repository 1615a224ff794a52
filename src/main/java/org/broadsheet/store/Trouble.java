package org.broadsheet.store;

import java.sql.SQLException;
import org.broadsheet.text.InputException;
import org.jspecify.annotations.Nullable;

/** Says in one sentence why a database could not be opened. */
final class Trouble {
    private static final int H2_ALREADY_OPEN = 90020;
    private static final int H2_CORRUPT = 90030;
    private static final int H2_OLD_FORMAT = 90048;

    private Trouble() {}

    static InputException with(String where, Throwable trouble, Hidden hidden) {
        SQLException sql = cause(trouble);
        if (sql == null) {
            return Database.refused(where, "cannot be opened: " + firstLine(trouble, hidden), "");
        }
        InputException said = byState(where, sql, hidden);
        said.initCause(trouble);
        return said;
    }

    static InputException migrating(String where, Throwable trouble, Hidden hidden) {
        SQLException sql = cause(trouble);
        InputException said = Database.refused(
                where,
                "cannot be brought up to date: " + firstLine(sql == null ? trouble : sql, hidden),
                "restore it from a backup");
        said.initCause(trouble);
        return said;
    }

    private static InputException byState(String where, SQLException sql, Hidden hidden) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (state.startsWith("28")) {
            return Database.refused(
                    where, "does not accept the user or the password", "check database: user, password");
        }
        if (state.startsWith("3D")) {
            return Database.refused(where, "does not exist", "create the database first");
        }
        return switch (sql.getErrorCode()) {
            case H2_ALREADY_OPEN ->
                Database.refused(where, "is in use by another program", "close what has the file open, then try again");
            case H2_CORRUPT, H2_OLD_FORMAT ->
                Database.refused(
                        where, "cannot be read: the file is damaged or of another format", "restore it from a backup");
            default ->
                state.startsWith("08")
                        ? Database.refused(
                                where,
                                "cannot be reached: " + firstLine(sql, hidden),
                                "is the server running, and the URL right?")
                        : Database.refused(where, "cannot be opened: " + firstLine(sql, hidden), "");
        };
    }

    private static @Nullable SQLException cause(Throwable trouble) {
        for (Throwable at = trouble; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** Drivers write paragraphs; the first line tells the tale. */
    private static String firstLine(Throwable trouble, Hidden hidden) {
        String said = trouble.getMessage() == null ? trouble.getClass().getSimpleName() : trouble.getMessage();
        String message = hidden.in(said);
        return message.strip().lines().findFirst().orElse("").replaceFirst("[.:]$", "");
    }
}
