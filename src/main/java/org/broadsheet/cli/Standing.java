package org.broadsheet.cli;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.broadsheet.delivery.DeliveryState;
import org.broadsheet.delivery.Report;
import org.broadsheet.delivery.Tally;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.subscriber.SegmentText;

/**
 * How an edition stands, where its state alone would mislead.
 *
 * @param unsent it was rehearsed, is itself not begun, and no person had to approve it
 * @param nextTry when the first of the deferred is due, while nothing else is left to do
 */
record Standing(EditionState state, boolean unsent, Optional<Instant> nextTry) {
    static Standing of(Workbench bench, ApprovedEdition edition, Tally tally) {
        boolean unsent = !edition.isRehearsal()
                && edition.state() == EditionState.APPROVED
                && bench.editions().latestRehearsal(edition.slug()).isPresent()
                && isAutomatic(bench, edition);
        return new Standing(edition.state(), unsent, nextTry(bench, edition, tally));
    }

    /** Whether nobody had to approve it: whoever sends it, be it a rehearsal, freezes it. */
    static boolean isAutomatic(Workbench bench, ApprovedEdition edition) {
        return frozen(bench, edition)
                .filter(text -> text.front().approval() == FrontMatter.Approval.AUTOMATIC)
                .isPresent();
    }

    /** Who of the list is meant, as it may be written; empty for everybody. */
    static Optional<String> segment(Workbench bench, ApprovedEdition edition) {
        return frozen(bench, edition)
                .flatMap(text -> Optional.ofNullable(text.front().segment()))
                .map(SegmentText::of);
    }

    private static Optional<Edition> frozen(Workbench bench, ApprovedEdition edition) {
        return bench.bundles()
                .text(edition.bundle())
                .map(text -> EditionParser.ofEditions(Defaults.NONE)
                        .parse(edition.slug() + ".md", text)
                        .edition());
    }

    private static Optional<Instant> nextTry(Workbench bench, ApprovedEdition edition, Tally tally) {
        boolean waits = edition.state() == EditionState.SENDING
                && tally.underWay() == 0
                && tally.of(DeliveryState.DEFERRED) > 0;
        return waits
                ? bench.report().exceptions(edition.id()).stream()
                        .map(Report.Line::nextTry)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** The state's, but for what a rehearsal alone froze: nobody has approved that. */
    String word() {
        return unsent ? "rehearsed" : state.word();
    }
}
