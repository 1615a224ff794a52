package org.broadsheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.broadsheet.check.Approval;
import org.broadsheet.cli.ScheduledStart;
import org.broadsheet.cli.Withheld;
import org.broadsheet.cli.Workbench;
import org.broadsheet.delivery.EditorsNews;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DigestRun;
import org.broadsheet.edition.DigestRun.State;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.edition.DraftFiles;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.Drafter;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.Hold;
import org.broadsheet.edition.Timing.Late;
import org.broadsheet.schedule.ApprovalRequest;
import org.broadsheet.schedule.DigestFile;
import org.broadsheet.schedule.DigestPlan;
import org.broadsheet.text.Counted;
import org.broadsheet.text.FileTrouble;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What is next for an edition that is due, or soon is: it is drafted, asked about, frozen, begun, or left out. Called again and
 * again, also after a crash in the middle of it, so that each step looks first whether it was done.
 */
final class DigestStep {
    private static final Duration FRESH = Duration.ofDays(7);
    /** Sources are not asked each minute by what finds nothing, or fails. */
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(15);

    private static final String WAITS = "waits for approval";

    private final Workbench bench;
    private final EditorsNews news;
    private final ApprovalRequest request;
    private final DigestRuns runs;
    private final DraftFolder folder;
    private final DraftFiles files;
    private final ScheduledStart start;
    private final Withholding withholding;
    private final Map<String, Instant> tried = new ConcurrentHashMap<>();

    DigestStep(Workbench bench, EditorsNews news, ApprovalRequest request) {
        this.bench = bench;
        this.news = news;
        this.request = request;
        this.runs = bench.digestRuns();
        this.folder = new DraftFolder(bench.root());
        this.files = new DraftFiles(folder, bench.drafts(), bench.clock());
        this.start = new ScheduledStart(bench);
        this.withholding = new Withholding(bench, news);
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
        Optional<ApprovedEdition> begun = begun(known, of.slug());
        if (begun.isPresent()) {
            sent(of, begun.get());
        } else if (known.isPresent() && isDecided(of, known.get())) {
            decided(of, known.get());
        } else if (of.pause() != null) {
            paused(of, known, of.pause());
        } else {
            go(of, known, lateness(of));
        }
    }

    /** A rehearsal, in a workspace without a server; else the thing itself. */
    private Optional<ApprovedEdition> begun(Optional<ApprovedEdition> known, String slug) {
        return known.filter(edition -> edition.startedAt() != null)
                .or(() -> bench.isSandbox() ? bench.editions().latestRehearsal(slug) : Optional.empty())
                .filter(edition -> edition.startedAt() != null);
    }

    private void sent(Case of, ApprovedEdition begun) {
        if (runs.move(of.run(), State.SENT, null, of.now())) {
            int readers = bench.report().tally(begun.id()).intended();
            String details = "It goes to " + Counted.of(readers, "reader") + " through " + bench.relayName() + ".";
            news.tell(of.front().from(), of.slug(), "is being sent", details);
        }
    }

    /** Whether a person, or a rule that stands in for one, has the say about it. */
    private static boolean isDecided(Case of, ApprovedEdition known) {
        return switch (known.state()) {
            case HELD -> known.hold() != Hold.DIGEST;
            case CANCELLED, PAUSED -> true;
            case SCHEDULED -> !of.run().due().equals(known.scheduledFor());
            default -> false;
        };
    }

    private void decided(Case of, ApprovedEdition known) {
        if (known.state() == EditionState.CANCELLED) {
            over(of, State.SKIPPED, "is left out", "it was cancelled");
        } else if (known.state() == EditionState.HELD) {
            over(of, State.HELD, "is held", Objects.requireNonNullElse(known.reason(), "it waits for a person"));
        }
        // What is paused, or was given another time, goes on when somebody says so, and then it is sent.
    }

    /** What nobody approved is left out; what was approved is held, and goes out if the pause ends in time. */
    private void paused(Case of, Optional<ApprovedEdition> known, DigestRuns.Pause pause) {
        if (!of.isDue()) {
            return;
        }
        String reason = Withheld.words(pause);
        if (known.isEmpty()) {
            over(of, State.SKIPPED, "is left out", reason);
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
            over(of, State.HELD, "is held", before.get());
        } else if (late == Late.SKIP) {
            known.map(ApprovedEdition::id).ifPresent(bench.control()::unschedule);
            String reason = "it was due on " + of.dueWords() + ", longer ago than its grace (late: skip)";
            over(of, State.SKIPPED, "is left out", reason);
        } else if (folder.exists(of.slug())) {
            if (of.run().state() == State.OPEN) {
                files.finish(of.file().name(), of.slug());
            }
            drafted(of, known, late, ""); // written by a person, or by this step before it was interrupted
        } else if (known.isPresent() || of.run().state() == State.DRAFTED) {
            gone(of, known);
        } else if (mayTry(of)) {
            draft(of).ifPresent(missing -> drafted(of, known, late, missing));
        }
    }

    /** At once when it is due, and after that and before it every now and then. */
    private boolean mayTry(Case of) {
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

    /** Somebody deleted it; or it is only away for a moment, in a repository say, and nothing is decided before its time. */
    private void gone(Case of, Optional<ApprovedEdition> known) {
        if (of.isDue()) {
            known.map(ApprovedEdition::id).ifPresent(bench.control()::unschedule);
            over(of, State.SKIPPED, "is left out", "its file was deleted");
        }
    }

    private void drafted(Case of, Optional<ApprovedEdition> known, @Nullable Late late, String missing) {
        if (of.front().approval() == FrontMatter.Approval.REQUIRED) {
            required(of, known, late, missing);
        } else if (of.isDue()) {
            automatic(of, known, late);
        } else {
            runs.move(of.run(), State.DRAFTED, null, of.now());
        }
    }

    /** Which sources could not be had; empty when there is no draft, for now or for good. */
    private Optional<String> draft(Case of) {
        String digest = of.file().name();
        Drafter drafter = bench.drafter();
        try {
            Drafter.Drafted drafted = drafter.draft(new Drafter.Order(
                    digest, folder.digest(digest), null, of.run().due(), Drafter.Asking.ALL, folder::exists));
            if (drafted.isEmpty() && of.front().skipIfEmpty()) {
                empty(of);
                return Optional.empty();
            }
            boolean isWritten = files.create(digest, drafted);
            tried.remove(of.slug());
            if (!isWritten) {
                overtaken(of);
                return Optional.empty();
            }
            return Optional.of(missing(drafted));
        } catch (RuntimeException e) {
            failed(of, e);
            return Optional.empty();
        }
    }

    /** By whom the file was written while sources were asked; the next round takes it as it is then. */
    private void overtaken(Case of) {
        boolean isPersons = bench.drafts().find(of.file().name(), of.slug()).isEmpty() && folder.exists(of.slug());
        if (isPersons) {
            String details =
                    of.path() + " was written by somebody while its sources were asked. It is taken as it is, and"
                            + " nothing of the sources is in it.";
            news.tell(of.front().from(), of.slug(), "was not drafted", details);
        }
    }

    private void failed(Case of, RuntimeException failure) {
        String reason = "could not be drafted: " + words(failure);
        if (lateness(of) == Late.ASK) {
            over(of, State.HELD, "is held", reason);
        } else if (runs.move(of.run(), State.OPEN, reason, of.now())) {
            String details = words(failure) + ". It is tried again every quarter of an hour.";
            news.tell(of.front().from(), of.slug(), "could not be drafted", details);
        }
    }

    /** What was to be drafted ahead may have something new by the time it is due. */
    private void empty(Case of) {
        if (of.isDue()) {
            over(of, State.EMPTY, "is left out", "nothing is new");
        }
    }

    private static String missing(Drafter.Drafted drafted) {
        return drafted.blocks().stream()
                .filter(block -> block.trouble() != null)
                .map(block -> block.name() + ": " + block.trouble())
                .collect(Collectors.joining("; "));
    }

    private static String words(RuntimeException failure) {
        if (failure instanceof UncheckedIOException && failure.getCause() instanceof IOException cause) {
            return failure.getMessage() + ": " + FileTrouble.words(cause);
        }
        return failure instanceof InputException input
                ? input.problems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .map(Object::toString)
                        .collect(Collectors.joining("; "))
                : String.valueOf(failure.getMessage());
    }

    private void required(Case of, Optional<ApprovedEdition> known, @Nullable Late late, String uncollected) {
        Optional<String> missing = known.isEmpty() ? Optional.of(WAITS) : changed(of, known.get());
        if (missing.isEmpty()) {
            approved(of, known.orElseThrow(), late);
        } else if (late == Late.ASK) {
            known.ifPresent(edition -> bench.control().holdBack(edition.id(), missing.get()));
            over(of, State.HELD, "is held", "it was due on " + of.dueWords() + " and " + tooLate(missing.get()));
        } else {
            waits(of, known, missing.get(), uncollected);
        }
    }

    /** Rendered once more when it is approved and when it goes out, and not each minute in between. */
    private Optional<String> changed(Case of, ApprovedEdition known) {
        boolean waits = known.state() == EditionState.SCHEDULED && !of.isDue();
        return waits ? start.edited(known, of.path()) : start.changed(known, of.path());
    }

    private static String tooLate(String missing) {
        return missing.equals(WAITS) ? "was not approved within its grace" : missing;
    }

    /** Asks once, and once more when its time has come. */
    private void waits(Case of, Optional<ApprovedEdition> known, String missing, String uncollected) {
        known.map(ApprovedEdition::id).ifPresent(bench.control()::unschedule);
        String since = of.isDue() ? "it was due on " + of.dueWords() + " and goes out as soon as it is approved" : "";
        String reason = missing + (since.isEmpty() ? "" : "; " + since);
        if (runs.move(of.run(), State.DRAFTED, reason, of.now())) {
            request.ask(of.file(), of.slug(), of.run().due(), !missing.equals(WAITS), uncollected);
        }
    }

    private void approved(Case of, ApprovedEdition approved, @Nullable Late late) {
        if (late == Late.ASK) {
            String reason = "it was due on " + of.dueWords() + ", longer ago than its grace";
            bench.control().holdBack(approved.id(), reason);
            over(of, State.HELD, "is held", reason);
        } else if (of.isDue()) {
            begin(of, approved);
        } else if (bench.control().plan(approved.id(), of.run().due(), of.path())) {
            runs.move(of.run(), State.DRAFTED, "approved", of.now());
        }
    }

    private void automatic(Case of, Optional<ApprovedEdition> known, @Nullable Late late) {
        byte[] text = folder.text(of.slug()).orElse("").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Set<String> ignored =
                known.map(edition -> Set.copyOf(edition.ignored())).orElse(Set.of());
        Approval.Proof proof;
        long list;
        try {
            proof = bench.approval().proof(of.path(), text, ignored);
            list = list(proof);
        } catch (InputException | IllegalStateException e) {
            refused(of, words(e), late);
            return;
        }
        if (proof.edition().sections().isEmpty() && proof.edition().opening().isEmpty()) {
            over(of, State.EMPTY, "is left out", "it is empty");
            return;
        }
        if (bench.editions().find(of.slug()).filter(now -> isDecided(of, now)).isPresent()) {
            return; // while it was rendered; the next round goes by that
        }
        bench.bundles().store(proof.bundle(), of.now());
        String title = proof.edition().front().title();
        approved(
                of,
                bench.editions().approve(of.slug(), title, list, proof.bundle(), ignored, "schedule", of.now()),
                late);
    }

    private long list(Approval.Proof proof) {
        String list = proof.edition().front().list();
        return bench.lists()
                .find(list)
                .orElseThrow(() -> new IllegalStateException("there is no list '" + list + "'"))
                .id();
    }

    /** Who mends it in time has it sent. */
    private void refused(Case of, String reason, @Nullable Late late) {
        if (late == Late.ASK) {
            over(of, State.HELD, "is held", "it cannot be sent: " + reason);
        } else if (runs.move(of.run(), State.DRAFTED, "cannot be sent: " + reason, of.now())) {
            String next = " It is sent when that is mended, and held if that takes longer than its grace.";
            news.tell(of.front().from(), of.slug(), "cannot be sent", reason + "." + next);
        }
    }

    private void begin(Case of, ApprovedEdition approved) {
        if (runs.standing(of.file().name()).pause() != null) {
            return; // since this round began, which may have asked sources for long; the next one holds it
        }
        if (bench.isSandbox()) {
            bench.control().unschedule(approved.id());
            ApprovedEdition rehearsal = bench.editions()
                    .latestRehearsal(of.slug())
                    .filter(edition -> edition.state() == EditionState.APPROVED
                            && edition.bundle().equals(approved.bundle()))
                    .orElseGet(() -> bench.editions().rehearse(approved));
            bench.delivery().begin(rehearsal);
            bench.schedule().reconcile();
        } else if (bench.control().plan(approved.id(), of.run().due(), of.path())) {
            start.beginLate(bench.editions().get(approved.id()));
        }
        // The next look finds it begun, or held; this one, to save a minute.
        take(of, bench.editions().find(of.slug()));
    }

    private void take(Case of, Optional<ApprovedEdition> known) {
        Optional<ApprovedEdition> begun = begun(known, of.slug());
        begun.ifPresent(edition -> sent(of, edition));
        known.filter(edition -> begun.isEmpty() && isDecided(of, edition)).ifPresent(edition -> decided(of, edition));
    }

    private void over(Case of, State state, String what, String reason) {
        if (runs.move(of.run(), state, reason, of.now())) {
            String send = " “broadsheet send " + of.path() + "” sends it";
            boolean isKnown = bench.editions().find(of.slug()).isPresent();
            String next = state != State.HELD || !folder.exists(of.slug())
                    ? ""
                    : isKnown ? send + ", “broadsheet cancel " + of.slug() + "” ends it." : send + ".";
            news.tell(of.front().from(), of.slug(), what, Digests.sentence(reason) + next);
        }
    }
}
