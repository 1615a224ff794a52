package org.broadsheet.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.broadsheet.check.Approval;
import org.broadsheet.delivery.WallTime;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.Slot;
import org.broadsheet.render.Recipient;
import org.broadsheet.subscriber.ListCensus;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.Segment;
import org.broadsheet.text.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "send",
        description = "Delivers an edition to its list. Without a configured server it is a rehearsal in the sandbox.",
        footer = {
            "",
            "Examples:",
            "  broadsheet send editions/2025-11-20-recap.md --dry-run",
            "  broadsheet send editions/2025-11-20-recap.md --yes",
            "  broadsheet send editions/2025-11-20-recap.md --at 2025-11-20T09:00",
            "  broadsheet send editions/2025-11-20-recap.md --at-local 09:00 --on 2025-11-20"
        })
final class SendCommand implements Callable<Integer> {
    private final Shell shell;
    private final Sending sending;

    @Parameters(paramLabel = "FILE", description = "The edition's Markdown file.")
    private String file = "";

    @Option(names = "--dry-run", description = "Say what would be sent to how many, and send nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask before mail goes to a real server.")
    private boolean yes;

    @Option(names = "--again", description = "Rehearse once more what was rehearsed already.")
    private boolean again;

    @Mixin
    private SendTime time = new SendTime();

    @Mixin
    private Ignoring ignoring = new Ignoring();

    SendCommand(Shell shell, Sending sending) {
        this.shell = shell;
        this.sending = sending;
    }

    @Override
    public Integer call() throws InterruptedException {
        time.check();
        Shell.Manuscript manuscript = shell.manuscript(file);
        try (Workbench bench = shell.open()) {
            Set<String> ignored = ignored(bench, manuscript);
            Approval.Proof proof = Proofs.proof(bench, manuscript, ignored);
            shell.terminal().problems(proof.findings());
            bench.letterhead(); // a key that cannot be used stops this before anything is approved
            MailingList list = Lists.find(bench, proof.edition().front().list());
            Segment segment = proof.edition().front().segment();
            ListCensus.Count count = bench.census().of(list, segment);
            When when = when(bench, proof, list, segment);
            bench.delivery().begunBefore(manuscript.slug()).ifPresent(words -> {
                throw Failure.usage("The edition " + manuscript.slug() + " is not sent: " + words);
            });
            if (dryRun) {
                return describe(bench, manuscript, proof, count, when);
            }
            refuseIfBegun(bench, manuscript, proof);
            refuseIfNotApproved(bench, manuscript, proof);
            refuseIfNobodyCouldLeave(bench);
            if (count.reachable() == 0) {
                throw Failure.work(
                        segment == null
                                ? nobody(list, count.unconfirmed())
                                : "The segment of " + manuscript.slug() + " means nobody on list " + list.name());
            }
            confirm(bench, manuscript, count, when);
            ApprovedEdition approved = ApproveCommand.approve(bench, manuscript, proof, ignored);
            ApprovedEdition edition = bench.isSandbox() ? rehearsal(bench, approved) : approved;
            return when.at() == null
                    ? sending.reported(
                            bench,
                            sending.begin(
                                    bench,
                                    edition,
                                    when.forecast() == null
                                            ? null
                                            : when.forecast().hour()))
                    : new Scheduling(shell).schedule(bench, edition, when.at(), when.zone(), manuscript);
        }
    }

    /**
     * When it goes out: at once if nothing is said.
     *
     * @param zone of the edition
     */
    private record When(
            ZoneId zone, @Nullable WallTime at, @Nullable HourForecast forecast) {
        String words() {
            return at != null
                    ? " on " + SendTime.words(at.at(), zone)
                    : forecast != null ? " " + forecast.words() + "," : "";
        }
    }

    private When when(Workbench bench, Approval.Proof proof, MailingList list, @Nullable Segment segment) {
        ZoneId zone = proof.edition().front().zone();
        Instant now = bench.clock().instant();
        WallTime at = time.at(zone, now).orElse(null);
        if (at != null && !SendTime.note(at, zone).isEmpty()) {
            shell.terminal().complain("note: " + SendTime.note(at, zone));
        }
        HourForecast forecast = time.local(zone, now)
                .map(hour -> HourForecast.of(bench, list, segment, hour))
                .orElse(null);
        return new When(zone, at, forecast);
    }

    /** One that was scheduled and did not begin takes the new time; what is rehearsed anew takes the place of an older text. */
    private static ApprovedEdition rehearsal(Workbench bench, ApprovedEdition approved) {
        Optional<ApprovedEdition> waiting = bench.editions()
                .latestRehearsal(approved.slug())
                .filter(rehearsal ->
                        rehearsal.startedAt() == null && !rehearsal.state().isFinished());
        Optional<ApprovedEdition> same =
                waiting.filter(rehearsal -> rehearsal.bundle().equals(approved.bundle()));
        if (same.isEmpty()) {
            waiting.ifPresent(old -> bench.control().cancel(old.id(), "the edition was changed and is rehearsed anew"));
        }
        same.map(ApprovedEdition::id).ifPresent(bench.control()::waitAgain);
        return same.map(known -> bench.editions().get(known.id()))
                .orElseGet(() -> bench.editions().rehearse(approved));
    }

    /** What was approved with errors that somebody chose to ignore needs no second word, as long as it is the same. */
    private Set<String> ignored(Workbench bench, Shell.Manuscript manuscript) {
        Set<String> given = ignoring.rules();
        Optional<ApprovedEdition> approved = bench.editions()
                .find(manuscript.slug())
                .filter(edition -> !edition.ignored().isEmpty());
        if (approved.isEmpty() || given.containsAll(approved.get().ignored())) {
            return given;
        }
        Set<String> all = new LinkedHashSet<>(given);
        all.addAll(approved.get().ignored());
        try {
            Approval.Proof proof = Proofs.proof(bench, manuscript, all);
            return proof.bundle().sha256().equals(approved.get().bundle()) ? all : given;
        } catch (Proofs.PreflightFailure changed) {
            return given;
        }
    }

    private void refuseIfBegun(Workbench bench, Shell.Manuscript manuscript, Approval.Proof proof) {
        Optional<ApprovedEdition> real = bench.editions().find(manuscript.slug());
        if (real.isPresent() && real.get().startedAt() != null) {
            throw Sending.begunAlready(real.get());
        }
        if (real.isPresent() && real.get().state() == EditionState.CANCELLED) {
            throw Failure.usage("The edition " + manuscript.slug() + " was cancelled; 'broadsheet approve "
                    + Shell.word(manuscript.name()) + "' takes it up again");
        }
        Optional<ApprovedEdition> rehearsal = bench.editions().latestRehearsal(manuscript.slug());
        boolean same = rehearsal.isPresent()
                && rehearsal.get().startedAt() != null
                && rehearsal.get().bundle().equals(proof.bundle().sha256());
        boolean underWay = rehearsal.isPresent() && rehearsal.get().state() == EditionState.SENDING;
        if (bench.isSandbox() && !again && (same || underWay)) {
            throw Sending.begunAlready(rehearsal.orElseThrow());
        }
    }

    private static String nobody(MailingList list, long unconfirmed) {
        return unconfirmed == 0
                ? "Nobody is on list " + list.name() + "; 'broadsheet import FILE.csv --list " + list.name()
                        + "' takes people in"
                : String.format(
                        "Nobody on list %s gets mail yet: %,d %s not confirmed; 'import' with --confirmed says that they agreed",
                        list.name(), unconfirmed, Counted.form(unconfirmed, "has", "have"));
    }

    private static void refuseIfNotApproved(Workbench bench, Shell.Manuscript manuscript, Approval.Proof proof) {
        Optional<String> missing = missingApproval(bench, manuscript, proof);
        if (missing.isPresent()) {
            throw Failure.usage(missing.get());
        }
    }

    /** Why this text must not be sent yet; empty when it may. */
    private static Optional<String> missingApproval(
            Workbench bench, Shell.Manuscript manuscript, Approval.Proof proof) {
        if (proof.edition().front().approval() == FrontMatter.Approval.AUTOMATIC) {
            return Optional.empty();
        }
        Optional<ApprovedEdition> approved = bench.editions().find(manuscript.slug());
        String next = "; 'broadsheet approve " + Shell.word(manuscript.name()) + "' approves it";
        if (approved.isEmpty()) {
            return Optional.of("The edition " + manuscript.slug() + " needs approval (approval: required)" + next);
        }
        List<String> changes = Approvals.changes(bench, approved.get(), manuscript.name(), proof.bundle());
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of("The edition " + manuscript.slug() + " was changed after it was approved" + next
                        + " again" + Approvals.listed(changes));
    }

    /** Without a public address the unsubscribe links would lead to this machine, which no reader reaches. */
    private void refuseIfNobodyCouldLeave(Workbench bench) {
        if (bench.isSandbox() || bench.hasPublicUrl()) {
            return;
        }
        String what =
                "broadsheet.yaml names an SMTP server but no url, so unsubscribe links lead to " + bench.baseUrl();
        if (!bench.isRelayLocal()) {
            throw Failure.usage(what + ", which no reader reaches; add url: https://…");
        }
        shell.terminal().complain("warning: " + what);
    }

    private void confirm(Workbench bench, Shell.Manuscript manuscript, ListCensus.Count count, When when) {
        String what = manuscript.slug() + " to " + recipients(count) + when.words() + " through " + bench.relayName();
        shell.confirm(bench.isSandbox() || yes, "Send " + what + "?", "This would send " + what);
    }

    /** In the words of the report that follows: everybody who is meant has a row, and a suppressed one gets nothing. */
    private static String recipients(ListCensus.Count count) {
        return count.suppressed() == 0
                ? Counted.of(count.reachable(), "reader")
                : String.format(
                        Locale.ROOT,
                        "%s = %s + %,d suppressed",
                        Counted.of(count.recipients(), "recipient"),
                        Counted.of(count.reachable(), "reader"),
                        count.suppressed());
    }

    private int describe(
            Workbench bench, Shell.Manuscript manuscript, Approval.Proof proof, ListCensus.Count count, When when) {
        Recipient sample = Proofs.sampleReader(bench, proof.edition(), manuscript.slug());
        int bytes = proof.mailing().message(sample).length;
        Terminal terminal = shell.terminal();
        terminal.sayf(
                "%s would go to list %s: %s",
                manuscript.slug(), proof.edition().front().list(), recipients(count));
        boolean personal = Proofs.isPersonal(
                proof.edition().front().subject(), Set.of(Slot.SubscriberField.NAME, Slot.SubscriberField.FIRST_NAME));
        terminal.sayf(
                "  subject  %s%s",
                proof.mailing().subject(sample), personal ? " (to " + Proofs.SAMPLE_NAME + ", a sample)" : "");
        terminal.sayf("  from     %s", proof.edition().front().from());
        terminal.sayf("  through  %s", bench.relayName());
        if (when.at() != null) {
            terminal.sayf("  at       %s", SendTime.words(when.at().at(), when.zone()));
        }
        if (when.forecast() != null) {
            terminal.sayf("  at       %s", when.forecast().words().substring(3));
            when.forecast().lines().forEach(terminal::say);
        }
        terminal.sayf("  size     %,d bytes a message", bytes);
        terminal.sayf("  SHA-256  %s", proof.bundle().sha256());
        Optional<String> missing = missingApproval(bench, manuscript, proof);
        missing.ifPresent(words -> terminal.sayf("  %s  %s", terminal.red("missing"), words));
        if (terminal.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("edition", manuscript.slug());
            json.put("dry_run", true);
            json.put("recipients", count.recipients());
            json.put("readers", count.reachable());
            json.put("suppressed", count.suppressed());
            json.put("subject", proof.mailing().subject(sample));
            json.put("subject_sample", personal ? Proofs.SAMPLE_NAME : null);
            json.put("relay", bench.relayName());
            json.put("rehearsal", bench.isSandbox());
            json.put("bytes", bytes);
            json.put("sha256", proof.bundle().sha256());
            json.put("approved", missing.isEmpty());
            json.put("scheduled_for", when.at() == null ? null : when.at().at().toString());
            json.put("at_once", when.forecast() == null ? null : when.forecast().atOnce());
            json.put("later", when.forecast() == null ? null : when.forecast().json());
            terminal.json(json);
        }
        return Exit.DONE;
    }
}
