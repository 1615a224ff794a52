package org.broadsheet.subscriber;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.broadsheet.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A person who may receive mail.
 *
 * @param id 0 until saved
 * @param address with the person's name, which may be empty
 * @param firstName may be empty; never guessed from the name
 * @param locale a BCP 47 tag, or null when not known
 * @param zone null when not known
 * @param tags sorted; none is empty or holds a semicolon
 * @param attributes sorted; what else is known, none of it empty
 */
public record Subscriber(
        long id,
        MailAddress address,
        String firstName,
        @Nullable String locale,
        @Nullable ZoneId zone,
        Set<String> tags,
        Map<String, String> attributes) {
    public Subscriber {
        SortedSet<String> sortedTags = new TreeSet<>(tags);
        SortedMap<String, String> sortedAttributes = new TreeMap<>(attributes);
        tags = Collections.unmodifiableSortedSet(sortedTags);
        attributes = Collections.unmodifiableSortedMap(sortedAttributes);
    }

    /** Nothing known but the address. */
    public static Subscriber of(MailAddress address) {
        return new Subscriber(0, address, "", null, null, Set.of(), Map.of());
    }
}
