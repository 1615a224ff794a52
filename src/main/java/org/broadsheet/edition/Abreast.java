package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the same to many things, some at a time. */
final class Abreast {
    private static final Logger log = LoggerFactory.getLogger(Abreast.class);
    private static final int MOST = 4;

    private Abreast() {}

    /**
     * What came of each, in their order.
     *
     * @param work must be able to run on several threads at a time; what it throws is thrown on. By then nothing of it runs
     *     any more, and what has not begun never does
     */
    static <T, R> List<R> each(List<T> things, Function<T, R> work) {
        return each(Math.min(MOST, Runtime.getRuntime().availableProcessors()), things, work);
    }

    static <T, R> List<R> each(int most, List<T> things, Function<T, R> work) {
        int threads = Math.min(most, things.size());
        if (threads < 2) {
            return things.stream().map(work).toList();
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "abreast");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<R>> begun = new ArrayList<>();
        try {
            things.forEach(thing -> begun.add(pool.submit(() -> work.apply(thing))));
            return begun.stream().map(Abreast::result).toList();
        } finally {
            begun.forEach(future -> future.cancel(false));
            end(pool);
        }
    }

    /** Until what runs has come to its end, even for who is interrupted: it may be in the middle of a database. */
    private static void end(ExecutorService pool) {
        pool.shutdown();
        boolean interrupted = false;
        while (!pool.isTerminated()) {
            try {
                if (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
                    log.warn("what was begun side by side is not over yet");
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException(); // which a future does not look at that is done already
            }
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }
}
