package org.broadsheet.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.CsvExport;
import org.broadsheet.subscriber.ListCensus;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.text.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "export",
        description =
                "Writes the subscribers of a list as CSV, in the form that import reads; or all that is held on one address.",
        footer = {
            "",
            "Examples:",
            "  broadsheet export --list community > subscribers.csv",
            "  broadsheet export --list community --out subscribers.csv --json",
            "  broadsheet export --list community --all --out everybody.csv",
            "  broadsheet export ada@example.org > ada.json"
        })
final class ExportCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            arity = "0..1",
            paramLabel = "ADDRESS",
            description = "Whose data to write, as JSON; they need not be a subscriber.")
    private @Nullable String address;

    @Option(names = "--list", paramLabel = "NAME", description = "The mailing list.")
    private @Nullable String list;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write; standard output when not given.")
    private @Nullable String out;

    @Option(
            names = "--all",
            description = "With --list: those who get no mail too, each with a status, and how they agreed or left.")
    private boolean all;

    @Option(names = "--yes", description = "Do not ask before a file is written over.")
    private boolean yes;

    ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if ((address == null) == (list == null)) {
            throw Failure.usage("Say --list NAME for a list, or an ADDRESS for one person");
        }
        if (all && address != null) {
            throw Failure.usage("--all is of a list; all that is held on one person is written anyway");
        }
        return address != null ? person(address) : list(String.valueOf(list));
    }

    private Integer person(String whose) throws IOException {
        MailAddress found = MailAddress.of(whose, "")
                .orElseThrow(() -> Failure.usage("'" + whose + "' is not an address that mail can be sent to"));
        try (Workbench bench = shell.open()) {
            String json = bench.personalData()
                    .json(found)
                    .orElseThrow(() -> Failure.work("Nothing is held on " + found.address()));
            if (out != null) {
                OutFile.named(shell, out, yes).write(file -> {
                    file.write(json);
                    return 1;
                });
                shell.terminal().sayf("What is held on %s is written to %s", found.address(), out);
            }
            if (shell.terminal().isJson()) {
                shell.terminal().json(JsonMapper.shared().readTree(json));
            } else if (out == null) {
                shell.terminal().text(json);
            }
            return Exit.DONE;
        }
    }

    private Integer list(String name) throws IOException {
        try (Workbench bench = shell.open()) {
            MailingList found = Lists.find(bench, name);
            Terminal terminal = shell.terminal();
            if (out == null && terminal.isJson()) {
                throw Failure.usage("With --json, say where the CSV goes: --out FILE");
            }
            long rows = out == null
                    ? toTerminal(bench, found)
                    : OutFile.named(shell, out, yes)
                            .write(file -> bench.csvExport().run(found, who(), file));
            if (out != null) {
                terminal.sayf("%s of list %s written to %s", Counted.of(rows, "subscriber"), name, out);
            }
            ListCensus.Count count = bench.census().of(found);
            if (!all) {
                leftOut(terminal, count);
            }
            if (terminal.isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("list", name);
                json.put("rows", rows);
                json.put("file", String.valueOf(out));
                json.put("all", all);
                json.put("unconfirmed", count.unconfirmed());
                json.put("unsubscribed", count.unsubscribed());
                json.put("suppressed", count.suppressed());
                terminal.json(json);
            }
            return Exit.DONE;
        }
    }

    /** On standard error: standard output may be the file. */
    private static void leftOut(Terminal terminal, ListCensus.Count count) {
        List<String> parts = new ArrayList<>();
        part(parts, count.unconfirmed(), "unconfirmed");
        part(parts, count.unsubscribed(), "unsubscribed");
        part(parts, count.suppressed(), "suppressed");
        if (!parts.isEmpty()) {
            terminal.complain(
                    "left out, since they get no mail: " + String.join(", ", parts) + "; --all writes them too");
        }
    }

    private static void part(List<String> parts, long count, String word) {
        if (count > 0) {
            parts.add(String.format(Locale.ROOT, "%,d %s", count, word));
        }
    }

    private CsvExport.Who who() {
        return all ? CsvExport.Who.EVERYBODY : CsvExport.Who.REACHED;
    }

    private long toTerminal(Workbench bench, MailingList found) throws IOException {
        Writer writer = new OutputStreamWriter(shell.terminal().words(), StandardCharsets.UTF_8);
        long rows = bench.csvExport().run(found, who(), writer);
        writer.flush();
        return rows;
    }
}
