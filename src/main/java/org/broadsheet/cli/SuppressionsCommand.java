package org.broadsheet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.broadsheet.subscriber.ImportReport;
import org.broadsheet.subscriber.SuppressionFile;
import org.broadsheet.subscriber.Suppressions;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "suppressions",
        description = "Shows who is not written to and why; takes such lists in and writes them out.",
        footer = {
            "",
            "Examples:",
            "  broadsheet suppressions",
            "  broadsheet suppressions --import bounced.csv --reason bounced --evidence 'from our last provider'",
            "  broadsheet suppressions --export suppressions.csv",
            "Of people who are no longer known only a hash is left: 'broadsheet suppress' and 'export ADDRESS' find it by the address.",
            "Exit code 1 when a row of a file was rejected."
        })
final class SuppressionsCommand implements Callable<Integer> {
    private static final int REJECTED = 20;

    private final Shell shell;

    @Option(
            names = "--import",
            paramLabel = "FILE",
            description = "A CSV file of addresses or domains, or one of them a line.")
    private @Nullable String from;

    @Option(names = "--export", paramLabel = "FILE", description = "Where to write all of them as CSV.")
    private @Nullable String to;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            defaultValue = "blocked",
            description = "For rows of the file that give none.")
    private String reason = "blocked";

    @Option(names = "--evidence", paramLabel = "TEXT", description = "For rows of the file that give none.")
    private @Nullable String evidence;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "The most to show; 100 when not given.")
    private int limit;

    @Option(names = "--yes", description = "Do not ask before a file is written over.")
    private boolean yes;

    SuppressionsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (from != null && to != null) {
            throw Failure.usage("Say --import or --export, one at a time");
        }
        Suppressions.Reason usual = SuppressCommand.reason(reason);
        Path file = from == null ? null : shell.file(from);
        try (Workbench bench = shell.open()) {
            if (file != null) {
                String words = evidence == null ? "from " + file.getFileName() : evidence;
                return report(bench.suppressionFile().read(file, usual, words), String.valueOf(file.getFileName()));
            }
            return to == null ? list(bench.suppressions()) : export(bench, to);
        }
    }

    private int report(SuppressionFile.Report report, String name) {
        Terminal terminal = shell.terminal();
        terminal.sayf("%s: %s", name, Counted.of(report.rows(), "row"));
        terminal.sayf("  %,7d added", report.added());
        terminal.sayf("  %,7d known already", report.known());
        if (report.rejected() > 0) {
            terminal.sayf("  %,7d rejected", report.rejected());
        }
        for (ImportReport.Rejection each : report.rejections()
                .subList(0, Math.min(REJECTED, report.rejections().size()))) {
            terminal.sayf(
                    "  row %d: rejected%s: %s",
                    each.row(), each.column().isEmpty() ? "" : ", column " + each.column(), each.reason());
        }
        if (terminal.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("rows", report.rows());
            json.put("added", report.added());
            json.put("known", report.known());
            json.put("rejected", report.rejected());
            json.put(
                    "rejections",
                    report.rejections().stream().map(ImportCommand::json).toList());
            terminal.json(json);
        }
        return report.rejected() > 0 ? Exit.FAILED : Exit.DONE;
    }

    private int export(Workbench bench, String name) throws IOException {
        OutFile file = OutFile.named(shell, name, yes);
        long written = file.write(bench.suppressionFile()::write);
        shell.terminal().sayf("%s written to %s", Counted.of(written, "suppression"), name);
        if (shell.terminal().isJson()) {
            shell.terminal().json(Map.of("file", file.path().toString(), "rows", written));
        }
        return Exit.DONE;
    }

    private int list(Suppressions suppressions) {
        List<Suppressions.Entry> shown = new ArrayList<>();
        long all = suppressions.count();
        suppressions.forEach(entry -> {
            if (shown.size() < limit) {
                shown.add(entry);
            }
        });
        Terminal terminal = shell.terminal();
        for (Suppressions.Entry entry : shown) {
            terminal.sayf(
                    "%s  %s  %s  %s",
                    entry.at().toString().substring(0, 10),
                    String.format("%-10s", entry.reason().word()),
                    who(entry),
                    Characters.visible(entry.evidence()));
        }
        if (shown.size() < all) {
            terminal.sayf("… and %,d more; --export FILE writes all", all - shown.size());
        }
        terminal.sayf("%,d suppressed", all);
        if (terminal.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("count", all);
            json.put(
                    "suppressions",
                    shown.stream().map(SuppressionsCommand::json).toList());
            terminal.json(json);
        }
        return Exit.DONE;
    }

    private static String who(Suppressions.Entry entry) {
        if (entry.domain() != null) {
            return "@" + entry.domain();
        }
        return entry.address() != null ? entry.address() : "somebody no longer known";
    }

    private static Map<String, Object> json(Suppressions.Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("address", entry.address());
        json.put("domain", entry.domain());
        json.put("hash", entry.hash());
        json.put("reason", entry.reason().word());
        json.put("evidence", entry.evidence());
        json.put("at", entry.at().toString());
        return json;
    }
}
