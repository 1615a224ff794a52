package org.broadsheet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.broadsheet.check.Approval;
import org.broadsheet.delivery.DeliveryState;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.subscriber.ImportOptions;
import org.broadsheet.subscriber.ImportReport;
import org.broadsheet.subscriber.ImportWatch;
import picocli.CommandLine.Command;

@Command(
        name = "demo",
        description = "The sample digest from Markdown to inboxes, on embedded defaults: nothing leaves this machine.",
        footer = {
            "",
            "It runs on a copy of the sample workspace, made anew each time; --workspace DIR keeps the copy in DIR.",
            "Examples:",
            "  broadsheet demo",
            "  broadsheet demo --workspace /tmp/recap      a copy to play with",
            "  broadsheet demo --json"
        })
final class DemoCommand implements Callable<Integer> {
    private final Shell shell;
    private final Sending sending;

    DemoCommand(Shell shell, Sending sending) {
        this.shell = shell;
        this.sending = sending;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path given = shell.options().workspace();
        try (DemoFolder folder = given == null ? DemoFolder.ofProgram() : DemoFolder.ofUser(shell.workspace());
                Workbench bench = shell.opener().open(folder.root())) {
            if (!bench.isSandbox()) {
                throw Failure.usage(
                        "The demo sends to the sandbox only; take smtp: out of " + folder.root() + "/broadsheet.yaml");
            }
            return run(folder, bench);
        }
    }

    private int run(DemoFolder folder, Workbench bench) throws IOException, InterruptedException {
        Terminal terminal = shell.terminal();
        Path file = folder.edition();
        Shell.Manuscript manuscript =
                new Shell.Manuscript(folder.root().relativize(file).toString(), Files.readAllBytes(file));
        step("1  People", "subscribers-sample.csv, with one bad row and one duplicate in it");
        ImportReport imported = bench.csvImport()
                .run(
                        folder.subscribers(),
                        ImportOptions.onto("community").confirmed("made up for the demo"),
                        ImportWatch.NONE);
        ImportCommand.print(terminal, imported);
        step("2  Preflight", manuscript.name());
        Approval.Proof proof = Proofs.proof(bench, manuscript, Set.of());
        terminal.problems(proof.findings());
        terminal.say("  " + terminal.green("passed") + ", " + Proofs.summary(proof.findings()));
        step("3  Approval", "what is sent is what was approved");
        ApprovedEdition approved = ApproveCommand.approve(bench, manuscript, proof, Set.of());
        terminal.say("  SHA-256 " + approved.bundle());
        step("4  Sending", "over SMTP to " + bench.relayName());
        Sending.Result result = sending.begin(bench, bench.editions().rehearse(approved));
        Path preview = folder.root().resolve("preview");
        PreviewFolder.write(preview, proof.mailing(), Proofs.sampleReader(bench, proof.edition(), manuscript.slug()));
        look(bench, preview, manuscript);
        if (terminal.isJson()) {
            terminal.json(json(result, bench, preview));
        }
        return result.exitCode();
    }

    private void step(String name, String what) {
        shell.terminal().say("");
        String more = what.isEmpty() ? "" : "  " + shell.terminal().quiet(what);
        shell.terminal().say(shell.terminal().strong(name) + more);
    }

    private void look(Workbench bench, Path preview, Shell.Manuscript manuscript) {
        Terminal terminal = shell.terminal();
        step("5  Where to look", "");
        terminal.sayf("  the page      %s", preview.resolve("index.html"));
        terminal.sayf("  the text      %s", preview.resolve("message.txt"));
        terminal.sayf("  each message  %s", bench.outbox());
        terminal.sayf("  the source    %s", bench.root().resolve(manuscript.name()));
        terminal.say("");
        terminal.sayf("Next: broadsheet status %s --workspace %s", manuscript.slug(), Shell.word(bench.root()));
        terminal.say("      broadsheet init DIR    a workspace of your own");
    }

    private static Map<String, Object> json(Sending.Result result, Workbench bench, Path preview) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("edition", result.edition().slug());
        json.put("recipients", result.tally().intended());
        json.put("accepted", result.tally().of(DeliveryState.ACCEPTED));
        json.put("rejected", result.tally().of(DeliveryState.REJECTED));
        json.put("outbox", bench.outbox().toString());
        json.put("preview", preview.resolve("index.html").toString());
        json.put("workspace", bench.root().toString());
        return json;
    }
}
