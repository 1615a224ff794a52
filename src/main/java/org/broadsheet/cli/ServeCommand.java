package org.broadsheet.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

@Command(
        name = "serve",
        description =
                "Runs until it is stopped: schedules, delivery, and the pages on which readers join and leave lists.",
        footer = {"", "Example:", "  broadsheet serve --workspace news"})
final class ServeCommand implements Callable<Integer> {
    private final Shell shell;

    ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = shell.terminal();
        try (Workbench bench = shell.open()) {
            if (!bench.claimService()) {
                throw Failure.usage("'broadsheet serve' of " + bench.root() + " runs already");
            }
            String pages = bench.startPages();
            bench.schedule().start();
            List<String> digests = bench.startDigests();
            terminal.sayf("Serving %s", bench.root());
            terminal.sayf("  pages  %s", pages);
            terminal.sayf("  mail   %s", bench.relayName());
            digests.forEach(line -> terminal.say("  " + line));
            terminal.say(terminal.quiet("  Ctrl-C stops it"));
            if (terminal.isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("workspace", bench.root().toString());
                json.put("pages", pages);
                json.put("mail", bench.relayName());
                json.put("digests", digests);
                terminal.json(json);
            }
            new CountDownLatch(1).await();
            return Exit.DONE;
        }
    }
}
