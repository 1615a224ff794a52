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
    /** Where the file says nothing, having no such column or nothing in the cell, what is known of the person stays. */
    Subscriber appliedTo(Subscriber before) {
        Map<String, String> merged = new TreeMap<>(before.attributes());
        attributes.forEach((name, value) -> {
            if (!value.isEmpty()) {
                merged.put(name, value);
            }
        });
        String tags = said(Known.TAGS, "");
        return new Subscriber(
                before.id(),
                new MailAddress(
                        address.address(), said(Known.NAME, before.address().name())),
                said(Known.FIRST_NAME, before.firstName()),
                locale(before.locale()),
                zone(before.zone()),
                tags.isEmpty() ? before.tags() : Subscribers.splitTags(tags),
                merged);
    }

    private String said(Known column, String otherwise) {
        String cell = known.getOrDefault(column, "");
        return cell.isEmpty() ? otherwise : cell;
    }

    /** What is written down about the person; null where the file says nothing. */
    @Nullable
    String notes() {
        String notes = said(Known.NOTES, "");
        return notes.isEmpty() ? null : notes;
    }

    private @Nullable String locale(@Nullable String before) {
        String tag = said(Known.LOCALE, "");
        return tag.isEmpty() ? before : tag;
    }

    private @Nullable ZoneId zone(@Nullable ZoneId before) {
        String name = said(Known.ZONE, "");
        return name.isEmpty() ? before : ZoneId.of(name);
    }
}
