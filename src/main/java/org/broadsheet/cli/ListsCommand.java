package org.broadsheet.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.subscriber.ListCensus;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.text.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "lists",
        description =
                "Shows the mailing lists: how many people each reaches, whether it is open for sign-up, its last edition.",
        footer = {
            "",
            "Examples:",
            "  broadsheet lists",
            "  broadsheet lists --json",
            "A list is open when 'lists' in broadsheet.yaml names it."
        })
final class ListsCommand implements Callable<Integer> {
    private final Shell shell;

    ListsCommand(Shell shell) {
        this.shell = shell;
    }

    /** @param edition its last one that was begun, no rehearsal; null where there is none */
    private record Row(
            String name,
            ListCensus.Count count,
            boolean open,
            @Nullable ApprovedEdition edition) {
        String sign() {
            return open ? "open" : "closed";
        }

        String last() {
            return edition == null
                    ? "none yet"
                    : edition.slug() + " (" + edition.state().word() + ")";
        }
    }

    @Override
    public Integer call() {
        try (Workbench bench = shell.open()) {
            List<Row> rows = rows(bench);
            Terminal terminal = shell.terminal();
            if (rows.isEmpty()) {
                terminal.say("There are no lists yet; 'broadsheet import FILE.csv --list NAME' makes one");
            } else {
                table(terminal, rows);
                terminal.sayf(
                        "%s; 'broadsheet subscribers --list %s%s' shows who is on one",
                        Counted.of(rows.size(), "list"), rows.get(0).name(), shell.inWorkspace(bench));
            }
            if (terminal.isJson()) {
                terminal.json(
                        Map.of("lists", rows.stream().map(ListsCommand::json).toList()));
            }
            return Exit.DONE;
        }
    }

    /** By name; those that were only configured are empty. */
    private static List<Row> rows(Workbench bench) {
        Set<String> open = bench.openLists().keySet();
        Map<String, Row> rows = new TreeMap<>();
        open.forEach(name -> rows.put(name, new Row(name, new ListCensus.Count(0, 0, 0, 0), true, null)));
        if (bench.hasDatabase()) {
            List<ApprovedEdition> editions = bench.editions().all();
            for (MailingList list : bench.lists().all()) {
                boolean isOpen = open.contains(list.name());
                rows.put(list.name(), new Row(list.name(), bench.census().of(list), isOpen, last(editions, list)));
            }
        }
        return new ArrayList<>(rows.values());
    }

    private static @Nullable ApprovedEdition last(List<ApprovedEdition> editions, MailingList list) {
        ApprovedEdition last = null;
        for (ApprovedEdition each : editions) {
            boolean counts = each.listId() == list.id() && !each.isRehearsal() && each.startedAt() != null;
            if (counts
                    && (last == null
                            || last.startedAt() == null
                            || last.startedAt().isBefore(each.startedAt()))) {
                last = each;
            }
        }
        return last;
    }

    private static void table(Terminal terminal, List<Row> rows) {
        int width = Math.max(
                4, rows.stream().mapToInt(row -> row.name().length()).max().orElse(0));
        String form = "%-" + width + "s  %10s  %11s  %12s  %10s  %-7s  %s";
        terminal.say(terminal.quiet(String.format(
                Locale.ROOT,
                form,
                "list",
                "reachable",
                "unconfirmed",
                "unsubscribed",
                "suppressed",
                "sign-up",
                "last edition")));
        for (Row row : rows) {
            terminal.say(String.format(
                    Locale.ROOT,
                    form,
                    row.name(),
                    number(row.count().reachable()),
                    number(row.count().unconfirmed()),
                    number(row.count().unsubscribed()),
                    number(row.count().suppressed()),
                    row.sign(),
                    row.last()));
        }
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("list", row.name());
        json.put("reachable", row.count().reachable());
        json.put("unconfirmed", row.count().unconfirmed());
        json.put("unsubscribed", row.count().unsubscribed());
        json.put("suppressed", row.count().suppressed());
        json.put("open", row.open());
        ApprovedEdition edition = row.edition();
        json.put("last_edition", edition == null ? null : edition.slug());
        json.put(
                "last_edition_started_at",
                edition == null || edition.startedAt() == null
                        ? null
                        : edition.startedAt().toString());
        return json;
    }
}
