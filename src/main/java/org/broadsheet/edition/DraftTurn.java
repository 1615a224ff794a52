package org.broadsheet.edition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets one command draft at a time in a workspace: of two that draft the same edition at once, each would keep its own items,
 * and one would write its file over that of the other.
 */
public final class DraftTurn {
    private static final long PAUSE_MS = 100;

    private DraftTurn() {}

    /**
     * Does some work as soon as nobody else drafts.
     *
     * @param root of the workspace
     * @return what came of it; empty when somebody else still drafts after that time
     */
    public static <T> Optional<T> during(Path root, Duration patience, Supplier<T> work) {
        try {
            Path folder = Files.createDirectories(root.resolve(".broadsheet"));
            try (FileChannel lock = FileChannel.open(
                    folder.resolve("draft.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                long start = System.nanoTime();
                while (!isMine(lock)) {
                    if (System.nanoTime() - start >= patience.toNanos()) {
                        return Optional.empty();
                    }
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
                }
                return Optional.of(work.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Whether somebody else drafts cannot be seen", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Given back with the channel, or when the process ends. */
    private static boolean isMine(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException anotherThread) {
            return false;
        }
    }
}
