package org.broadsheet.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "The preflight: finds what must not reach a reader. Exit code 3 when there is an error.",
        footer = {"", "Example:", "  broadsheet check editions/2025-11-20-recap.md --json"})
final class CheckCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "The edition's Markdown file.")
    private String file = "";

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Shell.Manuscript manuscript = shell.manuscript(file);
        Terminal terminal = shell.terminal();
        try (Workbench bench = shell.open()) {
            List<Problem> findings = bench.approval().check(manuscript.name(), manuscript.bytes());
            long errors = Proofs.count(findings, Severity.ERROR);
            terminal.problems(findings);
            terminal.say(manuscript.name() + ": "
                    + (findings.isEmpty() ? terminal.green("nothing to mend") : Proofs.summary(findings)));
            if (terminal.isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("edition", manuscript.slug());
                json.put("errors", errors);
                json.put("warnings", Proofs.count(findings, Severity.WARNING));
                json.put("findings", Proofs.json(findings));
                terminal.json(json);
            }
            return errors > 0 ? Exit.PREFLIGHT : Exit.DONE;
        }
    }
}
