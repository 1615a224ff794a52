package org.broadsheet.subscriber;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.CsvColumns.Known;
import org.jspecify.annotations.Nullable;

/**
 * One row of a CSV file that can be used.
 *
 * @param line where it begins
 * @param address without a name
 * @param known the checked texts of the columns that the file has; an empty one empties what was known
 * @param attributes likewise
 * @param optedOut topics that the person does not want
 * @param evidence what another program knew of the person's consent; may be empty
 */
record CsvEntry(
        int line,
        MailAddress address,
        Map<Known, String> known,
        Map<String, String> attributes,
        Set<String> optedOut,
        String evidence) {
    /** What a column that the file does not have says about the person stays as it was. */
    Subscriber appliedTo(Subscriber before) {
        Map<String, String> merged = new TreeMap<>(before.attributes());
        merged.putAll(attributes);
        merged.values().removeIf(String::isEmpty);
        String tags = known.get(Known.TAGS);
        return new Subscriber(
                before.id(),
                new MailAddress(
                        address.address(),
                        known.getOrDefault(Known.NAME, before.address().name())),
                known.getOrDefault(Known.FIRST_NAME, before.firstName()),
                locale(before.locale()),
                zone(before.zone()),
                tags == null ? before.tags() : Subscribers.splitTags(tags),
                merged);
    }

    /** What is written down about the person; null where the file has no such column. */
    @Nullable
    String notes() {
        return known.get(Known.NOTES);
    }

    private @Nullable String locale(@Nullable String before) {
        String tag = known.get(Known.LOCALE);
        if (tag == null) {
            return before;
        }
        return tag.isEmpty() ? null : tag;
    }

    private @Nullable ZoneId zone(@Nullable ZoneId before) {
        String name = known.get(Known.ZONE);
        if (name == null) {
            return before;
        }
        return name.isEmpty() ? null : ZoneId.of(name);
    }
}
