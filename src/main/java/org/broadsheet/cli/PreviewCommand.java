package org.broadsheet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.broadsheet.check.Approval;
import org.broadsheet.check.Weight;
import org.broadsheet.render.Mailing;
import org.broadsheet.text.Problem;
import org.broadsheet.web.PreviewPages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "preview",
        description = {
            "Shows an edition on a page, for this machine only, that follows every save of the edition, its pictures, its template"
                    + " and the configuration: on desktop and phone, by day and night, with what the preflight finds.",
            "With --out, writes what a reader would get instead: index.html, message.txt, message.eml and the pictures."
                    + " Exit code 3 when nothing can be shown."
        },
        footer = {
            "",
            "Examples:",
            "  broadsheet preview editions/2025-11-20-recap.md --open",
            "  broadsheet preview editions/2025-11-20-recap.md --out preview"
        })
final class PreviewCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "The edition's Markdown file.")
    private String file = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write into this folder, which is made when it is missing, and end.")
    private @Nullable String out;

    @Option(names = "--port", paramLabel = "PORT", description = "The page's; a free one when it is not given.")
    private @Nullable Integer port;

    @Option(names = "--open", description = "Open the page in the browser.")
    private boolean open;

    PreviewCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (out == null) {
            return show();
        }
        if (open || port != null) {
            throw Failure.usage("--open and --port are for the page, and --out writes files instead");
        }
        return write(out);
    }

    private int show() throws InterruptedException {
        if (port != null && (port < 1 || port > HIGHEST_PORT)) {
            throw Failure.usage("--port is a number from 1 to " + HIGHEST_PORT);
        }
        Shell.Manuscript manuscript = shell.manuscript(file);
        Terminal terminal = shell.terminal();
        try (Workbench bench = shell.open();
                PreviewPages pages = new PreviewPages(
                        new LiveEdition(shell, bench, shell.file(file), manuscript.name()),
                        bench.clock(),
                        ZoneId.systemDefault())) {
            String url = "http://127.0.0.1:" + pages.start(port == null ? 0 : port) + "/";
            terminal.sayf("Preview of %s", manuscript.name());
            terminal.sayf("  page  %s", url);
            terminal.say(terminal.quiet("  It follows every save; Ctrl-C ends it"));
            if (terminal.isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("edition", manuscript.slug());
                json.put("page", url);
                terminal.json(json);
            }
            if (open && !BrowserWindow.open(url)) {
                terminal.complain("No browser could be opened; open the page yourself");
            }
            new CountDownLatch(1).await();
            return Exit.DONE;
        }
    }

    private int write(String name) throws IOException {
        Shell.Manuscript manuscript = shell.manuscript(file);
        Path folder = shell.directory().resolve(name).normalize();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw Failure.usage("--out names a file, " + name + "; name a folder");
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
