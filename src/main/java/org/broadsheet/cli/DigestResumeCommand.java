package org.broadsheet.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.broadsheet.schedule.DigestPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = "Follows the schedule of a paused digest again. What was due meanwhile is not made up for.",
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
                    : found.file() == null ? "not paused any more" : "it has no next time";
            shell.terminal().sayf("%s: %s%s", found.name(), words, found.gone());
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
}
