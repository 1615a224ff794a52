package org.broadsheet.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.text.Characters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "pause",
        description =
                "Keeps a digest from being drafted and sent, until 'digests resume'. An edition that is being sent goes on.",
        footer = {"", "Example:", "  broadsheet digests pause weekly --reason 'summer break'"})
final class DigestPauseCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "DIGEST", description = "Its file's name, with or without .md.")
    private String digest = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever looks at it later.")
    private @Nullable String reason;

    DigestPauseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Workbench bench = shell.open()) {
            DigestsCommand.Digest found = DigestsCommand.find(bench, digest);
            String by = System.getProperty("user.name", "somebody");
            String why = reason == null
                    ? null
                    : Characters.visible(Characters.oneLine(reason)).replaceFirst("[.\\s]+$", "");
            if (!bench.digestRuns().pause(found.name(), by, why, bench.clock().instant())) {
                DigestRuns.Pause known =
                        bench.digestRuns().standing(found.name()).pause();
                throw Failure.usage("The digest " + found.name() + " is paused already"
                        + (known == null ? "" : known.words().replaceFirst("^paused", ",")));
            }
            shell.terminal()
                    .sayf(
                            "%s: paused; 'broadsheet digests resume %1$s%s' goes on%s",
                            found.name(), shell.inWorkspace(bench), found.gone());
            if (shell.terminal().isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("digest", found.name());
                json.put(
                        "paused",
                        DigestsCommand.json(
                                bench.digestRuns().standing(found.name()).pause()));
                shell.terminal().json(json);
            }
            return Exit.DONE;
        }
    }
}
