package org.broadsheet;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.DigestStep.Case;
import org.broadsheet.check.Approval;
import org.broadsheet.cli.ScheduledStart;
import org.broadsheet.cli.Workbench;
import org.broadsheet.delivery.EditorsNews;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DigestRun.State;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.Timing.Late;
import org.broadsheet.schedule.ApprovalRequest;
import org.broadsheet.text.InputException;
import org.jspecify.annotations.Nullable;

/** Has an edition that is drafted asked about, or frozen, and begun when it is due. */
final class DigestSending {
    private static final String WAITS = "waits for approval";

    private final Workbench bench;
    private final EditorsNews news;
    private final ApprovalRequest request;
    private final RunEnds ends;
    private final DigestRuns runs;
    private final DraftFolder folder;
    private final ScheduledStart start;

    DigestSending(Workbench bench, EditorsNews news, ApprovalRequest request, RunEnds ends) {
        this.bench = bench;
        this.news = news;
        this.request = request;
        this.ends = ends;
        this.runs = bench.digestRuns();
        this.folder = new DraftFolder(bench.root());
        this.start = new ScheduledStart(bench);
    }

    /**
     * @param late what becomes of it since it is late; null when it is not
     * @param uncollected the sources that could not be had
     */
    void drafted(Case of, Optional<ApprovedEdition> known, @Nullable Late late, String uncollected) {
        if (of.front().approval() == FrontMatter.Approval.REQUIRED) {
            required(of, known, late, uncollected);
        } else if (of.isDue()) {
            automatic(of, known, late);
        } else {
            runs.move(of.run(), State.DRAFTED, null, of.now());
        }
    }

    private void required(Case of, Optional<ApprovedEdition> known, @Nullable Late late, String uncollected) {
        Optional<String> missing = known.isEmpty() ? Optional.of(WAITS) : changed(of, known.get());
        if (missing.isEmpty()) {
            approved(of, known.orElseThrow(), late);
        } else if (late == Late.ASK) {
            known.ifPresent(edition -> bench.control().holdBack(edition.id(), missing.get()));
            ends.over(of, State.HELD, "is held", "it was due on " + of.dueWords() + " and " + tooLate(missing.get()));
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
            ends.over(of, State.HELD, "is held", reason);
        } else if (of.isDue()) {
            begin(of, approved);
        } else if (bench.control().plan(approved.id(), of.run().due(), of.path())) {
            runs.move(of.run(), State.DRAFTED, "approved", of.now());
        }
    }

    private void automatic(Case of, Optional<ApprovedEdition> known, @Nullable Late late) {
        byte[] text = folder.text(of.slug()).orElse("").getBytes(StandardCharsets.UTF_8);
        Set<String> ignored =
                known.map(edition -> Set.copyOf(edition.ignored())).orElse(Set.of());
        Approval.Proof proof;
        long list;
        try {
            proof = bench.approval().proof(of.path(), text, ignored);
            list = list(proof);
        } catch (InputException | IllegalStateException e) {
            refused(of, Digests.words(e), late);
            return;
        }
        if (proof.edition().sections().isEmpty() && proof.edition().opening().isEmpty()) {
            ends.over(of, State.EMPTY, "is left out", "it is empty");
            return;
        }
        if (bench.editions()
                .find(of.slug())
                .filter(now -> RunEnds.isDecided(of, now))
                .isPresent()) {
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
            ends.over(of, State.HELD, "is held", "it cannot be sent: " + reason);
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
        ends.settle(of, bench.editions().find(of.slug()));
    }
}
