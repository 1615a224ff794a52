package org.broadsheet.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Hangs up on who sends a request byte by byte. Each byte keeps the server's own patience from ending, so that somebody with
 * a few thousand connections could hold all of them for hours. Thread-safe.
 */
final class Dawdlers extends AbstractLifeCycle implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration longest;
    private final Map<Connection, Seen> open = new ConcurrentHashMap<>();
    private volatile Scheduler.@Nullable Task next;

    /**
     * @param scheduler of the server
     * @param longest that the head of a request may take from when its first bytes were seen
     */
    Dawdlers(Scheduler scheduler, Duration longest) {
        this.scheduler = scheduler;
        this.longest = longest;
    }

    /**
     * How a connection stood when it was looked at.
     *
     * @param bytes that had come when its last whole request had
     * @param begun when more than those were first seen, by {@link System#nanoTime}; null before
     */
    private record Seen(long requests, long bytes, @Nullable Long begun) {}

    @Override
    public void onOpened(Connection connection) {
        open.put(connection, new Seen(connection.getMessagesIn(), connection.getBytesIn(), null));
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    @Override
    protected void doStart() {
        plan();
    }

    @Override
    protected void doStop() {
        Scheduler.Task planned = next;
        if (planned != null) {
            planned.cancel();
        }
    }

    private void plan() {
        next = scheduler.schedule(this::look, longest.toMillis() / 4, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            long now = System.nanoTime();
            open.replaceAll((connection, seen) -> look(connection, seen, now));
        } finally {
            if (isRunning() || isStarting()) {
                plan();
            }
        }
    }

    private Seen look(Connection connection, Seen seen, long now) {
        long requests = connection.getMessagesIn();
        long bytes = connection.getBytesIn();
        if (requests != seen.requests() || bytes == seen.bytes()) {
            return new Seen(requests, bytes, null);
        }
        if (seen.begun() == null) {
            return new Seen(requests, seen.bytes(), now);
        }
        if (now - seen.begun() > longest.toNanos()) {
            connection.getEndPoint().close();
        }
        return seen;
    }
}
