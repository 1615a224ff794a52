package org.broadsheet.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Files of the embedded database on a disk that is full when a test says so: {@code jdbc:h2:full:/path}. */
public final class FullDisk extends FilePathWrapper {
    private static final AtomicInteger LEFT_TO_REFUSE = new AtomicInteger();

    /** Makes the scheme known to the database of this process. */
    public static void mount() {
        FilePath.register(new FullDisk());
    }

    /** The next so many writes fail, whichever file they go to. */
    public static void refuse(int writes) {
        LEFT_TO_REFUSE.set(writes);
    }

    /** How many of the writes that were to fail have not come yet. */
    public static int leftToRefuse() {
        return LEFT_TO_REFUSE.get();
    }

    @Override
    public String getScheme() {
        return "full";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel disk = getBase().open(mode);
        return new FileBaseDefault() {
            @Override
            public long size() throws IOException {
                return disk.size();
            }

            @Override
            public int read(ByteBuffer into, long position) throws IOException {
                return disk.read(into, position);
            }

            @Override
            public int write(ByteBuffer from, long position) throws IOException {
                if (LEFT_TO_REFUSE.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new IOException("No space left on device");
                }
                return disk.write(from, position);
            }

            @Override
            protected void implTruncate(long size) throws IOException {
                disk.truncate(size);
            }

            @Override
            public void force(boolean metaData) throws IOException {
                disk.force(metaData);
            }

            @Override
            public java.nio.channels.FileLock tryLock(long position, long size, boolean shared) throws IOException {
                return disk.tryLock(position, size, shared);
            }

            @Override
            protected void implCloseChannel() throws IOException {
                disk.close();
            }
        };
    }
}
