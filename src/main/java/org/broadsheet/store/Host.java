package org.broadsheet.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The process that has the file of the embedded database, and through which others reach it. When it ends, whatever those
 * have under way breaks; so it stays a while for them, and lets nobody come in at the moment when it goes.
 */
final class Host implements AutoCloseable {
    static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration SILENT = Duration.ofSeconds(2);
    private static final long PAUSE_MS = 50;

    private final Connection own;
    private final Path folder;
    private final Consumer<String> notice;

    /** @param own a connection of this process, for which {@link #is} holds; closed with this */
    Host(Connection own, Path folder, Consumer<String> notice) {
        this.own = own;
        this.folder = folder;
        this.notice = notice;
    }

    /** Whether a connection goes to the file, and not through another process. */
    static boolean is(Connection connection) throws SQLException {
        return count(connection, "session_id = SESSION_ID() AND client_addr IS NULL") == 1;
    }

    private static int count(Connection connection, String which) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM information_schema.sessions WHERE " + which)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Stays until nobody else is there, then closes the file; after {@link #LONGEST} it goes whoever is there. */
    @Override
    public void close() {
        await(LONGEST);
    }

    /** The same, and as long as this; for a process that was told to stop. */
    synchronized void await(Duration longest) {
        long start = System.nanoTime();
        boolean told = false;
        try (Connection last = own;
                FileChannel door = FileChannel.open(
                        folder.resolve(Opening.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (!last.isClosed() && !isLeft(last, door) && !isOver(start, longest)) {
                if (!told && isOver(start, SILENT)) {
                    told = true;
                    notice.accept("waiting for another command that uses the database of " + folder + " …");
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | IOException e) {
            return; // the database is closed already, or its folder is gone: nobody is kept by it
        }
    }

    private static boolean isOver(long start, Duration limit) {
        return System.nanoTime() - start > limit.toNanos();
    }

    /** Who opens the database holds the same lock meanwhile: behind a door that is locked the count stays true. */
    private static boolean isLeft(Connection last, FileChannel door) throws SQLException, IOException {
        try (FileLock lock = Opening.tryLock(door)) {
            if (lock == null || count(last, "client_addr IS NOT NULL") > 0) {
                return false;
            }
            last.close();
            return true;
        }
    }
}
