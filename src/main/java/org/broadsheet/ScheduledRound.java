package org.broadsheet;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.broadsheet.check.Approval;
import org.broadsheet.cli.ScheduledStart;
import org.broadsheet.cli.Workbench;
import org.broadsheet.delivery.EditorsNews;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.schedule.Round;
import org.broadsheet.text.Counted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins the editions that somebody scheduled, when their time has come. */
final class ScheduledRound implements Round {
    private static final Logger log = LoggerFactory.getLogger(ScheduledRound.class);

    private final Workbench bench;
    private final EditorsNews news;
    private final ScheduledStart start;
    private final Withholding withholding;

    ScheduledRound(Workbench bench, EditorsNews news) {
        this.bench = bench;
        this.news = news;
        this.start = new ScheduledStart(bench);
        this.withholding = new Withholding(bench, news);
    }

    @Override
    public String name() {
        return "scheduled editions";
    }

    @Override
    public void go() {
        Instant now = bench.clock().instant();
        for (ApprovedEdition edition : waiting()) {
            if (!Objects.requireNonNull(edition.scheduledFor()).isAfter(now)) {
                beginSafely(edition);
            }
        }
    }

    private void beginSafely(ApprovedEdition edition) {
        try {
            begin(edition);
        } catch (RuntimeException e) {
            // The others begin all the same; this one is tried again in a minute.
            log.error("{} could not be begun: {}", edition.slug(), e.getMessage(), e);
        }
    }

    private void begin(ApprovedEdition edition) {
        if (withholding.stops(edition, sender(edition))) {
            return;
        }
        Optional<String> held = start.begin(edition);
        ApprovedEdition after = bench.editions().get(edition.id());
        if (held.isPresent()) {
            String next =
                    "“broadsheet send FILE” sends it all the same, once it is approved as it is; “broadsheet cancel "
                            + edition.slug() + "” ends it.";
            news.tell(sender(edition), edition.slug(), "is held", held.get() + ". " + next);
        } else if (after.startedAt() != null) {
            int readers = bench.report().tally(edition.id()).intended();
            String details = "It goes to " + Counted.of(readers, "reader") + " through " + bench.relayName() + ".";
            news.tell(sender(edition), edition.slug(), "is being sent", details);
        }
    }

    private MailAddress sender(ApprovedEdition edition) {
        return Approval.reopen(
                        edition.slug(), bench.bundles().find(edition.bundle()).orElseThrow())
                .edition()
                .front()
                .from();
    }

    @Override
    public Optional<Instant> next() {
        return waiting().stream()
                .map(edition -> Objects.requireNonNull(edition.scheduledFor()))
                .min(Instant::compareTo);
    }

    /** A rehearsal goes to the sandbox, and only a rehearsal does. */
    private List<ApprovedEdition> waiting() {
        return bench.editions().in(EditionState.SCHEDULED).stream()
                .filter(edition -> edition.scheduledFor() != null && edition.isRehearsal() == bench.isSandbox())
                .toList();
    }
}
