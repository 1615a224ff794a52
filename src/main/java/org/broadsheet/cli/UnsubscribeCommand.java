package org.broadsheet.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.Subscriber;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "unsubscribe",
        description = "Takes one person off a list, who asked you for it. No import brings them back.",
        footer = {
            "",
            "Examples:",
            "  broadsheet unsubscribe ada@example.org --list community --reason 'asked by mail, 20 November'",
            "'broadsheet suppress' keeps all mail from an address; 'broadsheet forget' erases what is known of somebody."
        })
final class UnsubscribeCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "ADDRESS", description = "Whom.")
    private String who = "";

    @Option(names = "--list", required = true, paramLabel = "NAME", description = "The mailing list.")
    private String list = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "How you know that they want it; kept with it.")
    private @Nullable String reason;

    UnsubscribeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        MailAddress address = SubscribeCommand.address(who);
        try (Workbench bench = shell.open()) {
            MailingList found = Lists.find(bench, list);
            Optional<SubscriptionRef> ref = bench.subscribers()
                    .find(address)
                    .map(Subscriber::id)
                    .map(id -> new SubscriptionRef(id, found.id()));
            Optional<Subscriptions.State> state = ref.flatMap(bench.subscriptions()::state);
            if (ref.isEmpty() || state.isEmpty()) {
                throw Failure.work(address.address() + " is not on list " + list);
            }
            String user = "'unsubscribe' by " + System.getProperty("user.name", "somebody");
            boolean left = bench.subscriptions()
                    .unsubscribe(ref.get(), reason == null || reason.isBlank() ? user : reason.strip() + "; " + user);
            shell.terminal()
                    .sayf(
                            left ? "%s is off list %s" : "%s had left list %s already; nothing was changed",
                            address.address(),
                            list);
            if (shell.terminal().isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("address", address.address());
                json.put("list", list);
                json.put("was", state.get().name().toLowerCase(java.util.Locale.ROOT));
                json.put("left", left);
                shell.terminal().json(json);
            }
            return Exit.DONE;
        }
    }
}
