package org.broadsheet.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.broadsheet.check.Approval;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.web.PreviewProof.Finding;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads an edition whenever it, or anything that it is made of, changes. */
final class PreviewDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PreviewDesk.class);
    private static final long LOOK_MS = 40;
    private static final long SETTLE_MS = 15;
    private static final int MOST_SETTLING = 30;
    private static final int LONGEST_EXCERPT = 160;

    private final EditionAtWork work;
    private final Clock clock;
    private final Consumer<PreviewProof> changed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread watch = new Thread(this::watch, "preview-watch");
    private final String run;
    private int readings;
    private WatchedFiles files = new WatchedFiles();
    private volatile PreviewProof proof;

    /** Reads it for the first time. @param changed told of each reading after that, by the thread that reads */
    PreviewDesk(EditionAtWork work, Clock clock, Consumer<PreviewProof> changed) {
        this.work = work;
        this.clock = clock;
        this.changed = changed;
        this.run = Long.toString(clock.millis(), Character.MAX_RADIX);
        this.proof = read(null);
        watch.setDaemon(true);
    }

    void start() {
        watch.start();
    }

    PreviewProof proof() {
        return proof;
    }

    private void watch() {
        try {
            while (!closed.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                if (files.haveChanged()) {
                    settle();
                    proof = read(proof);
                    changed.accept(proof);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that but an end of the process
        }
    }

    /** An editor may write in several steps, and the file may be away between two of them. */
    private void settle() throws InterruptedException {
        for (int i = 0; i < MOST_SETTLING && (files.renew() || !Files.exists(work.path())); i++) {
            if (closed.await(SETTLE_MS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private PreviewProof read(@Nullable PreviewProof last) {
        WatchedFiles asked = new WatchedFiles();
        asked.note(work.path());
        Instant at = clock.instant();
        long began = System.nanoTime();
        Approval.Preview preview = null;
        List<Problem> problems;
        try {
            preview = work.read(asked::note);
            problems = preview.findings();
        } catch (InputException e) {
            problems = e.problems();
        } catch (IOException | UncheckedIOException e) {
            problems = List.of(unreadable(e));
        } catch (RuntimeException | StackOverflowError e) {
            // One reading failed in a way that nobody thought of; the next save may be readable.
            LOG.error("the edition could not be read", e);
            problems = List.of(failed(e));
        }
        files = asked;
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        boolean fresh = preview != null;
        return new PreviewProof(
                run + "-" + ++readings,
                fresh || last == null ? preview : last.shown(),
                fresh || last == null ? at : last.shownAt(),
                findings(problems),
                fresh,
                at,
                took);
    }

    private Problem unreadable(Exception e) {
        boolean there = Files.exists(work.path());
        return Problem.error(
                "unreadable",
                Position.wholeFile(work.name()),
                there ? "cannot be read: " + e.getMessage() : "the file is not there",
                there ? "" : "save it again under this name");
    }

    private Problem failed(Throwable e) {
        return Problem.error(
                "failed",
                Position.wholeFile(work.name()),
                "it could not be shown: " + e.getClass().getSimpleName(),
                "undo the last change, and please report this");
    }

    private List<Finding> findings(List<Problem> problems) {
        Map<String, List<String>> sources = new HashMap<>();
        return problems.stream()
                .sorted(Comparator.comparing(Problem::severity))
                .map(problem -> new Finding(problem, excerpt(problem.at(), sources)))
                .toList();
    }

    private String excerpt(Position at, Map<String, List<String>> sources) {
        if (at.line() == 0) {
            return "";
        }
        List<String> lines =
                sources.computeIfAbsent(at.file(), file -> text(file).lines().toList());
        String line = at.line() > lines.size() ? "" : lines.get(at.line() - 1).strip();
        return line.length() <= LONGEST_EXCERPT ? line : line.substring(0, LONGEST_EXCERPT) + "…";
    }

    private String text(String file) {
        try {
            Optional<String> source = work.source(file);
            return source.orElse("");
        } catch (UncheckedIOException gone) {
            return "";
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
