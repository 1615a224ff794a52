package org.broadsheet.cli;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.broadsheet.check.Approval;
import org.broadsheet.check.OnlineLinks;
import org.broadsheet.check.RulePage;
import org.broadsheet.check.Weight;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "The preflight: finds what must not reach a reader. Exit code 3 when there is an error."
                + " docs/PREFLIGHT.md explains each rule.",
        footer = {
            "",
            "Examples:",
            "  broadsheet check editions/2025-11-20-recap.md --json",
            "  broadsheet check editions/2025-11-20-recap.md --online",
            "  broadsheet check 2025-11-20-recap      what was approved, as it was frozen"
        })
final class CheckCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "FILE|EDITION",
            arity = "0..1",
            description = "The edition's Markdown file, or the name of an edition that was approved.")
    private String file = "";

    @Option(names = "--online", description = "Ask for each page that is linked, too.")
    private boolean online;

    @Option(names = "--rules", description = "Explain all rules, as Markdown, and check nothing.")
    private boolean rules;

    @Mixin
    private Ignoring ignoring = new Ignoring();

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    /**
     * What is checked.
     *
     * @param approved null when it is a file
     */
    private record Subject(
            Shell.Manuscript manuscript,
            Approval approval,
            @Nullable ApprovedEdition approved) {}

    @Override
    public Integer call() {
        if (rules) {
            shell.terminal().text(RulePage.markdown());
            return Exit.DONE;
        }
        if (file.isEmpty()) {
            throw Failure.usage("Say what to check, for example: broadsheet check editions/2025-11-20-recap.md");
        }
        Set<String> ignored = ignoring.rules();
        try (Workbench bench = shell.open()) {
            Subject subject = subject(bench);
            OnlineLinks links = online
                    ? OnlineLinks.ofInternet(bench.root().resolve(".broadsheet/links.tsv"), bench.clock())
                    : null;
            Approval.Checked checked = subject.approval()
                    .inspect(subject.manuscript().name(), subject.manuscript().bytes(), links);
            List<Problem> findings = Approval.ignoring(ignored, checked.findings());
            report(bench, subject, findings, checked);
            return Proofs.count(findings, Severity.ERROR) > 0 ? Exit.PREFLIGHT : Exit.DONE;
        }
    }

    /** A file comes before an edition of the same name. */
    private Subject subject(Workbench bench) {
        boolean there = Files.isRegularFile(shell.directory().resolve(file))
                || Files.isRegularFile(shell.workspace().resolve(file));
        if (there || file.endsWith(".md")) {
            return new Subject(shell.manuscript(file), bench.approval(), null);
        }
        ApprovedEdition approved = bench.editions()
                .find(file)
                .orElseThrow(
                        () -> Failure.usage("There is no file " + file + ", and no edition of that name was approved;"
                                + " 'broadsheet status' shows those there are"));
        Bundle bundle = bench.bundles()
                .find(approved.bundle())
                .orElseThrow(() -> Failure.work("The bundle of " + file + " is not in the database"));
        byte[] markdown = bundle.read(Bundle.EDITION).orElseThrow();
        return new Subject(new Shell.Manuscript(file + ".md", markdown), bench.approvalOf(bundle), approved);
    }

    private void report(Workbench bench, Subject subject, List<Problem> findings, Approval.Checked checked) {
        Weight weight = checked.weight();
        Terminal terminal = shell.terminal();
        terminal.problems(findings);
        String name = subject.approved() == null ? subject.manuscript().name() : file + " (approved)";
        String found = findings.isEmpty() ? terminal.green("nothing to mend") : Proofs.summary(findings);
        terminal.say(name + ": " + found + (weight == null ? "" : "; " + weight));
        String next = next(bench, subject, findings, checked.approval());
        terminal.say(terminal.quiet("  next: " + next));
        if (terminal.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("edition", subject.manuscript().slug());
            json.put("approved", subject.approved() != null);
            json.put("errors", Proofs.count(findings, Severity.ERROR));
            json.put("warnings", Proofs.count(findings, Severity.WARNING));
            json.put("notes", Proofs.count(findings, Severity.NOTE));
            json.put("html_bytes", weight == null ? null : weight.html());
            json.put("message_bytes", weight == null ? null : weight.message());
            json.put("picture_bytes", weight == null ? null : weight.pictures());
            json.put("attachment_bytes", weight == null ? null : weight.attachments());
            json.put("findings", Proofs.json(findings));
            json.put("next", next);
            terminal.json(json);
        }
    }

    /** Whose sources become items in its editions, and stand here in all other respects in order. */
    private static boolean isDigest(Subject subject, List<Problem> findings) {
        List<Problem> errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        return subject.manuscript().name().startsWith("digests/")
                && !errors.isEmpty()
                && errors.stream().allMatch(error -> error.rule().equals("unresolved-source"));
    }

    private String next(
            Workbench bench, Subject subject, List<Problem> findings, FrontMatter.@Nullable Approval approval) {
        String workspace = shell.inWorkspace(bench);
        if (subject.approved() != null) {
            return "broadsheet status " + Shell.word(file) + workspace;
        }
        if (isDigest(subject, findings)) {
            return "broadsheet draft " + Shell.word(subject.manuscript().slug()) + workspace;
        }
        if (Proofs.count(findings, Severity.ERROR) > 0) {
            return "mend the errors, then broadsheet check " + Shell.word(file) + workspace;
        }
        return "broadsheet " + (approval == FrontMatter.Approval.REQUIRED ? "approve " : "send ") + Shell.word(file)
                + workspace;
    }
}
