package org.broadsheet.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.broadsheet.subscriber.ImportReport;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.text.Nearest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Takes subscribers in from a CSV file; rows that cannot be used are named, the others are taken.",
        footer = {
            "",
            "Examples:",
            "  broadsheet import subscribers.csv --list community",
            "  broadsheet import subscribers.csv --list community --dry-run",
            "Exit code 1 when a row was rejected."
        })
final class ImportCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

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

    ImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path csv = shell.file(file);
        try (Workbench bench = shell.open()) {
            List<String> others =
                    bench.lists().all().stream().map(MailingList::name).toList();
            ImportReport report = bench.csvImport().run(csv, list, dryRun);
            print(shell.terminal(), report);
            if (report.newList() && !others.isEmpty()) {
                shell.terminal()
                        .sayf(
                                "  the list %s is new%s",
                                list,
                                Nearest.of(list, others)
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse("; there are: " + String.join(", ", others)));
            }
            if (shell.terminal().isJson()) {
                shell.terminal().json(json(report));
            }
            return report.rejected() > 0 ? Exit.FAILED : Exit.DONE;
        }
    }

    static void print(Terminal terminal, ImportReport report) {
        terminal.sayf(
                "%s into list %s: %,d %s%s",
                report.file(),
                report.list(),
                report.rows(),
                report.rows() == 1 ? "row" : "rows",
                report.dryRun() ? " (dry run)" : "");
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
        if (!report.attributes().isEmpty()) {
            terminal.sayf("  kept as they are: columns %s", String.join(", ", report.attributes()));
        }
        report.nearMisses().forEach((name, meant) -> terminal.sayf("  is column %s meant to be %s?", name, meant));
        report.repeats().stream()
                .limit(SHOWN)
                .forEach(repeat -> terminal.sayf(
                        "  row %d: duplicate: %s stands in row %d already",
                        repeat.row(), repeat.address(), repeat.firstRow()));
        report.rejections().stream()
                .limit(SHOWN)
                .forEach(rejection -> terminal.sayf(
                        "  row %d: rejected%s: %s",
                        rejection.row(),
                        rejection.column().isEmpty() ? "" : ", column " + rejection.column(),
                        rejection.reason()));
        if (report.rejections().size() > SHOWN) {
            terminal.sayf("  … and %,d more rejected", report.rejected() - SHOWN);
        }
    }

    private static Map<String, Object> json(ImportReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", report.file());
        json.put("list", report.list());
        json.put("dry_run", report.dryRun());
        json.put("new_list", report.newList());
        json.put("attributes", report.attributes());
        json.put("near_misses", report.nearMisses());
        json.put("rows", report.rows());
        json.put("inserted", report.inserted());
        json.put("updated", report.updated());
        json.put("unchanged", report.unchanged());
        json.put("duplicates", report.duplicates());
        json.put("kept_unsubscribed", report.keptUnsubscribed());
        json.put("suppressed", report.suppressed());
        json.put("rejected", report.rejected());
        json.put("repeats", report.repeats().stream().map(ImportCommand::json).toList());
        json.put(
                "rejections",
                report.rejections().stream().map(ImportCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(ImportReport.Repeat repeat) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("row", repeat.row());
        json.put("first_row", repeat.firstRow());
        json.put("address", repeat.address());
        return json;
    }

    private static Map<String, Object> json(ImportReport.Rejection rejection) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("row", rejection.row());
        json.put("column", rejection.column());
        json.put("reason", rejection.reason());
        return json;
    }
}
