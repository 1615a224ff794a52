package org.broadsheet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.PageWords;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.text.Position;
import org.broadsheet.text.YamlMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code lists:}, the lists that people may sign up for. */
final class ListsKeys {
    private ListsKeys() {}

    private enum OptIn {
        DOUBLE,
        SINGLE
    }

    private enum Welcome {
        PLAIN,
        LATEST_EDITION
    }

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(14);

    /**
     * What the configuration says of a list; what it leaves out is taken from the digests for it.
     *
     * @param at where it stands
     */
    record Entry(
            Position at,
            String name,
            @Nullable String title,
            @Nullable MailAddress from,
            Map<String, String> topics,
            @Nullable String language,
            boolean single,
            OpenList.Courtesies courtesies) {}

    static List<Entry> read(YamlMap root) {
        YamlMap map = root.map("lists");
        List<Entry> entries = new ArrayList<>();
        for (String name : map.keys()) {
            YamlMap list = map.map(name);
            if (!MailingList.isName(name)) {
                String message = "'" + name + "' is not a name that a mailing list can have";
                map.problems().error("list-name", map.at(name), message, "use " + MailingList.NAMES);
            }
            entries.add(new Entry(
                    map.at(name),
                    name,
                    list.optionalText("title"),
                    list.optional(
                            value -> value.parsed(
                                    "an address such as News <news@example.org>",
                                    text -> MailAddress.parse(text)
                                            .orElseThrow(() -> new IllegalArgumentException(text))),
                            "from"),
                    topics(list.map("topics")),
                    list.optional(
                            value -> value.parsed("a language such as de", ListsKeys::language), "language", "locale"),
                    list.oneOf("opt-in", OptIn.DOUBLE) == OptIn.SINGLE,
                    courtesies(list)));
            refuseEditionsForStrangers(map, name, entries.get(entries.size() - 1));
            list.refuseOthers();
        }
        map.refuseOthers();
        return entries;
    }

    private static OpenList.Courtesies courtesies(YamlMap list) {
        Duration remind = list.duration("remind", Duration.ZERO);
        if (!remind.isZero() && (remind.compareTo(SHORTEST) < 0 || remind.compareTo(LONGEST) > 0)) {
            String message = "'remind' is to be between 1h and 14d";
            list.problems().error("bad-value", list.at("remind"), message, "write 2d, or leave it out for no reminder");
        }
        return new OpenList.Courtesies(
                list.oneOf("welcome", Welcome.PLAIN) == Welcome.LATEST_EDITION,
                list.bool("goodbye", false),
                remind.isZero() ? null : remind);
    }

    /** Where nobody is asked, anybody could have editions mailed to anybody. */
    private static void refuseEditionsForStrangers(YamlMap map, String name, Entry entry) {
        if (entry.single() && entry.courtesies().latestEdition()) {
            map.problems()
                    .error(
                            "bad-value",
                            map.map(name).at("welcome"),
                            "'welcome: latest-edition' needs 'opt-in: double': else anybody could have it sent to anybody",
                            "leave out one of the two");
        }
    }

    private static String language(String text) {
        if (!PageWords.has(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static Map<String, String> topics(YamlMap map) {
        Map<String, String> topics = new LinkedHashMap<>();
        map.keys().forEach(key -> topics.put(key, map.text(key)));
        map.refuseOthers();
        return topics;
    }
}
