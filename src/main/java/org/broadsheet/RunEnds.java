package org.broadsheet;

import java.util.Objects;
import java.util.Optional;
import org.broadsheet.DigestStep.Case;
import org.broadsheet.cli.Workbench;
import org.broadsheet.delivery.EditorsNews;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DigestRun.State;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.Hold;
import org.broadsheet.text.Counted;

/** Notes what has come of a run, and tells the editors once. */
final class RunEnds {
    private final Workbench bench;
    private final EditorsNews news;
    private final DigestRuns runs;
    private final DraftFolder folder;

    RunEnds(Workbench bench, EditorsNews news) {
        this.bench = bench;
        this.news = news;
        this.runs = bench.digestRuns();
        this.folder = new DraftFolder(bench.root());
    }

    /** Notes that an edition was begun, or that a person has the say about it; false when neither is so. */
    boolean settle(Case of, Optional<ApprovedEdition> known) {
        Optional<ApprovedEdition> begun = bench.begun(of.slug());
        if (begun.isPresent()) {
            sent(of, begun.get());
            return true;
        }
        Optional<ApprovedEdition> decided = known.filter(edition -> isDecided(of, edition));
        decided.ifPresent(edition -> decided(of, edition));
        return decided.isPresent();
    }

    private void sent(Case of, ApprovedEdition begun) {
        if (runs.move(of.run(), State.SENT, null, of.now())) {
            int readers = bench.report().tally(begun.id()).intended();
            String details = "It goes to " + Counted.of(readers, "reader") + " through " + bench.relayName() + ".";
            news.tell(of.front().from(), of.slug(), "is being sent", details);
        }
    }

    /** Whether a person, or a rule that stands in for one, has the say about it. */
    static boolean isDecided(Case of, ApprovedEdition known) {
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

    /** @param what happened to it, as the editors are told */
    void over(Case of, State state, String what, String reason) {
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
