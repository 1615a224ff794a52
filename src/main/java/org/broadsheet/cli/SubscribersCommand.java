package org.broadsheet.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.broadsheet.subscriber.Leavings;
import org.broadsheet.subscriber.ListCensus;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.Segment;
import org.broadsheet.subscriber.SegmentParser;
import org.broadsheet.subscriber.Subscriber;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "subscribers",
        description = "Shows whom a list reaches now, or which of them a segment means.",
        footer = {
            "",
            "Examples:",
            "  broadsheet subscribers --list community --count",
            "  broadsheet subscribers --list community --segment 'tag:maintainer and not locale:de'",
            "  broadsheet subscribers --list community --unconfirmed",
            "  broadsheet subscribers --list community --left",
            "docs/SUBSCRIBERS.md has the language of segments."
        })
final class SubscribersCommand implements Callable<Integer> {
    private static final String SEGMENT = "--segment";

    private final Shell shell;

    @Option(names = "--list", required = true, paramLabel = "NAME", description = "The mailing list.")
    private String list = "";

    @Option(names = SEGMENT, paramLabel = "EXPR", description = "Only those for whom this holds.")
    private @Nullable String segment;

    @Option(
            names = "--left",
            description = "Instead: how many left the list by themselves, when, and what they said why.")
    private boolean left;

    @Option(names = "--unconfirmed", description = "Instead: those who get no mail until they confirm.")
    private boolean unconfirmed;

    @Option(names = "--count", description = "Only how many they are.")
    private boolean count;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "The most to show; 100 when not given.")
    private int limit;

    SubscribersCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (limit < 0) {
            throw Failure.usage("--limit is 0 or more");
        }
        if (unconfirmed && (left || segment != null)) {
            throw Failure.usage(
                    "--unconfirmed goes with neither --left nor --segment, which is about those who get mail");
        }
        // Before anything is opened: what cannot be read needs no database.
        Segment wanted = segment == null ? null : SegmentParser.parse(SEGMENT, segment);
        try (Workbench bench = shell.open()) {
            MailingList found = Lists.find(bench, list);
            if (left) {
                return left(bench.leavings().of(found));
            }
            Terminal terminal = shell.terminal();
            if (wanted != null && segment != null) {
                SegmentWords.check(bench, found, wanted, SEGMENT, segment);
                SegmentWords.hints(bench, terminal, found, wanted);
            }
            ListCensus.Count census = bench.census().of(found, wanted);
            long reached = unconfirmed ? census.unconfirmed() : census.reachable();
            List<Subscriber> shown = count ? List.of() : some(bench, found, wanted);
            for (Subscriber each : shown) {
                terminal.say(each.address().toString());
            }
            if (!count && shown.size() < reached) {
                terminal.sayf("… and %,d more", reached - shown.size());
            }
            terminal.sayf(
                    "%,d %son list %s%s%s",
                    reached,
                    unconfirmed ? "unconfirmed " : "",
                    list,
                    wanted == null ? "" : ": " + segment,
                    wanted == null && !unconfirmed ? others(census) : "");
            if (terminal.isJson()) {
                Map<String, Object> json = json(reached, shown);
                json.put("unconfirmed", census.unconfirmed());
                json.put("unsubscribed", census.unsubscribed());
                json.put("suppressed", census.suppressed());
                terminal.json(json);
            }
            return Exit.DONE;
        }
    }

    /** Who is not reached, and how to see them. */
    private static String others(ListCensus.Count census) {
        String waiting = census.unconfirmed() == 0
                ? ""
                : String.format(
                        "; %,d more %s unconfirmed: --unconfirmed shows them",
                        census.unconfirmed(), Counted.form(census.unconfirmed(), "is", "are"));
        return waiting + (census.suppressed() == 0 ? "" : String.format("; %,d suppressed", census.suppressed()));
    }

    private int left(List<Leavings.Left> all) {
        Terminal terminal = shell.terminal();
        List<Leavings.Left> reasons =
                all.stream().filter(each -> !each.reason().isEmpty()).toList();
        if (!count) {
            days(all).forEach((day, many) -> terminal.sayf("%s  %,d left", day, many));
            reasons.stream()
                    .limit(limit)
                    .forEach(each -> terminal.sayf("%s  %s", day(each), Characters.visible(each.reason())));
        }
        terminal.sayf("%,d left list %s, %,d said why", all.size(), list, reasons.size());
        if (terminal.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("list", list);
            json.put("left", all.size());
            json.put("days", days(all));
            json.put(
                    "reasons",
                    reasons.stream()
                            .map(each -> Map.of("on", day(each), "reason", each.reason()))
                            .toList());
            terminal.json(json);
        }
        return Exit.DONE;
    }

    private static Map<String, Long> days(List<Leavings.Left> all) {
        return all.stream()
                .collect(Collectors.groupingBy(SubscribersCommand::day, TreeMap::new, Collectors.counting()));
    }

    /** The day is enough to see what an edition did; the minute could tell who it was. */
    private static String day(Leavings.Left each) {
        return LocalDate.ofInstant(each.at(), ZoneOffset.UTC).toString();
    }

    private List<Subscriber> some(Workbench bench, MailingList found, @Nullable Segment wanted) {
        if (unconfirmed) {
            return bench.census().unconfirmed(found, limit);
        }
        return wanted == null
                ? bench.subscribers().some(found, limit)
                : bench.segments().some(found, wanted, limit);
    }

    private Map<String, Object> json(long reached, List<Subscriber> shown) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("list", list);
        json.put("segment", segment);
        json.put("count", reached);
        if (!count) {
            json.put("subscribers", shown.stream().map(SubscribersCommand::json).toList());
        }
        return json;
    }

    private static Map<String, Object> json(Subscriber each) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("address", each.address().address());
        json.put("name", each.address().name());
        json.put("locale", each.locale());
        json.put("zone", each.zone() == null ? null : each.zone().getId());
        json.put("tags", each.tags().stream().sorted().toList());
        json.put("attributes", each.attributes());
        return json;
    }
}
