package org.broadsheet.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.Suppressions;
import org.broadsheet.text.Characters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "unsuppress",
        description = "Lets an address or a domain be written to again; who had left a list stays away from it.",
        footer = {"", "Example:", "  broadsheet unsuppress ada@example.org --yes"})
final class UnsuppressCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "ADDRESS|@DOMAIN", description = "What was suppressed.")
    private String target = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    UnsuppressCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        SuppressTarget found = SuppressTarget.of(target);
        try (Workbench bench = shell.open()) {
            Suppressions suppressions = bench.suppressions();
            MailAddress address = found.address();
            Optional<Suppressions.Entry> entry =
                    address != null ? suppressions.find(address) : suppressions.find(String.valueOf(found.domain()));
            if (entry.isEmpty()) {
                throw Failure.usage(found.shown() + " is not suppressed");
            }
            String domain = entry.get().domain();
            if (address != null && domain != null) {
                throw Failure.usage(found.shown() + " is suppressed with its domain; 'broadsheet unsuppress @" + domain
                        + "' lets everybody there be written to");
            }
            String why = entry.get().reason().word() + " on "
                    + entry.get().at().toString().substring(0, 10) + " ("
                    + Characters.visible(entry.get().evidence()) + ")";
            shell.confirm(
                    yes,
                    found.shown() + " was suppressed: " + why + ". Write there again?",
                    found.shown() + " was suppressed: " + why);
            boolean removed =
                    address != null ? suppressions.remove(address) : suppressions.removeDomain(String.valueOf(domain));
            shell.terminal().sayf("%s may be written to again", found.shown());
            if (shell.terminal().isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("unsuppressed", found.shown());
                json.put("was", removed ? entry.get().reason().word() : null);
                shell.terminal().json(json);
            }
            return Exit.DONE;
        }
    }
}
