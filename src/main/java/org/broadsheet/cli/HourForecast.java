package org.broadsheet.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.broadsheet.delivery.LocalHour;
import org.broadsheet.delivery.WallTime;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.Segment;
import org.jspecify.annotations.Nullable;

/**
 * How many readers get an edition when, of one that goes out at a time of the day wherever each is.
 *
 * @param atOnce of those where that time is past
 * @param later by the instant
 * @param skipped zones whose clocks skip that time
 */
record HourForecast(LocalHour hour, long atOnce, Map<Instant, Long> later, List<String> skipped) {
    static HourForecast of(Workbench bench, MailingList list, @Nullable Segment segment, LocalHour hour) {
        Map<String, Long> zones = segment == null
                ? bench.subscribers().zones(list)
                : bench.segments().zones(list, segment);
        return of(zones, hour, bench.clock().instant());
    }

    /** @param zones how many readers are in each; the key is empty for those of whom none is known */
    static HourForecast of(Map<String, Long> zones, LocalHour hour, Instant now) {
        long atOnce = 0;
        Map<Instant, Long> later = new TreeMap<>();
        List<String> skipped = new ArrayList<>();
        for (Map.Entry<String, Long> zone : zones.entrySet()) {
            WallTime time = hour.in(zone.getKey().isEmpty() ? null : zone.getKey());
            if (time.at().isAfter(now)) {
                later.merge(time.at(), zone.getValue(), Long::sum);
            } else {
                atOnce += zone.getValue();
            }
            if (time.kind() == WallTime.Kind.SKIPPED) {
                skipped.add(zone.getKey().isEmpty() ? hour.otherwise().getId() : zone.getKey());
            }
        }
        return new HourForecast(
                hour, atOnce, later, skipped.stream().sorted().distinct().toList());
    }

    /** {@code at 09:00 on 2026-03-30 wherever each is (12 of them at once, since it is past that there)}. */
    String words() {
        String past = atOnce == 0 ? "" : String.format(" (%,d of them at once, since it is past that there)", atOnce);
        return "at " + hour.time() + " on " + hour.on() + " wherever each is" + past;
    }

    Map<String, Long> json() {
        Map<String, Long> json = new TreeMap<>();
        later.forEach((at, count) -> json.put(at.toString(), count));
        return json;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("  at once  %,d, where it is past %s on %s", atOnce, hour.time(), hour.on()));
        later.forEach((at, count) ->
                lines.add(String.format("  later    %,d at %s", count, SendTime.words(at, java.time.ZoneOffset.UTC))));
        if (!skipped.isEmpty()) {
            lines.add("  clocks   skip that time in " + String.join(", ", skipped)
                    + ": there, it goes out at the first moment after");
        }
        return lines;
    }
}
