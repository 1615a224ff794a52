package org.broadsheet.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders, and how they stood when they were first noted. They are looked at again and again: what systems tell of
 * changes is late on some, missing on mounted folders, and about the wrong file where an editor saves by renaming. A look at a
 * file costs microseconds. Thread-safe.
 */
final class WatchedFiles {
    private final Map<Path, Stamp> stamps = new ConcurrentHashMap<>();

    /** What tells one content of a place from the next; an editor that saves by renaming changes the key. */
    private record Stamp(long modified, long size, @Nullable Object key) {
        static final Stamp ABSENT = new Stamp(0, -1, null);

        static Stamp of(Path path) {
            try {
                BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
                return new Stamp(found.lastModifiedTime().to(TimeUnit.NANOSECONDS), found.size(), found.fileKey());
            } catch (IOException absent) {
                return ABSENT;
            }
        }
    }

    /** To be called before the file is read, so that no change between the two is missed. */
    void note(Path path) {
        stamps.computeIfAbsent(path, Stamp::of);
    }

    /** Whether anything stands otherwise than when it was noted. */
    boolean haveChanged() {
        return stamps.entrySet().stream()
                .anyMatch(noted -> !Stamp.of(noted.getKey()).equals(noted.getValue()));
    }

    /** Takes everything as it stands now; true when that is otherwise than it was. */
    boolean renew() {
        boolean changed = false;
        for (Map.Entry<Path, Stamp> noted : stamps.entrySet()) {
            Stamp now = Stamp.of(noted.getKey());
            changed |= !now.equals(noted.setValue(now));
        }
        return changed;
    }
}
