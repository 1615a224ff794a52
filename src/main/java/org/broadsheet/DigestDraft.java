package org.broadsheet;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.broadsheet.DigestStep.Case;
import org.broadsheet.cli.Workbench;
import org.broadsheet.edition.DraftFiles;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.Drafter;

/** Drafts an edition when it is due, or soon is, where there is no file of it yet. */
final class DigestDraft {
    /** Sources are not asked each minute by what finds nothing, or fails. */
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(15);

    private final Workbench bench;
    private final DraftFolder folder;
    private final DraftFiles files;
    private final Map<String, Instant> tried = new ConcurrentHashMap<>();

    DigestDraft(Workbench bench) {
        this.bench = bench;
        this.folder = new DraftFolder(bench.root());
        this.files = new DraftFiles(folder, bench.drafts(), bench.clock());
    }

    enum Kind {
        WRITTEN,
        /** Nothing is new. */
        EMPTY,
        /** Somebody else wrote the file while sources were asked. */
        OVERTAKEN,
        FAILED
    }

    /** @param details which sources could not be had, where it is written; where it failed, why */
    record Outcome(Kind kind, String details) {}

    /** At once when it is due, and after that and before it every now and then. */
    boolean mayTry(Case of) {
        Instant last = tried.get(of.slug());
        boolean isTime = last == null
                || last.isAfter(of.now()) // the clock was wrong then
                || !last.plus(BETWEEN_TRIES).isAfter(of.now())
                || of.isDue() && last.isBefore(of.run().due());
        if (isTime) {
            tried.put(of.slug(), of.now());
        }
        return isTime;
    }

    Outcome of(Case of) {
        String digest = of.file().name();
        Drafter drafter = bench.drafter();
        try {
            Drafter.Drafted drafted = drafter.draft(new Drafter.Order(
                    digest, folder.digest(digest), null, of.run().due(), Drafter.Asking.ALL, folder::exists));
            if (drafted.isEmpty() && of.front().skipIfEmpty()) {
                return new Outcome(Kind.EMPTY, "");
            }
            boolean isWritten = files.create(digest, drafted);
            tried.remove(of.slug());
            return isWritten ? new Outcome(Kind.WRITTEN, missing(drafted)) : new Outcome(Kind.OVERTAKEN, "");
        } catch (RuntimeException e) {
            return new Outcome(Kind.FAILED, Digests.words(e));
        }
    }

    private static String missing(Drafter.Drafted drafted) {
        return drafted.blocks().stream()
                .filter(block -> block.trouble() != null)
                .map(block -> block.name() + ": " + block.trouble())
                .collect(Collectors.joining("; "));
    }
}
