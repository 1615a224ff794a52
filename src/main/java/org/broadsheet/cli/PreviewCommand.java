package org.broadsheet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.broadsheet.check.Approval;
import org.broadsheet.check.Weight;
import org.broadsheet.render.Mailing;
import org.broadsheet.text.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "preview",
        description = {
            "Writes what a reader would get: index.html, message.txt, message.eml and the pictures.",
            "What is not fit to be sent is named, and shown as far as it can be. Exit code 3 when nothing can be shown."
        },
        footer = {"", "Example:", "  broadsheet preview editions/2025-11-20-recap.md --out preview"})
final class PreviewCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "The edition's Markdown file.")
    private String file = "";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder; made when it is missing.")
    private String out = "";

    PreviewCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Shell.Manuscript manuscript = shell.manuscript(file);
        Path folder = shell.directory().resolve(out).normalize();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw Failure.usage("--out names a file, " + out + "; name a folder");
        }
        Terminal terminal = shell.terminal();
        try (Workbench bench = shell.open()) {
            Approval.Preview preview = Proofs.preview(bench, manuscript);
            Mailing mailing = preview.mailing();
            PreviewFolder.write(folder, mailing, Proofs.sampleReader(bench, preview.edition(), manuscript.slug()));
            List<Problem> findings = preview.findings();
            terminal.problems(findings);
            terminal.sayf("Preview of %s in %s (%s)", manuscript.name(), folder, Proofs.summary(findings));
            terminal.sayf("  page     %s", folder.resolve("index.html"));
            terminal.sayf("  text     %s", folder.resolve("message.txt"));
            terminal.sayf("  message  %s", folder.resolve("message.eml"));
            Weight weight = Weight.of(mailing);
            terminal.sayf("  weight   %s", weight);
            if (terminal.isJson()) {
                terminal.json(json(manuscript, folder, weight, findings));
            }
            return Exit.DONE;
        }
    }

    private static Map<String, Object> json(
            Shell.Manuscript manuscript, Path folder, Weight weight, List<Problem> findings) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("edition", manuscript.slug());
        json.put("preview", folder.resolve("index.html").toString());
        json.put("text", folder.resolve("message.txt").toString());
        json.put("message", folder.resolve("message.eml").toString());
        json.putAll(weight.json());
        json.put("findings", Proofs.json(findings));
        return json;
    }
}
