package org.broadsheet;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in the reverse order. Not thread-safe. */
final class OpenParts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OpenParts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** @param kept stays open, and is no longer known here; null for none */
    void closeAllBut(@Nullable AutoCloseable kept) {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            if (part != kept) {
                close(part);
            }
        }
    }

    @Override
    public void close() {
        closeAllBut(null);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // Whatever does not close must not keep the others from closing.
            log.warn("Not closed: {}", part, e);
        }
    }
}
