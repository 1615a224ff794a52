package org.broadsheet;

import java.util.Optional;
import org.broadsheet.cli.Withheld;
import org.broadsheet.cli.Workbench;
import org.broadsheet.delivery.EditorsNews;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DigestRun;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.mail.MailAddress;

/**
 * Holds editions whose digest was paused or is gone when the schedule would send them, although they were approved. Their run
 * stays open: where the digest goes on in time, they do.
 */
final class Withholding {
    private final Workbench bench;
    private final EditorsNews news;
    private final DigestRuns runs;

    Withholding(Workbench bench, EditorsNews news) {
        this.bench = bench;
        this.news = news;
        this.runs = bench.digestRuns();
    }

    /**
     * Holds an edition that was scheduled by its digest, and by nobody else, where the digest must not send now.
     *
     * @return whether it is held
     */
    boolean stops(ApprovedEdition edition, MailAddress from) {
        Optional<DigestRun> run = Withheld.run(bench, edition);
        Optional<String> reason = run.flatMap(of -> Withheld.reason(bench, of.digest()));
        reason.ifPresent(words -> hold(run.orElseThrow(), edition, from, words));
        return reason.isPresent();
    }

    /** As {@link #stops}, where that is known already. */
    void hold(DigestRun run, ApprovedEdition edition, MailAddress from, String reason) {
        // Told first: who dies in between holds it the next time, and tells it no more.
        if (runs.move(run, DigestRun.State.DRAFTED, reason, bench.clock().instant())) {
            String details = Digests.sentence(reason)
                    + " It goes out when that is over, if that is within its grace; “broadsheet send editions/"
                    + edition.slug() + ".md” sends it at any time, “broadsheet cancel " + edition.slug() + "” ends it.";
            news.tell(from, edition.slug(), "is held", details);
        }
        bench.control().withhold(edition.id(), run.due(), "editions/" + edition.slug() + ".md", reason);
    }
}
