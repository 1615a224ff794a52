package org.broadsheet.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.Parsed;
import org.broadsheet.edition.SourceBlock;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ci",
        description = {
            "Shows what a pull request does to editions and digests, for those who review it: writes for each edition the mail as a"
                    + " page, as text and as a message, screenshots where there is a Chromium, what it weighs and what the preflight"
                    + " finds, and a summary in Markdown. Fetches nothing and sends nothing. Exit code 3 when the preflight finds an"
                    + " error.",
            "Without FILE, all editions and digests of the workspace. examples/github-actions shows a workflow."
        },
        footer = {
            "",
            "Examples:",
            "  broadsheet ci --since origin/main --out preview",
            "  broadsheet ci editions/2025-11-20-recap.md --out preview --annotate"
        })
final class CiCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Editions and digests.")
    private List<String> files = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Write into this folder, which is made when it is missing.")
    private String out = "";

    @Option(
            names = "--since",
            paramLabel = "COMMIT",
            description =
                    "Those that git says have changed since; where only templates, pictures or the configuration have,"
                            + " the newest edition as a sample.")
    private @Nullable String since;

    @Option(names = "--annotate", description = "Print the findings as annotations of GitHub Actions.")
    private boolean annotate;

    @Option(
            names = "--browser",
            paramLabel = "PROGRAM",
            description = "The Chromium that takes screenshots; one on the PATH when it is not given.")
    private @Nullable Path browser;

    @Option(names = "--no-screenshots", description = "Take none.")
    private boolean noScreenshots;

    CiCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (since != null && !files.isEmpty()) {
            throw Failure.usage("--since says which files, so name none");
        }
        Path folder = shell.directory().resolve(out).normalize();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw Failure.usage("--out names a file, " + out + "; name a folder");
        }
        try (Workbench bench = shell.open()) {
            CiSelection selection = selection(bench);
            List<Shell.Manuscript> manuscripts = manuscripts(selection);
            Files.createDirectories(folder);
            CiFolder shelf = new CiFolder(bench, folder, screenshots());
            List<CiReview> reviews = new ArrayList<>();
            for (Shell.Manuscript manuscript : manuscripts) {
                reviews.add(isDigest(manuscript) ? digest(bench, manuscript) : shelf.edition(manuscript));
            }
            if (annotate) {
                String prefix = Checkout.prefix(bench.root());
                reviews.forEach(review -> annotate(prefix, review));
            }
            return report(folder, reviews, selection.isSample());
        }
    }

    private @Nullable Screenshots screenshots() {
        if (noScreenshots) {
            return null;
        }
        if (browser == null) {
            return Screenshots.find(System.getenv().getOrDefault("PATH", "")).orElse(null);
        }
        if (!Files.isExecutable(browser)) {
            throw Failure.usage("--browser is no program: " + browser);
        }
        return Screenshots.with(browser);
    }

    private CiSelection selection(Workbench bench) throws IOException, InterruptedException {
        if (!files.isEmpty()) {
            return new CiSelection(files, false);
        }
        return since == null ? CiSelection.all(bench.root()) : CiSelection.since(bench.root(), since);
    }

    /** In the order in which they are shown; each goes into a folder of its own, so no two may have one name. */
    private List<Shell.Manuscript> manuscripts(CiSelection selection) {
        List<Shell.Manuscript> found = new ArrayList<>();
        Map<String, String> slugs = new HashMap<>();
        for (String name : new LinkedHashSet<>(selection.files())) {
            Shell.Manuscript manuscript = shell.manuscript(name);
            String other = isDigest(manuscript) ? null : slugs.putIfAbsent(manuscript.slug(), manuscript.name());
            if (other != null) {
                throw Failure.usage(other + " and " + manuscript.name() + " are editions of one name");
            }
            found.add(manuscript);
        }
        return found;
    }

    private static boolean isDigest(Shell.Manuscript manuscript) {
        return manuscript.name().startsWith("digests/");
    }

    /** A digest is read, with its sources; none of them is asked. */
    private static CiReview digest(Workbench bench, Shell.Manuscript manuscript) {
        Parsed parsed = EditionParser.ofDigests(Defaults.NONE).parse(manuscript.name(), manuscript.bytes());
        Problems problems = new Problems();
        problems.addAll(parsed.problems());
        for (SourceBlock block : parsed.sources()) {
            bench.sources().parse(block.word(), block.wordAt(), block.first(), block.yaml(), problems);
        }
        List<Problem> findings = problems.list().stream()
                .sorted(Comparator.comparingInt((Problem found) -> found.at().line())
                        .thenComparingInt(found -> found.at().column()))
                .toList();
        return new CiReview(manuscript.name(), findings, null, List.of());
    }

    private void annotate(String prefix, CiReview review) {
        review.findings().forEach(found -> shell.terminal().say(CiAnnotation.of(prefix, found)));
    }

    private int report(Path folder, List<CiReview> reviews, boolean sample) throws IOException {
        Terminal terminal = shell.terminal();
        if (!annotate) {
            reviews.forEach(review -> terminal.problems(review.findings()));
        }
        Path summary = folder.resolve("summary.md");
        Files.writeString(summary, CiSummary.of(reviews, sample), StandardCharsets.UTF_8);
        reviews.forEach(review -> terminal.say(review.file() + ": " + words(review)));
        if (reviews.isEmpty()) {
            terminal.say("No edition and no digest has changed");
        } else if (sample) {
            terminal.say("  " + CiSelection.SAMPLE);
        }
        reviews.stream()
                .flatMap(review -> review.notes().stream())
                .distinct()
                .forEach(note -> terminal.complain("warning: " + note));
        terminal.say(terminal.quiet("  next: look at " + folder + ", and at " + summary));
        boolean errors = reviews.stream().anyMatch(review -> review.errors() > 0);
        if (terminal.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("out", folder.toString());
            json.put("summary", summary.toString());
            json.put("files", reviews.stream().map(CiReview::json).toList());
            json.put("errors", reviews.stream().mapToLong(CiReview::errors).sum());
            terminal.json(json);
        }
        return errors ? Exit.PREFLIGHT : Exit.DONE;
    }

    private String words(CiReview review) {
        Terminal terminal = shell.terminal();
        String found =
                review.findings().isEmpty() ? terminal.green("nothing to mend") : Proofs.summary(review.findings());
        CiReview.Shown shown = review.shown();
        return shown == null ? found : found + "; " + shown.weight();
    }
}
