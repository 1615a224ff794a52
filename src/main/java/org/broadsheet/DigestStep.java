package org.broadsheet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.broadsheet.cli.Withheld;
import org.broadsheet.cli.Workbench;
import org.broadsheet.delivery.EditorsNews;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DigestRun;
import org.broadsheet.edition.DigestRun.State;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.edition.DraftFiles;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.Timing.Late;
import org.broadsheet.schedule.ApprovalRequest;
import org.broadsheet.schedule.DigestFile;
import org.broadsheet.schedule.DigestPlan;
import org.jspecify.annotations.Nullable;

/**
 * What is next for an edition that is due, or soon is: it is drafted, goes on to be sent, is held, or left out. Called again and
 * again, also after a crash in the middle of it, so that each step looks first whether it was done.
 */
final class DigestStep {
    private static final Duration FRESH = Duration.ofDays(7);

    private final Workbench bench;
    private final EditorsNews news;
    private final DigestRuns runs;
    private final DraftFolder folder;
    private final DraftFiles files;
    private final Withholding withholding;
    private final RunEnds ends;
    private final DigestDraft draft;
    private final DigestSending sending;

    DigestStep(Workbench bench, EditorsNews news, ApprovalRequest request) {
        this.bench = bench;
        this.news = news;
        this.runs = bench.digestRuns();
        this.folder = new DraftFolder(bench.root());
        this.files = new DraftFiles(folder, bench.drafts(), bench.clock());
        this.withholding = new Withholding(bench, news);
        this.ends = new RunEnds(bench, news);
        this.draft = new DigestDraft(bench);
        this.sending = new DigestSending(bench, news, request, ends);
    }

    /** @param pause null while the digest is not paused */
    record Case(
            DigestFile file,
            FrontMatter front,
            DigestPlan plan,
            DigestRun run,
            DigestRuns.@Nullable Pause pause,
            Instant now) {
        String slug() {
            return run.edition();
        }

        /** Of the edition, from the workspace. */
        String path() {
            return "editions/" + run.edition() + ".md";
        }

        boolean isDue() {
            return !run.due().isAfter(now);
        }

        String dueWords() {
            return Digests.time(run.due(), front.zone());
        }
    }

    void take(Case of) {
        Optional<ApprovedEdition> known = bench.editions().find(of.slug());
        if (ends.settle(of, known)) {
            return;
        }
        if (of.pause() != null) {
            paused(of, known, of.pause());
        } else {
            go(of, known, lateness(of));
        }
    }

    /** What nobody approved is left out; what was approved is held, and goes out if the pause ends in time. */
    private void paused(Case of, Optional<ApprovedEdition> known, DigestRuns.Pause pause) {
        if (!of.isDue()) {
            return;
        }
        String reason = Withheld.words(pause);
        if (known.isEmpty()) {
            ends.over(of, State.SKIPPED, "is left out", reason);
            return;
        }
        withholding.hold(of.run(), known.get(), of.front().from(), reason);
        Late late = lateness(of);
        if (late == Late.ASK || late == Late.SKIP) {
            bench.control().holdBack(known.get().id(), reason);
            runs.move(of.run(), State.HELD, reason, of.now());
        }
    }

    /** What becomes of it since it is late; null when it is not. */
    private @Nullable Late lateness(Case of) {
        Instant due = of.run().due();
        if (!due.plus(bench.grace()).isBefore(of.now())) {
            return null;
        }
        Late late = of.front().timing().late();
        boolean overtaken =
                of.plan().nextDay(due).filter(next -> !next.isAfter(of.now())).isPresent()
                        || due.plus(FRESH).isBefore(of.now());
        return late == Late.SEND && (overtaken || isOfAnotherLife(of)) ? Late.ASK : late;
    }

    /** A file of which the database knows nothing may have been sent before the database was restored from an old backup. */
    private boolean isOfAnotherLife(Case of) {
        return folder.exists(of.slug())
                && bench.drafts().find(of.file().name(), of.slug()).isEmpty()
                && bench.editions().find(of.slug()).isEmpty();
    }

    private void go(Case of, Optional<ApprovedEdition> known, @Nullable Late late) {
        Optional<String> before = bench.delivery().begunBefore(of.slug());
        if (before.isPresent()) {
            known.ifPresent(edition -> bench.control().holdBack(edition.id(), before.get()));
            ends.over(of, State.HELD, "is held", before.get());
        } else if (late == Late.SKIP) {
            known.map(ApprovedEdition::id).ifPresent(bench.control()::unschedule);
            String reason = "it was due on " + of.dueWords() + ", longer ago than its grace (late: skip)";
            ends.over(of, State.SKIPPED, "is left out", reason);
        } else if (folder.exists(of.slug())) {
            if (of.run().state() == State.OPEN) {
                files.finish(of.file().name(), of.slug());
            }
            sending.drafted(of, known, late, ""); // written by a person, or by this step before it was interrupted
        } else if (known.isPresent() || of.run().state() == State.DRAFTED) {
            gone(of, known);
        } else if (draft.mayTry(of)) {
            draft(of, known, late);
        }
    }

    /** Somebody deleted it; or it is only away for a moment, in a repository say, and nothing is decided before its time. */
    private void gone(Case of, Optional<ApprovedEdition> known) {
        if (of.isDue()) {
            known.map(ApprovedEdition::id).ifPresent(bench.control()::unschedule);
            ends.over(of, State.SKIPPED, "is left out", "its file was deleted");
        }
    }

    private void draft(Case of, Optional<ApprovedEdition> known, @Nullable Late late) {
        DigestDraft.Outcome outcome = draft.of(of);
        switch (outcome.kind()) {
            case WRITTEN -> sending.drafted(of, known, late, outcome.details());
            case EMPTY -> empty(of);
            case OVERTAKEN -> overtaken(of);
            case FAILED -> failed(of, outcome.details());
        }
    }

    /** By whom the file was written while sources were asked; the next round takes it as it is then. */
    private void overtaken(Case of) {
        boolean isPersons = folder.exists(of.slug())
                && bench.drafts()
                        .find(of.file().name(), of.slug())
                        .filter(draft -> !draft.isGivenBack())
                        .isEmpty();
        if (isPersons) {
            String details =
                    of.path() + " was written by somebody while its sources were asked. It is taken as it is, and"
                            + " nothing of the sources is in it.";
            news.tell(of.front().from(), of.slug(), "was not drafted", details);
        }
    }

    private void failed(Case of, String failure) {
        String reason = "could not be drafted: " + failure;
        if (lateness(of) == Late.ASK) {
            ends.over(of, State.HELD, "is held", reason);
        } else if (runs.move(of.run(), State.OPEN, reason, of.now())) {
            String details = failure + ". It is tried again every quarter of an hour.";
            news.tell(of.front().from(), of.slug(), "could not be drafted", details);
        }
    }

    /** What was to be drafted ahead may have something new by the time it is due. */
    private void empty(Case of) {
        if (of.isDue()) {
            ends.over(of, State.EMPTY, "is left out", "nothing is new");
        }
    }
}
