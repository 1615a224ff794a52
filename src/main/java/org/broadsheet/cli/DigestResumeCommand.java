package org.broadsheet.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.broadsheet.edition.Hold;
import org.broadsheet.schedule.DigestPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = "Follows the schedule of a paused digest again. What was due meanwhile is not made up"
                + " for, but what was approved and held goes out if that is within its grace.",
        footer = {"", "Example:", "  broadsheet digests resume weekly"})
final class DigestResumeCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "DIGEST", description = "Its file's name, with or without .md.")
    private String digest = "";

    DigestResumeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Workbench bench = shell.open()) {
            DigestsCommand.Digest found = DigestsCommand.find(bench, digest);
            Instant now = bench.clock().instant();
            if (!bench.digestRuns().resume(found.name(), now)) {
                throw Failure.usage("The digest " + found.name() + " is not paused");
            }
            DigestPlan plan = found.file() == null ? null : found.file().plan();
            Optional<Instant> next = plan == null ? Optional.empty() : plan.next(now);
            String words = plan != null && next.isPresent()
                    ? "next on " + SendTime.words(next.get(), plan.zone())
                    : plan == null ? "not paused any more" : "it has no next time";
            shell.terminal().sayf("%s: %s%s", found.name(), words, found.gone());
            sayWhatGoesOut(bench, found);
            if (shell.terminal().isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("digest", found.name());
                json.put("paused", null);
                json.put("next", next.map(Instant::toString).orElse(null));
                shell.terminal().json(json);
            }
            return Exit.DONE;
        }
    }

    /** Readers get it by this command, which whoever types it should know. */
    private void sayWhatGoesOut(Workbench bench, DigestsCommand.Digest found) {
        if (found.isScheduled()) {
            bench.digestRuns().open(found.name()).stream()
                    .flatMap(run -> bench.editions().find(run.edition()).stream())
                    .filter(edition -> edition.hold() == Hold.DIGEST)
                    .forEach(edition -> shell.terminal()
                            .sayf(
                                    "  %s was approved and held: 'broadsheet serve' sends it, if that is within its grace",
                                    edition.slug()));
        }
    }
}
