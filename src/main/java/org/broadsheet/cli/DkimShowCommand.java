package org.broadsheet.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.broadsheet.mail.DkimKey;
import org.broadsheet.mail.SigningProvider;
import picocli.CommandLine.Command;

@Command(
        name = "show",
        description = "Shows the DNS records of the keys that broadsheet.yaml names; never the keys themselves.",
        footer = {"", "Example:", "  broadsheet dkim show"})
final class DkimShowCommand implements Callable<Integer> {
    private final Shell shell;

    DkimShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Terminal terminal = shell.terminal();
        try (Workbench bench = shell.open()) {
            List<DkimKey> keys = bench.dkimKeys();
            if (keys.isEmpty()) {
                terminal.say("broadsheet.yaml names no key, so mail is not signed here");
                terminal.say("  'broadsheet dkim keygen --domain example.org --selector s1' makes one");
            }
            for (DkimKey key : keys) {
                terminal.say(key.toString());
                DkimRecord.say(key, terminal);
                String weakness = DkimRecord.weakness(key);
                if (!weakness.isEmpty()) {
                    terminal.complain("warning: " + weakness);
                }
            }
            if (terminal.isJson()) {
                terminal.json(Map.of(
                        "keys",
                        keys.stream().map(DkimRecord::json).toList(),
                        "signer",
                        SigningProvider.best().toString()));
            }
            return Exit.DONE;
        }
    }
}
