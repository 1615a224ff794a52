package org.broadsheet.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.broadsheet.subscriber.MailingList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Writes the subscribers of a list as CSV, in the form that import reads.",
        footer = {
            "",
            "Examples:",
            "  broadsheet export --list community > subscribers.csv",
            "  broadsheet export --list community --out subscribers.csv --json"
        })
final class ExportCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--list", required = true, paramLabel = "NAME", description = "The mailing list.")
    private String list = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write; standard output when not given.")
    private @Nullable String out;

    ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        try (Workbench bench = shell.open()) {
            MailingList found = Lists.find(bench, list);
            Terminal terminal = shell.terminal();
            if (out == null && terminal.isJson()) {
                throw Failure.usage("With --json, say where the CSV goes: --out FILE");
            }
            long rows = out == null
                    ? toTerminal(bench, found)
                    : toFile(bench, found, shell.directory().resolve(out));
            if (out != null) {
                terminal.sayf("%,d subscribers of list %s written to %s", rows, list, out);
            }
            if (terminal.isJson()) {
                terminal.json(Map.of("list", list, "rows", rows, "file", String.valueOf(out)));
            }
            return Exit.DONE;
        }
    }

    private long toTerminal(Workbench bench, MailingList found) throws IOException {
        Writer writer = new OutputStreamWriter(shell.terminal().words(), StandardCharsets.UTF_8);
        long rows = bench.csvExport().run(found, writer);
        writer.flush();
        return rows;
    }

    private static long toFile(Workbench bench, MailingList found, Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            return bench.csvExport().run(found, writer);
        }
    }
}
