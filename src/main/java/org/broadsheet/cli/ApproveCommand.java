package org.broadsheet.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.broadsheet.check.Approval;
import org.broadsheet.check.Weight;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.edition.EditionsSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "approve",
        description = "Freezes an edition: what is sent is what was approved. A later edit asks for another approval.",
        footer = {
            "",
            "Examples:",
            "  broadsheet approve editions/2025-11-20-recap.md",
            "  broadsheet approve editions/2025-11-20-recap.md --ignore empty-section"
        })
final class ApproveCommand implements Callable<Integer> {
    private static final int LONGEST = 200;

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "The edition's Markdown file.")
    private String file = "";

    @Mixin
    private Ignoring ignoring = new Ignoring();

    ApproveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Shell.Manuscript manuscript = shell.manuscript(file);
        Terminal terminal = shell.terminal();
        try (Workbench bench = shell.open()) {
            Set<String> ignored = ignoring.rules();
            Approval.Proof proof = Proofs.proof(bench, manuscript, ignored);
            terminal.problems(proof.findings());
            List<String> changes = bench.editions()
                    .find(manuscript.slug())
                    .filter(before -> before.startedAt() == null)
                    .map(before -> Approvals.changes(bench, before, manuscript.name(), proof.bundle()))
                    .orElse(List.of());
            ApprovedEdition approved = approve(bench, manuscript, proof, ignored);
            Weight weight = Weight.of(proof.mailing());
            terminal.sayf("%s is approved as %s", manuscript.slug(), approved.bundle());
            terminal.sayf("  weight   %s", weight);
            if (!changes.isEmpty()) {
                terminal.say("  changed since it was approved or frozen before:");
                changes.forEach(change -> terminal.say("    " + change));
            }
            Optional<Instant> due = bench.digestFiles().due(manuscript.slug(), bench.grace());
            due.ifPresent(at -> takeUp(bench, manuscript.slug(), at));
            terminal.say(terminal.quiet("  next: " + next(bench, manuscript.slug(), due, proof)));
            if (terminal.isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("edition", manuscript.slug());
                json.put("sha256", approved.bundle());
                json.put("approved_by", approved.approvedBy());
                json.put("ignored", approved.ignored());
                json.putAll(weight.json());
                json.put("changes", changes);
                json.put("manifest", proof.bundle().manifest().lines().toList());
                json.put("files", proof.bundle().files().keySet());
                terminal.json(json);
            }
            return Exit.DONE;
        }
    }

    /** What is approved goes out by its schedule, also where no round has come upon that time yet, or passes it over in a pause. */
    private static void takeUp(Workbench bench, String slug, Instant due) {
        Instant now = bench.clock().instant();
        bench.digestRuns().add(EditionsSource.digestOf(slug), slug, due, now);
        bench.digestRuns().reopen(slug, now);
    }

    /** An edition that its schedule sends needs nobody to send it. */
    private String next(Workbench bench, String slug, Optional<Instant> due, Approval.Proof proof) {
        ZoneId zone = proof.edition().front().zone();
        if (due.isEmpty()) {
            return "broadsheet send " + Shell.word(file) + withoutDigest(bench, slug, zone);
        }
        boolean isAhead = due.get().isAfter(bench.clock().instant());
        String sends = "'broadsheet serve' sends it " + (isAhead ? "on " + SendTime.words(due.get(), zone) : "at once");
        String digest = EditionsSource.digestOf(slug);
        DigestRuns.Pause pause = bench.digestRuns().standing(digest).pause();
        return pause == null
                ? "nothing: " + sends
                : "broadsheet digests resume " + digest + shell.inWorkspace(bench) + ": the digest is " + pause.words()
                        + ". When that is over, " + sends;
    }

    /** Why nothing sends it by itself although a digest did; empty for an edition of which that is no wonder. */
    private static String withoutDigest(Workbench bench, String slug, ZoneId zone) {
        String digest = EditionsSource.digestOf(slug);
        boolean isScheduled = bench.digestFiles()
                .find(digest)
                .filter(known -> known.front() == null || known.front().schedule() != null)
                .isPresent();
        if (isScheduled || !bench.digestRuns().isKnown(digest)) {
            return "";
        }
        Instant begin = bench.clock().instant().minus(bench.grace());
        String ifOver = bench.digestRuns()
                .due(slug)
                .filter(due -> due.isAfter(begin))
                .map(due -> ". It was to go out on " + SendTime.words(due, zone)
                        + ", and does where that is over by then, or within its grace")
                .orElse("");
        return ": nothing sends it by itself, for " + String.join(", and ", Withheld.reasons(bench, digest)) + ifOver;
    }

    /**
     * On the command line the approver is whoever has the workspace.
     *
     * @param ignored rules of the preflight, kept with the edition
     */
    static ApprovedEdition approve(
            Workbench bench, Shell.Manuscript manuscript, Approval.Proof proof, Set<String> ignored) {
        if (manuscript.slug().length() > LONGEST) {
            throw Failure.usage(
                    "The name of " + manuscript.name() + " is longer than " + LONGEST + " characters; rename the file");
        }
        long list = Lists.find(bench, proof.edition().front().list()).id();
        bench.bundles().store(proof.bundle(), bench.clock().instant());
        ApprovedEdition approved = bench.editions()
                .approve(
                        manuscript.slug(),
                        proof.edition().front().title(),
                        list,
                        proof.bundle(),
                        ignored,
                        System.getProperty("user.name", "somebody"),
                        bench.clock().instant());
        if (approved.startedAt() != null) {
            throw Failure.usage("The edition " + approved.slug()
                    + " was begun already and cannot be approved again; 'broadsheet status " + approved.slug()
                    + "' shows how it went");
        }
        return approved;
    }
}
