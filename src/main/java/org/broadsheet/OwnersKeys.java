package org.broadsheet;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.delivery.ReminderSettings;
import org.broadsheet.edition.Owners;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;

/** Reads {@code owners:} and {@code reminders:}. */
final class OwnersKeys {
    private static final int MOST_DAYS = 60;

    private OwnersKeys() {}

    static Owners owners(YamlMap map) {
        Map<String, MailAddress> people = new LinkedHashMap<>();
        for (String name : map.keys()) {
            YamlValue value = map.value(name);
            MailAddress address = value == null
                    ? null
                    : value.parsed(
                            "an address such as Some One <someone@example.org>",
                            text -> MailAddress.parse(text).orElseThrow(() -> new IllegalArgumentException(text)));
            if (address != null && people.put(Owners.key(name), address) != null) {
                String message = "'" + name + "' is there twice: @ and capitals make no difference";
                map.problems().error("duplicate-key", map.at(name), message, "keep one of them");
            }
        }
        map.refuseOthers();
        return new Owners(people);
    }

    static ReminderSettings reminders(YamlMap map) {
        List<Integer> before = days(map, "before", 0);
        List<Integer> overdue = days(map, "overdue", 1);
        LocalTime at = map.optional(
                value -> value.parsed(
                        "a time such as 09:00", text -> LocalTime.parse(text.length() == 4 ? "0" + text : text)),
                "at");
        map.refuseOthers();
        return ReminderSettings.of(before, overdue, at);
    }

    private static List<Integer> days(YamlMap map, String key, int least) {
        YamlValue given = map.value(key);
        List<Integer> days = new ArrayList<>();
        for (YamlValue value : given == null ? List.<YamlValue>of() : given.list()) {
            Duration duration = value.duration();
            if (duration == null) {
                continue;
            }
            boolean whole = duration.toDays() * 24 == duration.toHours() && duration.toMillis() % 3_600_000 == 0;
            if (!whole || duration.toDays() < least || duration.toDays() > MOST_DAYS) {
                value.bad("a number of days from " + least + "d to " + MOST_DAYS + "d");
            } else if (!days.contains((int) duration.toDays())) {
                days.add((int) duration.toDays());
            }
        }
        return days;
    }
}
