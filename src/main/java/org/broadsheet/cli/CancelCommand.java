package org.broadsheet.cli;

import java.util.concurrent.Callable;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.text.Counted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cancel",
        description = "Ends an edition for good: nobody is written to any more.",
        footer = {"", "Example:", "  broadsheet cancel 2025-11-20-recap --yes"})
final class CancelCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "EDITION", description = "The edition: its file's name, with or without .md.")
    private String edition = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    CancelCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Workbench bench = shell.open()) {
            ApprovedEdition found = EditionArgument.known(bench, edition);
            if (found.state().isFinished()) {
                throw Failure.usage("The edition " + found.slug() + " is "
                        + found.state().word() + ": there is nothing to cancel" + draftedAnew(bench, found));
            }
            int left = bench.report().tally(found.id()).unsettled();
            shell.confirm(
                    yes,
                    found.startedAt() == null
                            ? "Cancel " + found.slug() + " for good? It has not begun."
                            : String.format(
                                    "Cancel %s for good? %,d %s not got it yet.",
                                    found.slug(), left, Counted.form(left, "has", "have")),
                    "This would cancel " + found.slug() + " for good");
            bench.control().cancel(found.id(), "cancelled by " + System.getProperty("user.name", "somebody"));
            return EditionArgument.report(shell, bench, found.id(), null);
        }
    }

    private static String draftedAnew(Workbench bench, ApprovedEdition found) {
        boolean holds = found.startedAt() == null
                && bench.drafts()
                        .digestOf(found.slug())
                        .flatMap(digest -> bench.drafts().find(digest, found.slug()))
                        .filter(draft -> !draft.isGivenBack())
                        .isPresent();
        return holds
                ? "; it was drafted anew since: delete editions/" + found.slug() + ".md to give its items back"
                : "";
    }
}
