package org.broadsheet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.broadsheet.text.InputException;
import org.jspecify.annotations.Nullable;

/** Says in one sentence what is wrong with a database, without the values that were to be written. */
public final class Trouble {
    static final int H2_CANNOT_OPEN = 8000;
    static final int H2_ALREADY_OPEN = 90020;
    static final int H2_CONNECTION_BROKEN = 90067;
    static final int H2_CLOSED = 90098;
    static final int H2_CLOSING = 90121;
    private static final int H2_IO = 90028;
    private static final int H2_IO_OF_FILE = 90031;
    private static final int H2_LOCKED = 50200;
    private static final int H2_CORRUPT = 90030;
    private static final int H2_OLD_FORMAT = 90048;

    private static final long TOO_LITTLE = 256 * 1024; // the database writes chunks of some ten kB at a time
    private static final Pattern CLOSED = Pattern.compile("(?i)closed|interrupted");
    private static final Pattern FULL =
            Pattern.compile("(?i)no space left|disk quota exceeded|not enough space|file too large|disk full");

    private Trouble() {}

    /**
     * What to tell the person about a failure of the database or of the disk that it is on.
     *
     * @param folder where the workspace lies
     * @return empty when the failure is another
     */
    public static Optional<String> words(Throwable trouble, Path folder) {
        if (isFull(trouble, folder)) {
            return Optional.of("no space is left on the disk of " + folder + " (" + free(folder)
                    + " kB are free), so what this command did last was not saved; make space, then run it again;"
                    + " 'broadsheet resume EDITION' goes on with a send");
        }
        SQLException sql = cause(trouble);
        if (sql == null || trouble instanceof InputException) {
            return Optional.empty();
        }
        if (sql.getErrorCode() == H2_LOCKED) {
            return Optional.of("another command has kept what this one needs of the database of " + folder
                    + " for a while; let it end, then run this one again");
        }
        if (Opening.isBusy(sql) || isClosedFile(sql)) {
            return Optional.of("the database of " + folder + " was closed by the command that had it open; run this one"
                    + " again; 'broadsheet resume EDITION' goes on with a send");
        }
        return Optional.of("the database of " + folder + " failed: " + withoutValues(sql));
    }

    /** Drivers quote statements and keys; people's addresses are among them. */
    static String withoutValues(SQLException sql) {
        String first =
                String.valueOf(sql.getMessage()).strip().lines().findFirst().orElse("");
        String kept = first.replaceFirst("(?s)(; SQL statement:|: \"|Batch entry \\d+ ).*", "");
        return kept.replaceFirst("[.:]$", "") + " [" + sql.getSQLState() + "]";
    }

    static boolean isFull(Throwable trouble) {
        for (Throwable at = trouble; at != null; at = at.getCause()) {
            if (FULL.matcher(String.valueOf(at.getMessage())).find()
                    || (at instanceof SQLException sql && "53100".equals(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** A file that this process had open was closed under it. */
    static boolean isClosedFile(SQLException sql) {
        return (sql.getErrorCode() == H2_IO || sql.getErrorCode() == H2_IO_OF_FILE)
                && CLOSED.matcher(String.valueOf(sql.getMessage())).find();
    }

    private static boolean isFull(Throwable trouble, Path folder) {
        if (isFull(trouble)) {
            return true;
        }
        // A database that could not be written closes itself, and whoever asks next hears of that only.
        long free = free(folder);
        return cause(trouble) != null && free >= 0 && free < TOO_LITTLE / 1024;
    }

    /** In kB; less than 0 when it is not known. */
    private static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() / 1024;
        } catch (IOException e) {
            return -1;
        }
    }

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
                where, "cannot be brought up to date: " + firstLine(sql == null ? trouble : sql, hidden), "");
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

    static @Nullable SQLException cause(Throwable trouble) {
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
