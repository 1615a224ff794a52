package org.broadsheet.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.Suppressions;
import org.broadsheet.subscriber.Suppressions.Reason;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "suppress",
        description = "Never writes to an address, or to anybody at a domain, from now on, whatever list they are on.",
        footer = {
            "",
            "Examples:",
            "  broadsheet suppress ada@example.org --evidence 'asked by phone, 20 November'",
            "  broadsheet suppress @spamtrap.example --reason blocked",
            "Sub-domains of a domain are not meant; name them too where they are."
        })
final class SuppressCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "ADDRESS|@DOMAIN", description = "Where nobody is to write to.")
    private String target = "";

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            defaultValue = "blocked",
            description = "bounced, complained, forgotten or blocked; the last when not given.")
    private String reason = "blocked";

    @Option(names = "--evidence", paramLabel = "TEXT", description = "How you know; kept with it.")
    private @Nullable String evidence;

    SuppressCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        SuppressTarget found = SuppressTarget.of(target);
        Reason why = reason(reason);
        try (Workbench bench = shell.open()) {
            Suppressions suppressions = bench.suppressions();
            String words = evidence == null ? "'suppress' by " + System.getProperty("user.name", "somebody") : evidence;
            MailAddress address = found.address();
            boolean added = address != null
                    ? suppressions.add(address, why, words)
                    : suppressions.addDomain(String.valueOf(found.domain()), why, words);
            shell.terminal()
                    .sayf(
                            added
                                    ? "%s is not written to any more"
                                    : "%s was suppressed already; the first reason stays",
                            found.shown());
            if (shell.terminal().isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("suppressed", found.shown());
                json.put("new", added);
                shell.terminal().json(json);
            }
            return Exit.DONE;
        }
    }

    static Reason reason(String word) {
        return Reason.of(word)
                .orElseThrow(() -> Failure.usage("There is no --reason '" + word + "'; there are: "
                        + Arrays.stream(Reason.values()).map(Reason::word).collect(Collectors.joining(", "))));
    }
}
