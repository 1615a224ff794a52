package org.broadsheet.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DigestRun;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.schedule.DigestFile;
import org.broadsheet.schedule.DigestPlan;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Severity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "digests",
        synopsisSubcommandLabel = "[COMMAND]",
        description = "Shows when digests are due next, and how the last edition of each stands.",
        footer = {
            "",
            "Examples:",
            "  broadsheet digests",
            "  broadsheet digests weekly --json",
            "  broadsheet digests pause weekly --reason 'summer break'"
        })
final class DigestsCommand implements Callable<Integer> {
    private static final int RUNS = 5;
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm xxx", Locale.ENGLISH);
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ENGLISH);

    private final Shell shell;

    @Parameters(
            paramLabel = "DIGEST",
            arity = "0..1",
            description = "Its file's name, with or without .md; all when not given.")
    private @Nullable String digest;

    private DigestsCommand(Shell shell) {
        this.shell = shell;
    }

    /** With its subcommands. */
    static CommandLine line(Shell shell) {
        return new CommandLine(new DigestsCommand(shell))
                .addSubcommand(new DigestPauseCommand(shell))
                .addSubcommand(new DigestResumeCommand(shell));
    }

    @Override
    public Integer call() {
        try (Workbench bench = shell.open()) {
            List<DigestFile> files = digest == null ? bench.digestFiles().all() : List.of(find(bench, digest));
            if (files.isEmpty()) {
                shell.terminal().say("No digest is in digests/ yet");
            }
            List<Map<String, Object>> json = new ArrayList<>();
            boolean wrong = false;
            for (DigestFile file : files) {
                json.add(show(bench, file));
                wrong |= file.problems().stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
            }
            if (shell.terminal().isJson()) {
                shell.terminal().json(Map.of("digests", json));
            }
            return wrong ? Exit.USAGE : Exit.DONE;
        }
    }

    static DigestFile find(Workbench bench, String name) {
        String wanted = Shell.slugOf(name);
        List<DigestFile> all = bench.digestFiles().all();
        return all.stream()
                .filter(file -> file.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Failure.usage("There is no digest digests/" + wanted + ".md"
                        + Nearest.of(wanted, all.stream().map(DigestFile::name).toList())
                                .map(near -> "; did you mean " + near)
                                .orElse("")));
    }

    /** What the database knows; nothing where there is none, and to ask would make one. */
    private record Past(DigestRuns.@Nullable Pause pause, List<DigestRun> open, Optional<ApprovedEdition> last) {
        static Past of(Workbench bench, DigestFile file) {
            if (!bench.hasDatabase()) {
                return new Past(null, List.of(), Optional.empty());
            }
            Pattern ours = Pattern.compile("\\d{4}-\\d\\d-\\d\\d-" + Pattern.quote(file.name()));
            Optional<ApprovedEdition> last = bench.editions().all().stream()
                    .filter(edition -> ours.matcher(edition.slug()).matches())
                    .findFirst();
            List<DigestRun> runs = bench.digestRuns().latest(file.name(), RUNS).stream()
                    .filter(run -> run.state() != DigestRun.State.SENT)
                    .toList();
            return new Past(bench.digestRuns().standing(file.name()).pause(), runs, last);
        }
    }

    private Map<String, Object> show(Workbench bench, DigestFile file) {
        Terminal terminal = shell.terminal();
        FrontMatter front = file.front();
        DigestPlan plan = file.plan();
        Past past = Past.of(bench, file);
        String schedule = front == null
                ? "cannot be read"
                : front.schedule() == null
                        ? "occasional"
                        : front.schedule() + "  " + (front.zone().equals(ZoneOffset.UTC) ? "UTC" : front.zone());
        terminal.sayf("%s: %s%s", terminal.strong(file.name()), schedule, past.pause() == null ? "" : ", paused");
        terminal.problems(file.problems());
        if (past.pause() != null) {
            terminal.sayf(
                    "  paused   since %s by %s%s",
                    utc(past.pause().at()),
                    past.pause().by(),
                    reason(past.pause().reason()));
        }
        List<Instant> next = plan == null ? List.of() : plan.next(bench.clock().instant(), RUNS);
        for (int i = 0; i < next.size() && plan != null; i++) {
            terminal.sayf("  %-8s %s  %s", i == 0 ? "next" : "", local(next.get(i), plan.zone()), utc(next.get(i)));
        }
        if (plan != null && next.isEmpty()) {
            terminal.say("  next     never again");
        }
        past.open()
                .forEach(run -> terminal.sayf("  %-8s %s%s", run.state().word(), run.edition(), reason(run.reason())));
        past.last()
                .ifPresent(edition -> terminal.sayf(
                        "  last     %s: %s", edition.slug(), edition.state().word()));
        return json(file, past, next);
    }

    private static String reason(@Nullable String reason) {
        return reason == null ? "" : ": " + reason;
    }

    private static String local(Instant at, ZoneId zone) {
        return LOCAL.format(at.atZone(zone));
    }

    private static String utc(Instant at) {
        return UTC.format(at.atZone(ZoneOffset.UTC));
    }

    private static Map<String, Object> json(DigestFile file, Past past, List<Instant> next) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("digest", file.name());
        json.put("file", file.path());
        FrontMatter front = file.front();
        json.put("schedule", front == null ? null : front.schedule());
        json.put("zone", front == null ? null : front.zone().getId());
        json.put("approval", front == null ? null : front.approval().name().toLowerCase(Locale.ROOT));
        json.put(
                "draft_ahead",
                front == null ? null : front.timing().draftAhead().toString());
        json.put("late", front == null ? null : front.timing().late().name().toLowerCase(Locale.ROOT));
        json.put("paused", json(past.pause()));
        json.put(
                "next",
                front == null
                        ? List.of()
                        : next.stream().map(at -> json(at, front.zone())).toList());
        json.put("runs", past.open().stream().map(DigestsCommand::json).toList());
        json.put("last_edition", past.last().map(DigestsCommand::json).orElse(null));
        json.put("findings", Proofs.json(file.problems()));
        return json;
    }

    static @Nullable Map<String, Object> json(DigestRuns.@Nullable Pause pause) {
        if (pause == null) {
            return null;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", pause.at().toString());
        json.put("by", pause.by());
        json.put("reason", pause.reason());
        return json;
    }

    private static Map<String, Object> json(Instant at, ZoneId zone) {
        return Map.of("local", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone)), "utc", at.toString());
    }

    private static Map<String, Object> json(DigestRun run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("edition", run.edition());
        json.put("due", run.due().toString());
        json.put("state", run.state().word());
        json.put("reason", run.reason());
        return json;
    }

    private static Map<String, Object> json(ApprovedEdition edition) {
        return Map.of("edition", edition.slug(), "state", edition.state().word());
    }
}
