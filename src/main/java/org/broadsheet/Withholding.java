package org.broadsheet;

import java.time.Instant;
import java.util.Optional;
import org.broadsheet.cli.Workbench;
import org.broadsheet.delivery.EditorsNews;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DigestRun;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.edition.EditionState;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.schedule.DigestFile;

/**
 * Holds editions whose digest was paused or is gone when the schedule would send them, although they were approved. Their run
 * stays open: where the digest goes on in time, they do.
 */
final class Withholding {
    private static final int LONGEST_REASON = 900;
    private static final String PAUSED = "the digest is ";
    private static final String GONE = " is gone";
    private static final String UNSCHEDULED = " has no schedule any more";

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
        Instant due = edition.scheduledFor();
        Optional<DigestRun> run = due == null ? Optional.empty() : runs.open(edition.slug(), due);
        Optional<String> reason = run.flatMap(of -> reason(of.digest()));
        reason.ifPresent(words -> hold(run.orElseThrow(), edition, from, words));
        return reason.isPresent();
    }

    /** Why nothing of a digest may go out; empty when it may. */
    Optional<String> reason(String digest) {
        DigestRuns.Pause pause = runs.standing(digest).pause();
        if (pause != null) {
            return Optional.of(words(pause));
        }
        String path = "digests/" + digest + ".md";
        Optional<DigestFile> file = bench.digestFiles().find(digest);
        if (file.isEmpty()) {
            return Optional.of(path + GONE);
        }
        return file.flatMap(known -> Optional.ofNullable(known.front()))
                .filter(front -> front.schedule() == null)
                .map(front -> path + UNSCHEDULED);
    }

    private static String words(DigestRuns.Pause pause) {
        String words = PAUSED + pause.words().replaceAll("\\s+", " ");
        return words.length() > LONGEST_REASON ? words.substring(0, LONGEST_REASON) + "…" : words;
    }

    private void hold(DigestRun run, ApprovedEdition edition, MailAddress from, String reason) {
        // Told first: who dies in between holds it the next time, and tells it no more.
        if (runs.move(run, DigestRun.State.DRAFTED, reason, bench.clock().instant())) {
            String details = Digests.sentence(reason)
                    + " It goes out when that is over, if that is within its grace; “broadsheet send editions/"
                    + edition.slug() + ".md” sends it at any time, “broadsheet cancel " + edition.slug() + "” ends it.";
            news.tell(from, edition.slug(), "is held", details);
        }
        bench.control().holdBack(edition.id(), reason);
    }

    /** As {@link #stops}, for one whose digest was paused. */
    void hold(DigestRun run, ApprovedEdition edition, MailAddress from, DigestRuns.Pause pause) {
        hold(run, edition, from, words(pause));
    }

    /** Whether an edition is held by this, and for no other reason. */
    static boolean holds(ApprovedEdition edition) {
        String reason = edition.state() == EditionState.HELD ? edition.reason() : null;
        return reason != null
                && (reason.startsWith(PAUSED)
                        || reason.startsWith("digests/") && (reason.endsWith(GONE) || reason.endsWith(UNSCHEDULED)));
    }
}
