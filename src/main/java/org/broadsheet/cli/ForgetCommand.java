package org.broadsheet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.AddressFiles;
import org.broadsheet.subscriber.Erasure;
import org.broadsheet.text.Counted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "forget",
        description = "Erases all that is kept of a person, but a hash by which the address is never written to again.",
        footer = {
            "",
            "Example:",
            "  broadsheet forget ada@example.org",
            "Cannot be undone. 'broadsheet export ADDRESS' shows what is held. docs/SUBSCRIBERS.md says what backups keep."
        })
final class ForgetCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "ADDRESS", description = "Whose; they need not be a subscriber.")
    private String address = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    ForgetCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        MailAddress whose = MailAddress.of(address, "")
                .orElseThrow(() -> Failure.usage("'" + address + "' is not an address that mail can be sent to"));
        try (Workbench bench = shell.open()) {
            shell.confirm(
                    yes,
                    "Erase all that is kept of " + whose.address() + ", for good?",
                    "This would erase all that is kept of " + whose.address() + ", for good");
            Erasure.Found found = bench.erasure()
                    .forget(
                            whose,
                            "'forget' on " + LocalDate.ofInstant(bench.clock().instant(), ZoneOffset.UTC));
            List<Path> left = left(bench, whose);
            say(whose, found, left);
            return Exit.DONE;
        }
    }

    /** Files that somebody else wrote and an import only read. */
    private static List<Path> left(Workbench bench, MailAddress whose) throws IOException {
        AddressFiles files = new AddressFiles(whose);
        List<Path> left = new ArrayList<>();
        for (Path file : bench.importFiles().read()) {
            if (files.isIn(file)) {
                left.add(file);
            }
        }
        return left;
    }

    private void say(MailAddress whose, Erasure.Found found, List<Path> left) {
        Terminal terminal = shell.terminal();
        if (found.isNothing()) {
            terminal.sayf("Nothing was kept of %s; it is not written to from now on", whose.address());
        } else {
            terminal.sayf(
                    "%s is forgotten and not written to any more: %s, %s, %s, %s;" + " of %s only the count stays",
                    whose.address(),
                    found.subscriber() ? "a subscriber" : "no subscriber",
                    Counted.of(found.signUps(), "sign-up"),
                    Counted.of(found.notices(), "notice"),
                    Counted.of(found.files(), "file or row of a file", "files or rows of files"),
                    Counted.of(found.deliveries(), "delivery", "deliveries"));
        }
        left.forEach(file -> terminal.sayf("  %s still names the address; it is yours to change", file));
        if (terminal.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("subscriber", found.subscriber());
            json.put("sign_ups", found.signUps());
            json.put("notices", found.notices());
            json.put("deliveries", found.deliveries());
            json.put("files", found.files());
            json.put("still_named_in", left.stream().map(Path::toString).toList());
            terminal.json(json);
        }
    }
}
