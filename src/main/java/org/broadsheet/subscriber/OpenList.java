package org.broadsheet.subscriber;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.broadsheet.mail.MailAddress;

/**
 * A mailing list that people may sign up for; {@code lists:} in {@code broadsheet.yaml}.
 *
 * @param name as {@link MailingList#name()}
 * @param title what people read
 * @param from the sender of its notices
 * @param topics key to title, in the order shown; may be none
 * @param language BCP 47, for those whose own is not known
 * @param single whether somebody is subscribed without confirming, which lets anybody subscribe anybody
 */
public record OpenList(
        String name, String title, MailAddress from, Map<String, String> topics, String language, boolean single) {
    public OpenList {
        topics = Collections.unmodifiableMap(new LinkedHashMap<>(topics));
    }
}
