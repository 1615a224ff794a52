package org.broadsheet.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DigestRun;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.EditionsSource;
import org.broadsheet.edition.Hold;
import org.broadsheet.schedule.DigestFile;

/** Why a digest keeps its editions from going out by themselves: it is paused, is gone, or has no schedule any more. */
public final class Withheld {
    private Withheld() {}

    /** Each as a reason; none when the digest keeps nothing back. */
    static List<String> reasons(Workbench bench, String digest) {
        List<String> reasons = new ArrayList<>();
        DigestRuns.Pause pause = bench.digestRuns().standing(digest).pause();
        if (pause != null) {
            reasons.add(words(pause));
        }
        String path = "digests/" + digest + ".md";
        Optional<DigestFile> file = bench.digestFiles().find(digest);
        if (file.isEmpty()) {
            reasons.add(path + " is gone");
        }
        file.flatMap(known -> Optional.ofNullable(known.front()))
                .filter(front -> front.schedule() == null)
                .ifPresent(front -> reasons.add(path + " has no schedule any more"));
        return reasons;
    }

    /** The first of them; empty when there is none. */
    public static Optional<String> reason(Workbench bench, String digest) {
        return reasons(bench, digest).stream().findFirst();
    }

    /** As a reason. */
    public static String words(DigestRuns.Pause pause) {
        return "the digest is " + pause.words();
    }

    /** The run by which an edition goes out that its digest has scheduled, and nobody else. */
    public static Optional<DigestRun> run(Workbench bench, ApprovedEdition edition) {
        Instant due = edition.scheduledFor();
        return due == null ? Optional.empty() : bench.digestRuns().open(edition.slug(), due);
    }

    /** Whether an edition is held for its digest. */
    static boolean isSo(ApprovedEdition edition) {
        return edition.startedAt() == null && edition.hold() == Hold.DIGEST;
    }

    /** For what an edition waits that is held; empty for others. */
    static Optional<String> waits(Workbench bench, ApprovedEdition edition) {
        if (edition.state() != EditionState.HELD) {
            return Optional.empty();
        }
        if (!isSo(edition)) {
            return Optional.ofNullable(edition.reason());
        }
        String digest = EditionsSource.digestOf(edition.slug());
        List<String> reasons = reasons(bench, digest);
        return Optional.of(
                reasons.isEmpty()
                        ? "waited for its digest " + digest + ", which goes on: 'broadsheet serve' sends it, if that is"
                                + " within its grace"
                        : "waits for its digest " + digest + ": " + String.join(", and ", reasons));
    }

    /** The command that ends it, as a clause before others; empty where the digest is not paused. */
    static String end(Workbench bench, Shell shell, String digest) {
        return bench.digestRuns().standing(digest).pause() == null
                ? ""
                : "'broadsheet digests resume " + digest + shell.inWorkspace(bench) + "' ends the pause, ";
    }
}
