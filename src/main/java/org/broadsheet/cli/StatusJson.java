package org.broadsheet.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.delivery.DeliveryState;
import org.broadsheet.delivery.Report;
import org.broadsheet.delivery.Tally;
import org.broadsheet.edition.ApprovedEdition;

/** How editions stand, for programs. */
final class StatusJson {
    private StatusJson() {}

    static Map<String, Object> of(ApprovedEdition edition, Tally tally) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("edition", edition.slug());
        json.put("rehearsal", edition.rehearsal());
        json.put("state", edition.state().word());
        json.put("sha256", edition.bundle());
        json.put("recipients", tally.intended());
        for (DeliveryState state : DeliveryState.values()) {
            json.put(state.word(), tally.of(state));
        }
        json.put("were_in_doubt", tally.doubted());
        json.put("scheduled_for", EditionArgument.isWaiting(edition) ? String.valueOf(edition.scheduledFor()) : null);
        json.put("reason", edition.reason());
        json.put("held_for", edition.hold() == null ? null : edition.hold().word());
        json.put("trouble", edition.trouble());
        return json;
    }

    static Map<String, Object> of(ApprovedEdition edition, Tally tally, Standing standing) {
        Map<String, Object> json = of(edition, tally);
        json.put("rehearsed_only", standing.unsent());
        json.put("next_try", standing.nextTry().map(Instant::toString).orElse(null));
        return json;
    }

    static Map<String, Object> of(
            Workbench bench,
            ApprovedEdition edition,
            Tally tally,
            Standing standing,
            List<Report.Line> lines,
            List<Report.Domain> domains) {
        Map<String, Object> json = of(edition, tally, standing);
        json.put("title", edition.title());
        json.put("approved_by", edition.approvedBy());
        json.put("ignored", edition.ignored());
        json.put("approved_at", edition.approvedAt().toString());
        json.put(
                "started_at",
                edition.startedAt() == null ? null : edition.startedAt().toString());
        json.put(
                "finished_at",
                edition.finishedAt() == null ? null : edition.finishedAt().toString());
        json.put("relay", bench.relayName());
        json.put("exceptions", lines.stream().map(StatusJson::of).toList());
        json.put("domains", domains.stream().map(StatusJson::of).toList());
        return json;
    }

    private static Map<String, Object> of(Report.Domain domain) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("domain", domain.name());
        json.put("recipients", domain.tally().intended());
        domain.tally().counts().forEach((state, count) -> json.put(state.word(), count));
        return json;
    }

    private static Map<String, Object> of(Report.Line line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", line.state().word());
        json.put("cause", line.cause());
        json.put("count", line.count());
        json.put("example", line.example());
        json.put("next_try", line.nextTry() == null ? null : line.nextTry().toString());
        return json;
    }
}
