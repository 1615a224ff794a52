package org.broadsheet;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.Drafter;
import org.broadsheet.source.Collector;
import org.broadsheet.source.Request;
import org.broadsheet.text.InputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the sources of all digests again and again, in a thread of {@code serve}: feeds show their last entries only. */
final class SourcePolls implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SourcePolls.class);

    private final DraftFolder folder;
    private final Drafter drafter;
    private final Collector collector;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "source-polls");
        made.setDaemon(true);
        return made;
    });

    SourcePolls(DraftFolder folder, Drafter drafter, Collector collector, Clock clock) {
        this.folder = folder;
        this.drafter = drafter;
        this.collector = collector;
        this.clock = clock;
    }

    void start(Duration every) {
        thread.scheduleWithFixedDelay(this::runSafely, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void runSafely() {
        try {
            run();
        } catch (RuntimeException e) {
            // A round that failed is over; the next one is tried in its time.
            log.warn("The sources could not be asked: {}", e.getMessage());
        }
    }

    void run() {
        Map<String, SortedSet<String>> askedBy = new HashMap<>();
        List<Request> requests = new ArrayList<>();
        for (String digest : folder.digests()) {
            requests(digest).forEach(request -> {
                requests.add(request);
                askedBy.computeIfAbsent(request.key(), key -> new TreeSet<>()).add("digests/" + digest + ".md");
            });
        }
        collector.collect(requests, clock.instant()).forEach((key, trouble) -> {
            String digests = String.join(", ", askedBy.getOrDefault(key, Collections.emptySortedSet()));
            log.info("A source of {} could not be collected: {}", digests, trouble);
        });
    }

    private Stream<Request> requests(String digest) {
        try {
            return drafter.requests("digests/" + digest + ".md", folder.digest(digest)).stream();
        } catch (InputException | UncheckedIOException e) {
            log.warn("The sources of digests/{}.md are not asked: {}", digest, e.getMessage());
            return Stream.empty();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
