package org.broadsheet.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.broadsheet.check.Approval;
import org.broadsheet.delivery.Letterhead;
import org.broadsheet.delivery.SmtpTrouble;
import org.broadsheet.edition.Slot;
import org.broadsheet.mail.Envelope;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.mail.Reply;
import org.broadsheet.render.Recipient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description =
                "Sends one message of an edition, its subject marked [Test], to one address; nothing is recorded.",
        footer = {"", "Example:", "  broadsheet test editions/2025-11-20-recap.md --to you@example.org"})
final class TestCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "The edition's Markdown file.")
    private String file = "";

    @Option(names = "--to", required = true, paramLabel = "ADDRESS", description = "Who gets it.")
    private String to = "";

    TestCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Shell.Manuscript manuscript = shell.manuscript(file);
        MailAddress address = MailAddress.parse(to)
                .orElseThrow(() -> Failure.usage("'" + to + "' is not an address that mail can be sent to"));
        Terminal terminal = shell.terminal();
        try (Workbench bench = shell.open()) {
            Approval.Preview preview = Proofs.preview(bench, manuscript);
            terminal.problems(preview.findings());
            Reply reply = hand(bench, preview, manuscript, address);
            boolean accepted = reply.verdict() == Reply.Verdict.ACCEPTED;
            terminal.sayf("%s to %s: %s", manuscript.slug(), address.address(), reply);
            if (Proofs.isPersonal(manuscript.text(), Set.of(Slot.SubscriberField.FIRST_NAME))) {
                terminal.sayf("  its text calls you %s: a sample's name", Proofs.SAMPLE_FIRST_NAME);
            }
            if (bench.isSandbox()) {
                terminal.sayf("  the message is in %s", bench.outbox());
            }
            if (terminal.isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("edition", manuscript.slug());
                json.put("to", address.address());
                json.put("accepted", accepted);
                json.put("reply", reply.toString());
                json.put("outbox", bench.isSandbox() ? bench.outbox().toString() : null);
                terminal.json(json);
            }
            return accepted ? Exit.DONE : Exit.FAILED;
        }
    }

    private static Reply hand(
            Workbench bench, Approval.Preview preview, Shell.Manuscript manuscript, MailAddress address)
            throws InterruptedException {
        Recipient sample = Proofs.sampleReader(bench, preview.edition(), manuscript.slug());
        Recipient reader = new Recipient(
                address, // no made-up name before somebody's own address
                sample.firstName(),
                sample.optedOut(),
                sample.unsubscribeUrl(),
                sample.preferencesUrl(),
                bench.clock().instant(),
                "test." + bench.clock().millis() + "." + sample.messageId());
        MailAddress from = preview.edition().front().from();
        Letterhead letterhead = bench.letterhead();
        Envelope envelope =
                new Envelope(letterhead.returnPaths().sender(from), address.local() + "@" + address.asciiDomain());
        try {
            byte[] message = preview.mailing().withSubjectAfter("[Test] ").message(reader);
            return bench.relay().hand(envelope, letterhead.signer().signed(message));
        } catch (SmtpTrouble trouble) {
            throw Failure.work("No mail was sent: " + trouble.getMessage());
        }
    }
}
