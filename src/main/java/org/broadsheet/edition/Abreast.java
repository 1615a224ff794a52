package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same to many things, some at a time. */
final class Abreast {
    private static final int MOST = 4;

    private Abreast() {}

    /**
     * What came of each, in their order.
     *
     * @param work must be able to run on several threads at a time; what it throws is thrown on, and what has not begun
     *     then never does
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
            pool.shutdown();
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }
}
