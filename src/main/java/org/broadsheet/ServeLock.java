package org.broadsheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.broadsheet.text.FileTrouble;
import org.jspecify.annotations.Nullable;

/**
 * The lock that the {@code serve} of a workspace holds as long as it lives, even if it dies without a word.
 *
 * @param data the folder in which it lies
 */
record ServeLock(Path data) {
    /** The lock, which is held until it is closed; null when somebody holds it. */
    @Nullable
    FileChannel claim() {
        try {
            Files.createDirectories(data);
            FileChannel channel =
                    FileChannel.open(data.resolve("serve.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return null;
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("The workspace cannot be locked: " + FileTrouble.words(e), e);
        }
    }

    boolean isHeld() {
        try (@Nullable FileChannel claimed = claim()) {
            return claimed == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }
}
