package org.broadsheet.cli;

import java.util.List;
import org.broadsheet.delivery.DeliveryState;
import org.broadsheet.delivery.Report;
import org.broadsheet.delivery.Tally;
import org.broadsheet.text.Counted;

/** How many deliveries of an edition are in each state, in words. */
final class DeliveryCounts {
    /** What was achieved comes first. */
    private static final List<DeliveryState> SHOWN = List.of(
            DeliveryState.ACCEPTED,
            DeliveryState.REJECTED,
            DeliveryState.DEFERRED,
            DeliveryState.IN_DOUBT,
            DeliveryState.SENDING,
            DeliveryState.PENDING,
            DeliveryState.SUPPRESSED,
            DeliveryState.SKIPPED,
            DeliveryState.CANCELLED);

    private static final int MOST_DOMAINS = 10;

    private DeliveryCounts() {}

    /** "26 recipients = 25 accepted + 1 rejected": every one is in exactly one state. */
    static String of(Terminal terminal, Tally tally) {
        if (tally.intended() == 0) {
            return "";
        }
        String doubted = tally.doubted() == 0
                ? ""
                : String.format("  (%,d %s in doubt)", tally.doubted(), Counted.form(tally.doubted(), "was", "were"));
        return String.format("  %s = %s%s", Counted.of(tally.intended(), "recipient"), sum(terminal, tally), doubted);
    }

    private static String sum(Terminal terminal, Tally tally) {
        StringBuilder sum = new StringBuilder();
        for (DeliveryState state : SHOWN) {
            int count = tally.of(state);
            if (count > 0 || state == DeliveryState.ACCEPTED) {
                String part = String.format("%,d %s", count, word(state));
                sum.append(sum.isEmpty() ? "" : " + ");
                sum.append(state == DeliveryState.REJECTED ? terminal.red(part) : part);
            }
        }
        return sum.toString();
    }

    private static String word(DeliveryState state) {
        return state.word().replace('_', ' ');
    }

    static String exception(Report.Line line) {
        String next = line.nextTry() == null ? "" : ", next try " + StatusCommand.MINUTE.format(line.nextTry());
        return String.format(
                "  %,9d %-11s %s (%s%s)", line.count(), word(line.state()), line.cause(), line.example(), next);
    }

    static void domains(Terminal terminal, List<Report.Domain> domains) {
        if (domains.size() < 2) {
            return;
        }
        terminal.say("  by domain");
        for (Report.Domain domain : domains.subList(0, Math.min(MOST_DOMAINS, domains.size()))) {
            terminal.sayf("  %,9d %s: %s", domain.tally().intended(), domain.name(), sum(terminal, domain.tally()));
        }
        if (domains.size() > MOST_DOMAINS) {
            int rest = domains.stream()
                    .skip(MOST_DOMAINS)
                    .mapToInt(domain -> domain.tally().intended())
                    .sum();
            terminal.sayf(
                    "  %,9d at %s; --json has %s",
                    rest,
                    Counted.of(domains.size() - MOST_DOMAINS, "other domain"),
                    Counted.form(domains.size() - MOST_DOMAINS, "it too", "them all"));
        }
    }
}
