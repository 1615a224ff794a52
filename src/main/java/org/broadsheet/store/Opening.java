package org.broadsheet.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.broadsheet.text.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the embedded database while others open and leave it: waits for them, says so, and gives up after a while. One
 * process opens at a time, so that of two that come at once one hosts the file and the other finds its server.
 */
final class Opening {
    /** In the folder of the database; whoever opens it, or leaves it for good, has this file locked. */
    static final String LOCK = "open.lock";

    static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration SILENT = Duration.ofSeconds(2);
    /** Whoever has the lock is opening too, on a machine that may be slow, and gives up by itself. */
    private static final Duration LONGEST_FOR_OTHERS = Duration.ofMinutes(2);

    private static final long PAUSE_MS = 100;

    private final Path folder;
    private final Consumer<String> notice;
    /** When this last got somewhere. */
    private volatile long start = System.nanoTime();

    private volatile Duration patience = LONGEST_FOR_OTHERS;
    private volatile boolean connected;
    /** Whether anybody else was seen: a slow machine alone is no reason to speak of others. */
    private volatile boolean shared;

    Opening(Path folder, Consumer<String> notice) {
        this.folder = folder;
        this.notice = notice;
    }

    /** The attempt runs on a thread of its own: a process that was stopped keeps the file and answers nothing. */
    Database by(Supplier<Database> attempt) {
        shared = Files.exists(folder.resolve("broadsheet.lock.db"));
        FutureTask<Database> task = new FutureTask<>(() -> untilOpen(attempt));
        Thread thread = new Thread(task, "database-opening");
        thread.setDaemon(true);
        thread.start();
        try {
            return within(task);
        } catch (TimeoutException e) {
            throw held();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the database was opened", e);
        }
    }

    /** From here on it is this process's own work, which takes as long as it takes. */
    void connected() {
        connected = true;
    }

    private Database within(FutureTask<Database> task)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return task.get(SILENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            if (shared) {
                notice.accept("waiting for another command that has the database of " + folder + " …");
            }
        }
        while (true) {
            try {
                return task.get(SILENT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException slow) {
                if (!connected && isOver()) {
                    throw slow;
                }
            }
        }
    }

    private boolean isOver() {
        return System.nanoTime() - start > patience.toNanos();
    }

    private Database untilOpen(Supplier<Database> attempt) throws IOException, InterruptedException {
        try (FileChannel lock =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (tryLock(lock) == null) {
                pause(null);
            }
            start = System.nanoTime();
            patience = LONGEST;
            while (true) {
                try {
                    connected = false;
                    return attempt.get();
                } catch (InputException e) {
                    if (!isBusy(e)) {
                        throw e;
                    }
                    pause(e);
                }
            }
        }
    }

    /** Null when another has it; released with the channel at the latest. */
    static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException anotherThread) {
            return null;
        }
    }

    private void pause(@Nullable InputException last) throws InterruptedException {
        shared = true;
        if (isOver()) {
            throw last == null ? held() : last;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }

    private InputException held() {
        return Database.refused(
                folder.toString(),
                "is held by another command that has not answered for " + patience.toSeconds() + " seconds",
                "let that command go on, or end it, then try again");
    }

    /** What passes by itself: somebody else is opening the file or has just left it. */
    static boolean isBusy(Throwable trouble) {
        SQLException sql = Trouble.cause(trouble);
        if (sql == null) {
            return false;
        }
        String message = String.valueOf(sql.getMessage());
        return switch (sql.getErrorCode()) {
            case Trouble.H2_CANNOT_OPEN ->
                message.contains("Lock file") || message.contains("Another process") || message.contains("Concurrent");
            case Trouble.H2_ALREADY_OPEN, Trouble.H2_CONNECTION_BROKEN, Trouble.H2_CLOSED, Trouble.H2_CLOSING -> true;
            default -> false;
        };
    }
}
