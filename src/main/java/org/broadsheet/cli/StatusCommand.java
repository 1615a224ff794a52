package org.broadsheet.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.broadsheet.delivery.DeliveryState;
import org.broadsheet.delivery.Report;
import org.broadsheet.delivery.Tally;
import org.broadsheet.edition.ApprovedEdition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = "Shows how editions stand; for one edition, how many deliveries are in each state and why.",
        footer = {"", "Examples:", "  broadsheet status", "  broadsheet status 2025-11-20-recap --json"})
final class StatusCommand implements Callable<Integer> {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    /** What was achieved comes first. */
    private static final List<DeliveryState> SHOWN = List.of(
            DeliveryState.ACCEPTED,
            DeliveryState.REJECTED,
            DeliveryState.DEFERRED,
            DeliveryState.IN_DOUBT,
            DeliveryState.SENDING,
            DeliveryState.PENDING,
            DeliveryState.SUPPRESSED,
            DeliveryState.SKIPPED,
            DeliveryState.CANCELLED);

    private final Shell shell;

    @Parameters(
            paramLabel = "EDITION",
            arity = "0..1",
            description = "The edition: its file's name, with or without .md.")
    private @Nullable String edition;

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Workbench bench = shell.open()) {
            return edition == null ? all(bench) : one(bench, Shell.slugOf(edition));
        }
    }

    private int all(Workbench bench) {
        Terminal terminal = shell.terminal();
        List<Map<String, Object>> json = new ArrayList<>();
        List<ApprovedEdition> editions = bench.editions().all();
        for (ApprovedEdition each : editions) {
            Tally tally = bench.report().tally(each.id());
            String begun = each.startedAt() == null ? "not begun" : MINUTE.format(each.startedAt());
            terminal.sayf("%-48s %-10s %-20s%s", name(each), each.state().word(), begun, counts(terminal, tally));
            json.add(json(each, tally));
        }
        if (editions.isEmpty()) {
            terminal.say(
                    "No edition was approved yet; 'broadsheet send FILE' or 'broadsheet approve FILE' comes first");
        }
        if (terminal.isJson()) {
            terminal.json(Map.of("editions", json));
        }
        return Exit.DONE;
    }

    private int one(Workbench bench, String slug) {
        Terminal terminal = shell.terminal();
        ApprovedEdition found = find(bench, slug)
                .orElseThrow(() -> Failure.usage("The edition " + slug
                        + " is not known: it was never approved; 'broadsheet status' shows those there are"));
        Tally tally = bench.report().tally(found.id());
        List<Report.Line> lines = bench.report().exceptions(found.id());
        terminal.sayf("%s: %s", terminal.strong(name(found)), found.state().word());
        terminal.sayf("  %-9s %s", "title", found.title());
        terminal.sayf("  %-9s %s by %s", "approved", MINUTE.format(found.approvedAt()), found.approvedBy());
        terminal.sayf("  %-9s %s", "SHA-256", found.bundle());
        line(terminal, "begun", found.startedAt());
        line(terminal, "finished", found.finishedAt());
        terminal.say(counts(terminal, tally));
        if (found.trouble() != null) {
            terminal.say("  " + terminal.red("trouble") + "   " + found.trouble());
        }
        lines.stream().filter(line -> !line.cause().isEmpty()).forEach(line -> terminal.say(exception(line)));
        if (terminal.isJson()) {
            terminal.json(json(bench, found, tally, lines));
        }
        return Exit.DONE;
    }

    /** What was sent for real comes before rehearsals, and rehearsals before what only was approved. */
    private static Optional<ApprovedEdition> find(Workbench bench, String slug) {
        Optional<ApprovedEdition> real = bench.editions().find(slug);
        return real.filter(edition -> edition.startedAt() != null)
                .or(() -> bench.editions().latestRehearsal(slug))
                .or(() -> real);
    }

    private static String name(ApprovedEdition edition) {
        return edition.slug() + (edition.isRehearsal() ? " (rehearsal " + edition.rehearsal() + ")" : "");
    }

    private static void line(Terminal terminal, String word, @Nullable Instant at) {
        if (at != null) {
            terminal.sayf("  %-9s %s", word, MINUTE.format(at));
        }
    }

    private static String exception(Report.Line line) {
        String next = line.nextTry() == null ? "" : ", next try " + MINUTE.format(line.nextTry());
        return String.format(
                "  %,9d %-11s %s (%s%s)", line.count(), word(line.state()), line.cause(), line.example(), next);
    }

    /** "26 recipients = 25 accepted + 1 rejected": every one is in exactly one state. */
    static String counts(Terminal terminal, Tally tally) {
        if (tally.intended() == 0) {
            return "";
        }
        StringBuilder sum = new StringBuilder();
        for (DeliveryState state : SHOWN) {
            int count = tally.of(state);
            if (count > 0 || state == DeliveryState.ACCEPTED) {
                String part = String.format("%,d %s", count, word(state));
                sum.append(sum.isEmpty() ? "" : " + ");
                sum.append(state == DeliveryState.REJECTED ? terminal.red(part) : part);
            }
        }
        String doubted = tally.doubted() == 0 ? "" : String.format("  (%,d were in doubt)", tally.doubted());
        return String.format("  %,d recipients = %s%s", tally.intended(), sum, doubted);
    }

    private static String word(DeliveryState state) {
        return state.word().replace('_', ' ');
    }

    static Map<String, Object> json(ApprovedEdition edition, Tally tally) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("edition", edition.slug());
        json.put("rehearsal", edition.rehearsal());
        json.put("state", edition.state().word());
        json.put("sha256", edition.bundle());
        json.put("recipients", tally.intended());
        for (DeliveryState state : DeliveryState.values()) {
            json.put(state.word(), tally.of(state));
        }
        json.put("were_in_doubt", tally.doubted());
        json.put("trouble", edition.trouble());
        return json;
    }

    private static Map<String, Object> json(
            Workbench bench, ApprovedEdition edition, Tally tally, List<Report.Line> lines) {
        Map<String, Object> json = json(edition, tally);
        json.put("title", edition.title());
        json.put("approved_by", edition.approvedBy());
        json.put("approved_at", edition.approvedAt().toString());
        json.put(
                "started_at",
                edition.startedAt() == null ? null : edition.startedAt().toString());
        json.put(
                "finished_at",
                edition.finishedAt() == null ? null : edition.finishedAt().toString());
        json.put("relay", bench.relayName());
        json.put("exceptions", lines.stream().map(StatusCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(Report.Line line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", line.state().word());
        json.put("cause", line.cause());
        json.put("count", line.count());
        json.put("example", line.example());
        json.put("next_try", line.nextTry() == null ? null : line.nextTry().toString());
        return json;
    }
}
