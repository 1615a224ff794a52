package org.broadsheet;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.broadsheet.delivery.ServerReplies;
import org.broadsheet.subscriber.LinkRequests;
import org.broadsheet.subscriber.ProofsOfWork;
import org.broadsheet.subscriber.SignUps;
import org.broadsheet.subscriber.Suppressions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops once a day what has been kept long enough, in a thread of {@code serve}. Several processes that do so at once do no
 * harm.
 */
final class Housekeeping implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration EVERY = Duration.ofHours(24);

    private final Keep keep;
    private final SignUps signUps;
    private final LinkRequests linkRequests;
    private final ProofsOfWork proofs;
    private final Suppressions suppressions;
    private final ServerReplies replies;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "housekeeping");
        made.setDaemon(true);
        return made;
    });

    Housekeeping(
            Keep keep,
            SignUps signUps,
            LinkRequests linkRequests,
            ProofsOfWork proofs,
            Suppressions suppressions,
            ServerReplies replies) {
        this.keep = keep;
        this.signUps = signUps;
        this.linkRequests = linkRequests;
        this.proofs = proofs;
        this.suppressions = suppressions;
        this.replies = replies;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::runSafely, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void runSafely() {
        try {
            run();
        } catch (RuntimeException e) {
            // What could not be dropped is dropped on another day.
            log.warn("What has been kept long enough could not be dropped: {}", e.getMessage());
        }
    }

    void run() {
        signUps.tidy(keep.networkAddresses());
        linkRequests.tidy();
        proofs.tidy();
        suppressions.dropReplies(keep.replies());
        replies.dropAfter(keep.replies());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
