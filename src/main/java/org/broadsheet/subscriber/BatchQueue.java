package org.broadsheet.subscriber;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that works off batches in their order while the next one is read; never more than two wait. */
final class BatchQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchQueue.class);
    private static final int WAITING = 2;
    private static final int ROWS = 1000;
    private static final int PATIENCE_SECONDS = 60;

    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "batches");
        thread.setDaemon(true);
        return thread;
    });
    private final Deque<Future<?>> waiting = new ArrayDeque<>();

    /** Throws what an earlier batch threw. */
    void add(Runnable batch) {
        waiting.add(writer.submit(batch));
        while (waiting.size() > WAITING) {
            await(waiting.remove());
        }
    }

    /** Until all of them are done. */
    void drain() {
        while (!waiting.isEmpty()) {
            await(waiting.remove());
        }
    }

    /**
     * Does the work to all rows, in their order, while more of them are read.
     *
     * @return how many there were
     */
    <T> long each(Iterator<T> rows, Consumer<T> work) {
        long count = 0;
        List<T> batch = new ArrayList<>(ROWS);
        for (; rows.hasNext(); count++) {
            batch.add(rows.next());
            if (batch.size() == ROWS || !rows.hasNext()) {
                List<T> whole = batch;
                add(() -> whole.forEach(work));
                batch = new ArrayList<>(ROWS);
            }
        }
        drain();
        return count;
    }

    private static void await(Future<?> batch) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    batch.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true; // a batch that has begun is finished, and the next one is not begun
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Batches that have not begun never do; one that has is waited for, since an interrupt could harm its file. */
    @Override
    public void close() {
        waiting.forEach(batch -> batch.cancel(false));
        writer.shutdown();
        try {
            if (!writer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a batch is still being worked off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
