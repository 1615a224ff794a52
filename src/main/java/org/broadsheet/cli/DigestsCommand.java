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
import java.util.stream.Stream;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DigestRun;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.schedule.DigestFile;
import org.broadsheet.schedule.DigestPlan;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Problem;
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
    private static final int TIMES = 5;
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
            List<Digest> digests = digest == null ? all(bench) : List.of(find(bench, digest));
            if (digests.isEmpty()) {
                shell.terminal().say("No digest is in digests/ yet");
            }
            List<Map<String, Object>> json = new ArrayList<>();
            boolean wrong = false;
            for (Digest each : digests) {
                json.add(show(bench, each));
                wrong |= each.file() != null
                        && each.file().problems().stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
            }
            if (shell.terminal().isJson()) {
                shell.terminal().json(Map.of("digests", json));
            }
            return wrong ? Exit.USAGE : Exit.DONE;
        }
    }

    private static List<Digest> all(Workbench bench) {
        List<DigestFile> files = bench.digestFiles().all();
        List<String> names = files.stream().map(DigestFile::name).toList();
        return Stream.concat(
                        files.stream().map(file -> new Digest(file.name(), file)),
                        gone(bench).filter(name -> !names.contains(name)).map(name -> new Digest(name, null)))
                .toList();
    }

    /** Those that matter, be their files there or not: somebody paused them, or an edition waits for them. */
    private static Stream<String> gone(Workbench bench) {
        return bench.hasDatabase()
                ? Stream.concat(bench.digestRuns().paused().stream(), bench.digestRuns().awaited().stream())
                        .distinct()
                        .sorted()
                : Stream.empty();
    }

    /**
     * One that has a file, or of which the database still knows.
     *
     * @param file null where it is gone
     */
    record Digest(String name, @Nullable DigestFile file) {
        String path() {
            return "digests/" + name + ".md";
        }

        boolean isScheduled() {
            return file != null && file.plan() != null;
        }

        /** What there is to say of it after a command was done; empty where its file is there. */
        String gone() {
            return file == null ? "; " + path() + " is gone, so that nothing is drafted of it until it is back" : "";
        }
    }

    static Digest find(Workbench bench, String name) {
        String wanted = Shell.slugOf(name);
        List<DigestFile> all = bench.digestFiles().all();
        Optional<DigestFile> file =
                all.stream().filter(each -> each.name().equals(wanted)).findFirst();
        if (file.isEmpty() && !(bench.hasDatabase() && bench.digestRuns().isKnown(wanted))) {
            throw Failure.usage("There is no digest digests/" + wanted + ".md"
                    + Nearest.of(wanted, all.stream().map(DigestFile::name).toList())
                            .map(near -> "; did you mean " + near)
                            .orElse(""));
        }
        return new Digest(wanted, file.orElse(null));
    }

    private Map<String, Object> show(Workbench bench, Digest digest) {
        Terminal terminal = shell.terminal();
        DigestFile file = digest.file();
        DigestPast past = DigestPast.of(bench, digest);
        terminal.sayf(
                "%s: %s%s", terminal.strong(digest.name()), schedule(digest), past.pause() == null ? "" : ", paused");
        List<Problem> problems = file == null ? List.of() : file.problems();
        terminal.problems(problems);
        if (past.pause() != null) {
            terminal.sayf(
                    "  paused   since %s by %s%s; 'broadsheet digests resume %s%s' ends it",
                    utc(past.pause().at()),
                    past.pause().by(),
                    reason(past.pause().reason()),
                    digest.name(),
                    shell.inWorkspace(bench));
        }
        DigestPlan plan = file == null ? null : file.plan();
        DigestTimes times = DigestTimes.of(bench, digest.name(), plan, TIMES);
        List<Instant> next = times.next();
        for (int i = 0; i < next.size() && plan != null; i++) {
            terminal.sayf("  %-8s %s  %s", i == 0 ? "next" : "", local(next.get(i), plan.zone()), utc(next.get(i)));
        }
        for (DigestTimes.Done done : times.done()) {
            terminal.sayf(
                    "  %-8s %s: nothing goes out then, for %s is %s already",
                    "done",
                    plan == null ? utc(done.at()) : local(done.at(), plan.zone()),
                    done.edition().slug(),
                    done.edition().state().word());
        }
        if (plan != null && next.isEmpty()) {
            terminal.say("  next     never again");
        }
        past.runs()
                .forEach(run -> terminal.sayf(
                        "  %-8s %s%s", run.run().state().word(), run.run().edition(), reason(run.reason())));
        past.last()
                .ifPresent(edition -> terminal.sayf(
                        "  last     %s: %s", edition.slug(), edition.state().word()));
        return json(digest, past, times);
    }

    private static String schedule(Digest digest) {
        DigestFile file = digest.file();
        if (file == null) {
            return digest.path() + " is gone";
        }
        FrontMatter front = file.front();
        if (front == null) {
            return "cannot be read";
        }
        return front.schedule() == null ? "occasional" : front.schedule() + "  " + front.zone();
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

    private static Map<String, Object> json(Digest digest, DigestPast past, DigestTimes times) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("digest", digest.name());
        DigestFile file = digest.file();
        json.put("file", file == null ? null : file.path());
        FrontMatter front = file == null ? null : file.front();
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
                        : times.next().stream()
                                .map(at -> json(at, front.zone()))
                                .toList());
        json.put("done", times.done().stream().map(DigestsCommand::json).toList());
        json.put("runs", past.runs().stream().map(DigestsCommand::json).toList());
        json.put("last_edition", past.last().map(DigestsCommand::json).orElse(null));
        json.put("findings", Proofs.json(file == null ? List.of() : file.problems()));
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

    private static Map<String, Object> json(DigestTimes.Done done) {
        return Map.of(
                "due",
                done.at().toString(),
                "edition",
                done.edition().slug(),
                "state",
                done.edition().state().word());
    }

    private static Map<String, Object> json(DigestPast.Run past) {
        Map<String, Object> json = new LinkedHashMap<>();
        DigestRun run = past.run();
        json.put("edition", run.edition());
        json.put("due", run.due().toString());
        json.put("state", run.state().word());
        json.put("reason", past.reason());
        return json;
    }

    private static Map<String, Object> json(ApprovedEdition edition) {
        return Map.of("edition", edition.slug(), "state", edition.state().word());
    }
}
