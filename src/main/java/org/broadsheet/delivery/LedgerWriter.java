package org.broadsheet.delivery;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the steps of all runs of this process on one thread, as many as have come together in one commit: a connection
 * waits for its own step, and the database is asked once for all of them.
 */
final class LedgerWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LedgerWriter.class);
    private static final int MOST_PER_COMMIT = 256;
    private static final long PAUSE_AFTER_FAILURE_MS = 250;
    /** Little beside what a server takes to answer. */
    private static final long GATHERING_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private static final Duration BETWEEN_SYNCS = Duration.ofSeconds(1);

    private final Jdbi jdbi;
    private final Clock clock;
    private final BlockingQueue<Request> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "ledger-writer");
    private final Runnable sync;
    private Instant synced = Instant.EPOCH;
    private boolean hasCompany;
    private volatile boolean closed;

    private record Request(Step step, CompletableFuture<Step.Answer> answer) {}

    /** @param sync makes what is committed outlast a loss of power too; asked for once a second, for it takes its time */
    LedgerWriter(Jdbi jdbi, Clock clock, Runnable sync) {
        this.sync = sync;
        this.jdbi = jdbi;
        this.clock = clock;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Saves a step and waits until it is on disk. While the database is away it keeps the step and tries again, so that
     * no outcome is lost that a server has already given.
     *
     * @throws IllegalStateException when this writer was closed before the step could be saved
     */
    Step.Answer save(Step step) throws InterruptedException {
        Request request = new Request(step, new CompletableFuture<>());
        queue.add(request);
        if (closed) {
            request.answer().completeExceptionally(new IllegalStateException("The ledger is closed"));
        }
        try {
            return request.answer().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A step could not be saved", e.getCause());
        }
    }

    private void run() {
        List<Request> batch = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                Request first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    gather();
                    queue.drainTo(batch, MOST_PER_COMMIT - 1);
                    hasCompany = batch.size() > 1;
                    commit(batch);
                    syncAtTimes();
                }
                batch.clear();
            } catch (InterruptedException e) {
                closed = true;
            } catch (RuntimeException e) {
                // The database did not take the batch. One by one tells which steps it minds, if it is there at all.
                log.warn("The ledger could not be written, trying again: {}", root(e).getMessage());
                batch.forEach(this::commitAlone);
                batch.clear();
            }
        }
        queue.forEach(
                request -> request.answer().completeExceptionally(new IllegalStateException("The ledger is closed")));
    }

    /** The driver's own words; those around them repeat the statement and the values in it. */
    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private void commit(List<Request> batch) {
        // In one order everywhere: whoever locks several shards waits for the others and never in a ring.
        batch.sort(Comparator.comparing(request -> request.step().shard()));
        List<Step> steps = batch.stream().map(Request::step).toList();
        List<Step.Answer> answers = inTransaction(handle -> new StepBatch(handle, steps, clock.instant()).save());
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().complete(answers.get(i));
        }
    }

    /** Where several connections send, those that are about to ask share the commit of the first. */
    private void gather() {
        if (hasCompany) {
            LockSupport.parkNanos(GATHERING_NANOS);
        }
    }

    private void syncAtTimes() {
        Instant now = clock.instant();
        if (Duration.between(synced, now).abs().compareTo(BETWEEN_SYNCS) >= 0) {
            synced = now;
            sync.run();
        }
    }

    private void commitAlone(Request request) {
        RuntimeException last = new IllegalStateException("The ledger was closed while the database was away");
        while (!closed) {
            try {
                request.answer().complete(inTransaction(handle -> saveOnce(handle, request.step())));
                return;
            } catch (RuntimeException e) {
                last = e;
                pause();
            }
        }
        request.answer().completeExceptionally(last);
    }

    private <T> T inTransaction(HandleCallback<T, SQLException> work) {
        try {
            return jdbi.inTransaction(work);
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    private Step.Answer saveOnce(Handle handle, Step step) throws SQLException {
        StepBatch batch = new StepBatch(handle, List.of(step), clock.instant());
        return batch.isSaved() ? Step.Answer.ALONE : batch.save().get(0);
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE_MS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Saves what is queued, then stops. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
