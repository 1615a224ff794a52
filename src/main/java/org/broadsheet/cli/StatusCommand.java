package org.broadsheet.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.broadsheet.delivery.DeliveryState;
import org.broadsheet.delivery.Report;
import org.broadsheet.delivery.Tally;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.text.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = "Shows how editions stand; for one edition, how many deliveries are in each state and why.",
        footer = {
            "",
            "Examples:",
            "  broadsheet status",
            "  broadsheet status 2025-11-20-recap --watch",
            "  broadsheet status 2025-11-20-recap --csv recipients.csv"
        })
final class StatusCommand implements Callable<Integer> {
    static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private static final long LOOK_MS = 200;

    private final Shell shell;

    @Parameters(
            paramLabel = "EDITION",
            arity = "0..1",
            description = "The edition: its file's name, with or without .md.")
    private @Nullable String edition;

    @Option(names = "--watch", description = "Follow it until nothing is left that can be done now.")
    private boolean watch;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description =
                    "Write a row for each recipient, with its state and the server's reply; - is standard output.")
    private @Nullable String csv;

    @Option(names = "--yes", description = "Do not ask before the file of --csv is written over.")
    private boolean yes;

    @Option(
            names = "--manifest",
            description = "Show each file that was frozen, with its SHA-256, also of an edition that has begun.")
    private boolean showManifest;

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Workbench bench = shell.open()) {
            if (edition == null && (watch || csv != null)) {
                throw Failure.usage("--watch and --csv are of one edition; name it");
            }
            return edition == null ? all(bench) : one(bench, EditionArgument.known(bench, edition));
        }
    }

    private int all(Workbench bench) {
        Terminal terminal = shell.terminal();
        List<Map<String, Object>> json = new ArrayList<>();
        List<ApprovedEdition> editions = bench.editions().all();
        for (ApprovedEdition each : editions) {
            Tally tally = bench.report().tally(each.id());
            Standing standing = Standing.of(bench, each, tally);
            terminal.say(summary(bench, each, tally, standing));
            json.add(StatusJson.of(each, tally, standing));
        }
        if (editions.isEmpty()) {
            terminal.say(
                    "No edition was approved yet; 'broadsheet send FILE' or 'broadsheet approve FILE' comes first");
        }
        Report.Notices notices = bench.report().notices(bench.isSandbox());
        if (notices.pending() + notices.failed() > 0) {
            terminal.sayf(
                    "notices: %,d %s, %,d failed%s",
                    notices.pending(),
                    Counted.form(notices.pending(), "waits", "wait"),
                    notices.failed(),
                    notices.reason() == null ? "" : "; " + notices.reason());
        }
        if (terminal.isJson()) {
            terminal.json(Map.of(
                    "editions", json, "notices", Map.of("pending", notices.pending(), "failed", notices.failed())));
        }
        return Exit.DONE;
    }

    private int one(Workbench bench, ApprovedEdition named) throws InterruptedException {
        Terminal terminal = shell.terminal();
        if (watch) {
            follow(bench, named.id());
        }
        if (csv != null) {
            return new RecipientsCsv(shell).write(bench, named.id(), csv, yes);
        }
        ApprovedEdition found = bench.editions().get(named.id());
        Tally tally = bench.report().tally(found.id());
        List<Report.Line> lines = bench.report().exceptions(found.id());
        Standing standing = Standing.of(bench, found, tally);
        terminal.sayf("%s: %s%s", terminal.strong(name(found)), standing.word(), waits(tally, standing));
        terminal.sayf("  %-9s %s", "title", found.title());
        terminal.sayf(
                Standing.isAutomatic(bench, found)
                        ? "  frozen    %s by %s, as it asks for no approval"
                        : "  approved  %s by %s",
                MINUTE.format(found.approvedAt()),
                found.approvedBy());
        terminal.sayf("  %-9s %s", "SHA-256", found.bundle());
        List<String> manifest = manifest(bench, found);
        List<String> changes = Approvals.changes(bench, found.slug());
        if (!changes.isEmpty()) {
            terminal.say("  " + terminal.red("void")
                    + "      it was changed after it was approved; 'broadsheet approve editions/" + found.slug() + ".md"
                    + shell.inWorkspace(bench) + "' approves it again");
            changes.forEach(change -> terminal.say("    " + change));
        }
        if (found.startedAt() == null || showManifest) {
            terminal.sayf("  %-9s %s, each with its SHA-256", "manifest", Counted.of(manifest.size(), "file"));
            manifest.forEach(line -> terminal.say("    " + line));
        }
        Optional<String> segment = Standing.segment(bench, found);
        segment.ifPresent(text -> terminal.sayf("  %-9s %s", "segment", text));
        if (EditionArgument.isWaiting(found)) {
            line(terminal, "scheduled", found.scheduledFor());
        }
        line(terminal, "begun", found.startedAt());
        line(terminal, "finished", found.finishedAt());
        if (!found.ignored().isEmpty()) {
            terminal.sayf("  %-9s %s", "ignored", String.join(", ", found.ignored()));
        }
        terminal.say(DeliveryCounts.of(terminal, tally));
        Report.Waiting waiting =
                bench.report().waiting(found.id(), bench.clock().instant());
        if (waiting.next() != null) {
            terminal.sayf(
                    "  %-9s %,d %s hour, the first until %s",
                    "waits",
                    waiting.count(),
                    Counted.form(waiting.count(), "waits for its", "wait for their"),
                    MINUTE.format(waiting.next()));
        }
        if (standing.nextTry().isPresent() && !bench.isServed()) {
            terminal.sayf(
                    "  %-9s 'broadsheet resume %s%s' or a running 'broadsheet serve' tries again",
                    "next", found.slug(), shell.inWorkspace(bench));
        }
        Withheld.waits(bench, found)
                .or(() -> Optional.ofNullable(found.reason()))
                .ifPresent(reason -> terminal.sayf("  %-9s %s", "reason", reason));
        if (found.trouble() != null) {
            terminal.say("  " + terminal.red("trouble") + "   " + found.trouble());
        }
        lines.stream()
                .filter(line -> !line.cause().isEmpty())
                .forEach(line -> terminal.say(DeliveryCounts.exception(line)));
        List<Report.Domain> domains = bench.report().domains(found.id());
        DeliveryCounts.domains(terminal, domains);
        List<Map<String, Object>> others = otherRehearsals(bench, found);
        if (terminal.isJson()) {
            Map<String, Object> json = StatusJson.of(bench, found, tally, standing, lines, domains);
            json.put("segment", segment.orElse(null));
            json.put("other_rehearsals", others);
            json.put("waiting_for_their_hour", waiting.count());
            json.put("manifest", manifest);
            json.put("void", !changes.isEmpty());
            json.put("changes", changes);
            terminal.json(json);
        }
        return Exit.DONE;
    }

    private static List<String> manifest(Workbench bench, ApprovedEdition edition) {
        return bench.bundles()
                .find(edition.bundle())
                .map(bundle -> bundle.manifest().lines().toList())
                .orElse(List.of());
    }

    /** A line for each rehearsal that is not the one shown above. */
    private List<Map<String, Object>> otherRehearsals(Workbench bench, ApprovedEdition shown) {
        List<Map<String, Object>> json = new ArrayList<>();
        for (ApprovedEdition other : bench.editions().rehearsals(shown.slug())) {
            if (other.id() == shown.id()) {
                continue;
            }
            Tally tally = bench.report().tally(other.id());
            Standing standing = Standing.of(bench, other, tally);
            shell.terminal().say(summary(bench, other, tally, standing));
            json.add(StatusJson.of(other, tally, standing));
        }
        return json;
    }

    private String summary(Workbench bench, ApprovedEdition edition, Tally tally, Standing standing) {
        String waiting = standing.unsent() ? "not sent yet" : "not begun";
        String begun = edition.startedAt() != null
                ? MINUTE.format(edition.startedAt())
                : EditionArgument.isWaiting(edition) && edition.scheduledFor() != null
                        ? "for " + MINUTE.format(edition.scheduledFor())
                        : waiting;
        String why = Withheld.waits(bench, edition).map(reason -> "  " + reason).orElse("");
        return String.format(
                        "%-48s %-10s %-25s%s%s%s",
                        name(edition),
                        standing.word(),
                        begun,
                        DeliveryCounts.of(shell.terminal(), tally),
                        waits(tally, standing),
                        why)
                .stripTrailing();
    }

    /** What an edition that seems to be under way does for hours. */
    private static String waits(Tally tally, Standing standing) {
        return standing.nextTry()
                .map(at -> String.format(
                        ", waits for %,d, next try %s", tally.of(DeliveryState.DEFERRED), MINUTE.format(at)))
                .orElse("");
    }

    private void follow(Workbench bench, long id) throws InterruptedException {
        Tally tally = bench.report().tally(id);
        try (Progress progress = Progress.on(shell.terminal(), tally.intended())) {
            progress.show(tally);
            while (bench.editions().get(id).state() == EditionState.SENDING
                    && tally.underWay()
                            > bench.report()
                                    .waiting(id, bench.clock().instant())
                                    .count()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
                tally = bench.report().tally(id);
                progress.show(tally);
            }
        }
    }

    private static String name(ApprovedEdition edition) {
        return edition.slug() + (edition.isRehearsal() ? " (rehearsal " + edition.rehearsal() + ")" : "");
    }

    private static void line(Terminal terminal, String word, @Nullable Instant at) {
        if (at != null) {
            terminal.sayf("  %-9s %s", word, MINUTE.format(at));
        }
    }
}
