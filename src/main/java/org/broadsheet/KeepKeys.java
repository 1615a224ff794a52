package org.broadsheet;

import java.time.Duration;
import org.broadsheet.text.YamlMap;

/** Reads {@code keep:}. */
final class KeepKeys {
    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    private KeepKeys() {}

    static Keep read(YamlMap map) {
        Keep normal = Keep.DEFAULT;
        Keep keep = new Keep(
                time(map, "network-addresses", normal.networkAddresses()), time(map, "replies", normal.replies()));
        map.refuseOthers();
        return keep;
    }

    private static Duration time(YamlMap map, String key, Duration normal) {
        Duration time = map.duration(key, normal);
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            String message = "'" + key + "' must be from 1d to 3650d";
            map.problems().error("bad-value", map.at(key), message, "write " + normal.toDays() + "d");
        }
        return time;
    }
}
