package org.broadsheet.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.broadsheet.subscriber.ColumnMeanings;
import org.broadsheet.subscriber.ImportMode;
import org.broadsheet.subscriber.ImportOptions;
import org.broadsheet.subscriber.ImportReport;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.text.Counted;
import org.broadsheet.text.Nearest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Takes subscribers in from a CSV file; rows that cannot be used are named, the others are taken.",
        footer = {
            "",
            "Examples:",
            "  broadsheet import subscribers.csv --list community --dry-run",
            "  broadsheet import subscribers.csv --list community --confirmed --evidence 'signed up at our booth'",
            "  broadsheet import members.csv --list team --mode replace-list --confirmed --evidence 'members of the project'",
            "  broadsheet import meetup.csv --list community --invite",
            "Without --confirmed, people who are new to the list get no mail until they confirm.",
            "With --invite, 'broadsheet serve' asks each of them once, by a message with one button.",
            "Exit code 1 when a row was rejected, or when people who should be taken off the list were left there.",
            "An import that was interrupted goes on where it was when it is run again within a day."
        })
final class ImportCommand implements Callable<Integer> {
    private static final int MOST_NAMES = 50;

    private final Shell shell;

    @Parameters(
            paramLabel = "FILE",
            description = "A CSV file with a header; subscribers-sample.csv shows the columns.")
    private String file = "";

    @Option(
            names = "--list",
            required = true,
            paramLabel = "NAME",
            description = "The mailing list; made when it is new.")
    private String list = "";

    @Option(names = "--dry-run", description = "Report what would happen, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--confirmed",
            description = "Everybody in the file has agreed to get this list's mail; --evidence says how.")
    private boolean confirmed;

    @Option(
            names = "--evidence",
            paramLabel = "TEXT",
            description = "How and when they agreed; it is kept with each subscription.")
    private @Nullable String evidence;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "upsert",
            description = {
                "upsert: new people come in, known ones become what the file says (the default).",
                "insert: who is on the list stays as they are.",
                "replace-list: as upsert; then whom the file does not name is taken off the list."
            })
    private String mode = "upsert";

    @Option(
            names = "--strict",
            description = "Refuse a file with columns, or members of JSON, that mean nothing to Broadsheet, instead of"
                    + " keeping them.")
    private boolean strict;

    @Option(
            names = "--invite",
            description = "Ask those who have not confirmed by mail whether they want the list, which must be open to"
                    + " sign up for.")
    private boolean invite;

    @Option(
            names = "--column",
            paramLabel = "NAME=MEANING",
            description = {
                "What a column means, where its name does not say it; for each column that needs it.",
                "left: anything but a no there says that the reader has left. kept: it is kept with them. dropped: it is not.",
                "Or one of our columns, such as address or locale."
            })
    private List<String> columns = List.of();

    @Option(names = "--yes", description = "Do not ask before people are taken off the list or written to.")
    private boolean yes;

    ImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path csv = shell.file(file);
        ImportOptions options = options();
        ColumnMeanings meanings = ColumnMeanings.of("--column", columns);
        try (Workbench bench = shell.open();
                ImportProgress progress = new ImportProgress(shell.terminal(), yes)) {
            if (invite) {
                options = Inviting.of(bench, shell, options);
            }
            if (invite && !dryRun && !yes && !bench.isSandbox()) {
                Inviting.confirm(bench, shell, csv, options);
            }
            List<String> others =
                    bench.lists().all().stream().map(MailingList::name).toList();
            ImportReport report =
                    bench.csvImport().knowing(meanings, bench.topics(list)).run(csv, options, progress);
            progress.close();
            print(shell.terminal(), report);
            if (invite) {
                Inviting.print(bench, shell.terminal(), report);
            } else {
                printUnconfirmed(shell.terminal(), report, Inviting.obstacle(bench, list));
            }
            if (report.newList() && !others.isEmpty() && !bench.openLists().containsKey(list)) {
                shell.terminal()
                        .sayf(
                                "  the list %s is new%s",
                                list,
                                Nearest.of(list, others)
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse(Counted.form(others.size(), "; there is ", "; there are: ")
                                                + shown(others)));
            }
            if (shell.terminal().isJson()) {
                shell.terminal().json(json(report));
            }
            boolean left = !dryRun && report.missing() > report.removed();
            return report.rejected() > 0 || left ? Exit.FAILED : Exit.DONE;
        }
    }

    private ImportOptions options() {
        if (confirmed && (evidence == null || evidence.isBlank())) {
            throw Failure.usage(
                    "--confirmed needs --evidence 'how and when they agreed'; it is kept with each subscription");
        }
        if (!confirmed && evidence != null) {
            throw Failure.usage("--evidence says how people agreed to get mail: it goes with --confirmed");
        }
        if (confirmed && invite) {
            throw Failure.usage(
                    "--invite asks people whether they want the list, and --confirmed says that they do: leave"
                            + " one of them out");
        }
        ImportMode chosen = ImportMode.of(mode)
                .orElseThrow(() -> Failure.usage("There is no --mode '" + mode
                        + "'; there are: "
                        + Arrays.stream(ImportMode.values())
                                .map(ImportMode::word)
                                .collect(Collectors.joining(", "))));
        return new ImportOptions(list, chosen, evidence, null, strict, dryRun);
    }

    static void print(Terminal terminal, ImportReport report) {
        terminal.sayf(
                "%s into list %s: %s%s",
                report.file(), report.list(), Counted.of(report.rows(), "row"), report.dryRun() ? " (dry run)" : "");
        if (!report.columns().origin().isEmpty()) {
            terminal.sayf("  read as an export of %s", report.columns().origin());
        }
        if (report.resumedBehind() > 0) {
            terminal.sayf(
                    "  went on behind row %,d, where an import of this file was interrupted", report.resumedBehind());
        }
        Map<String, Long> lines = new LinkedHashMap<>();
        lines.put("inserted", report.inserted());
        lines.put("updated", report.updated());
        lines.put("unchanged", report.unchanged());
        lines.put("duplicate", report.duplicates());
        lines.put("kept unsubscribed", report.keptUnsubscribed());
        lines.put("suppressed", report.suppressed());
        lines.put("rejected", report.rejected());
        lines.forEach((word, count) -> {
            if (count > 0) {
                terminal.sayf("  %,7d %s", count, word);
            }
        });
        report.warnings().forEach(warning -> terminal.sayf("  %s", warning));
        if (report.removed() > 0) {
            terminal.sayf("  %,d whom the file does not name taken off the list", report.removed());
        } else if (report.missing() > 0) {
            terminal.sayf(
                    "  %,d on the list %s not in the file%s",
                    report.missing(),
                    Counted.form(report.missing(), "is", "are"),
                    report.dryRun()
                            ? " and would be taken off it"
                            : Counted.form(report.missing(), "; it was", "; they were")
                                    + " left there: say --yes to take "
                                    + Counted.form(report.missing(), "it off", "them off"));
        }
        if (!report.attributes().isEmpty()) {
            terminal.sayf(
                    "  kept as %s %s",
                    Counted.form(report.attributes().size(), "it is: column", "they are: columns"),
                    String.join(", ", report.attributes()));
        }
        report.columns()
                .members()
                .forEach((column, members) -> terminal.sayf(
                        "  kept as %s %s of column %s",
                        Counted.form(members.size(), "it is: member", "they are: members"), shown(members), column));
        if (!report.columns().dropped().isEmpty()) {
            terminal.sayf(
                    "  left out: %s %s",
                    Counted.form(report.columns().dropped().size(), "column", "columns"),
                    String.join(", ", report.columns().dropped()));
        }
        report.nearMisses().forEach((name, meant) -> terminal.sayf("  is column %s meant to be %s?", name, meant));
        ImportRows.of(report).print(terminal);
        if (report.rejectedFile() != null) {
            terminal.sayf("  the rejected rows are in %s; mend them there and import that", report.rejectedFile());
        }
    }

    private static String shown(List<String> names) {
        String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return names.size() <= MOST_NAMES ? first : first + String.format(" and %,d more", names.size() - MOST_NAMES);
    }

    private static void printUnconfirmed(Terminal terminal, ImportReport report, Optional<String> obstacle) {
        if (report.unconfirmed() > 0) {
            terminal.sayf(
                    "  %,d of them %s no mail until they confirm%s; with their consent, import again with"
                            + " --confirmed --evidence 'how and when they agreed'",
                    report.unconfirmed(),
                    Counted.form(report.unconfirmed(), "gets", "get"),
                    obstacle.map(why -> ", and cannot be asked, since " + why).orElse(": --invite asks them"));
        }
    }

    private static Map<String, Object> json(ImportReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", report.file());
        json.put("list", report.list());
        json.put("dry_run", report.dryRun());
        json.put("new_list", report.newList());
        json.put("origin", report.columns().origin());
        json.put("warnings", report.warnings());
        json.put("resumed_behind", report.resumedBehind());
        json.put("attributes", report.attributes());
        json.put("members", report.columns().members());
        json.put("left_out", report.columns().dropped());
        json.put("near_misses", report.nearMisses());
        json.put("rows", report.rows());
        json.put("inserted", report.inserted());
        json.put("updated", report.updated());
        json.put("unchanged", report.unchanged());
        json.put("duplicates", report.duplicates());
        json.put("kept_unsubscribed", report.keptUnsubscribed());
        json.put("suppressed", report.suppressed());
        json.put("rejected", report.rejected());
        json.put("unconfirmed", report.unconfirmed());
        json.put("invited", report.invited());
        json.put("missing", report.missing());
        json.put("removed", report.removed());
        json.put("repeats", report.repeats().stream().map(ImportCommand::json).toList());
        json.put(
                "rejections",
                report.rejections().stream().map(ImportCommand::json).toList());
        json.put(
                "rejected_file",
                report.rejectedFile() == null ? null : report.rejectedFile().toString());
        return json;
    }

    private static Map<String, Object> json(ImportReport.Repeat repeat) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("row", repeat.row());
        json.put("first_row", repeat.firstRow());
        json.put("address", repeat.address());
        return json;
    }

    static Map<String, Object> json(ImportReport.Rejection rejection) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("row", rejection.row());
        json.put("column", rejection.column());
        json.put("reason", rejection.reason());
        return json;
    }
}
