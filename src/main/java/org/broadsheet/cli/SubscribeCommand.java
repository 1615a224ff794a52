package org.broadsheet.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.Enrolment;
import org.broadsheet.subscriber.MailingList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "subscribe",
        description = "Puts one person on a list. Who has left it or is suppressed is not brought back.",
        footer = {
            "",
            "Examples:",
            "  broadsheet subscribe ada@example.org --list community --confirmed --evidence 'asked by mail, 20 November'",
            "  broadsheet subscribe 'Ada Lovelace <ada@example.org>' --list community",
            "Without --confirmed they are unconfirmed and get no mail; none is sent to ask them."
        })
final class SubscribeCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "ADDRESS", description = "Whom: an address, or a name and an address in angle brackets.")
    private String who = "";

    @Option(names = "--list", required = true, paramLabel = "NAME", description = "The mailing list.")
    private String list = "";

    @Option(names = "--confirmed", description = "They have agreed to get this list's mail; --evidence says how.")
    private boolean confirmed;

    @Option(names = "--evidence", paramLabel = "TEXT", description = "How and when they agreed; kept with it.")
    private @Nullable String evidence;

    SubscribeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (confirmed == (evidence == null || evidence.isBlank())) {
            throw Failure.usage("--confirmed and --evidence 'how and when they agreed' go together");
        }
        MailAddress address = address(who);
        try (Workbench bench = shell.open()) {
            MailingList found = Lists.find(bench, list);
            String user = "'subscribe' by " + System.getProperty("user.name", "somebody");
            String words = evidence == null ? user : evidence + "; " + user;
            Enrolment.Outcome outcome = bench.enrolment().enrol(address, found, words, confirmed);
            switch (outcome) {
                case LEFT -> throw Failure.work(left(bench, address));
                case SUPPRESSED -> throw Failure.work(suppressed(bench, address));
                default -> shell.terminal().sayf("%s %s", address.address(), words(bench, outcome));
            }
            if (shell.terminal().isJson()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("address", address.address());
                json.put("list", list);
                json.put("outcome", outcome.name().toLowerCase(Locale.ROOT));
                shell.terminal().json(json);
            }
            return Exit.DONE;
        }
    }

    static MailAddress address(String text) {
        return MailAddress.parse(text)
                .orElseThrow(() -> Failure.usage("'" + text + "' is not an address that mail can be sent to"));
    }

    private String words(Workbench bench, Enrolment.Outcome outcome) {
        return switch (outcome) {
            case ADDED ->
                confirmed
                        ? "is on list " + list + " and gets its next edition"
                        : "is on list " + list + " and gets no mail until they confirm: "
                                + (bench.openLists().containsKey(list)
                                        ? "by the sign-up page, or by"
                                        : "nobody can by themselves until broadsheet.yaml opens the list, under lists:; say")
                                + " --confirmed --evidence when you know that they agreed";
            case CONFIRMED -> "was unconfirmed on list " + list + " and gets its next edition now";
            default -> "is on list " + list + " already; nothing was changed";
        };
    }

    private String left(Workbench bench, MailAddress address) {
        String way = bench.openLists().containsKey(list)
                ? "by signing up at " + bench.baseUrl() + "/subscribe/" + list
                : "by signing up themselves, once 'lists' in broadsheet.yaml opens the list for that";
        return address.address() + " has left list " + list + " and is not brought back from here; they can come back "
                + way;
    }

    private static String suppressed(Workbench bench, MailAddress address) {
        String why = bench.suppressions()
                .find(address)
                .map(entry -> " (" + entry.reason().word() + ")")
                .orElse("");
        return address.address() + " is suppressed" + why + " and gets no mail from any list; 'broadsheet unsuppress "
                + Shell.word(address.address()) + "' lifts that, if its reason is gone";
    }
}
