package org.broadsheet.source;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Concealed;

/** Asks sources and keeps what they answer. Thread-safe. */
public final class Collector {
    private static final int AT_A_TIME = 8;
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

    private final FoundItems items;
    private final Fetcher fetcher;
    private final WorkspaceFolder folder;
    private final Clock clock;
    private final Pause pause;

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        void wait(Duration duration) throws InterruptedException;
    }

    /** @param root of the workspace whose files may be read */
    public Collector(FoundItems items, Fetcher fetcher, Path root, Clock clock, Pause pause) {
        this(items, fetcher, root, List.of(), clock, pause);
    }

    /** @param repositories of Git that may be read although they are elsewhere */
    public Collector(FoundItems items, Fetcher fetcher, Path root, List<Path> repositories, Clock clock, Pause pause) {
        this.items = items;
        this.fetcher = fetcher;
        this.folder = new WorkspaceFolder(root, repositories);
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Asks all of them, some at a time, each once and, where that may help, twice again.
     *
     * @param now when the answers count as seen
     * @return by the key of each that could not be had: why, on one line that shows no password
     */
    public Map<String, String> collect(Collection<Request> requests, Instant now) {
        Map<String, Future<Optional<String>>> asked = new LinkedHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            for (Request request : requests) {
                asked.computeIfAbsent(request.key(), key -> threads.submit(() -> ask(request, now)));
            }
            Map<String, String> troubles = new LinkedHashMap<>();
            asked.forEach((key, answer) -> trouble(answer).ifPresent(words -> troubles.put(key, words)));
            return troubles;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Optional<String> trouble(Future<Optional<String>> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Empty when it went well. */
    private Optional<String> ask(Request request, Instant now) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                askOnce(request, now);
                return Optional.empty();
            } catch (FetchException e) {
                if (!e.isTemporary() || attempt == PAUSES.size()) {
                    String trouble = Characters.visible(Concealed.of(String.valueOf(e.getMessage())));
                    items.failed(request, trouble, now);
                    return Optional.of(trouble);
                }
            }
            pause.wait(PAUSES.get(attempt));
        }
    }

    private void askOnce(Request request, Instant now) throws FetchException {
        Access access = new Access(fetcher, folder, clock.instant(), now, items.standing(request), request.options());
        access.ask(request.query())
                .ifPresentOrElse(
                        found -> items.keep(request, found, access.validators(), access.remarks(), now),
                        () -> items.unchanged(request, now));
    }
}
