package org.broadsheet.subscriber;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.broadsheet.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A mailing list that people may sign up for; {@code lists:} in {@code broadsheet.yaml}.
 *
 * @param name as {@link MailingList#name()}
 * @param title what people read
 * @param from the sender of its notices
 * @param topics key to title, in the order shown; may be none
 * @param language BCP 47, for those whose own is not known
 * @param courtesies what is written to people beside the confirmation and the welcome
 * @param single whether somebody is subscribed without confirming, which lets anybody subscribe anybody
 */
public record OpenList(
        String name,
        String title,
        MailAddress from,
        Map<String, String> topics,
        String language,
        boolean single,
        Courtesies courtesies) {
    /**
     * Mail that a list may do without.
     *
     * @param latestEdition whether newcomers get the last edition along with their welcome
     * @param goodbye whether who left is told so, once
     * @param remindAfter when who has not confirmed is reminded, once; null for never
     */
    public record Courtesies(
            boolean latestEdition,
            boolean goodbye,
            @Nullable Duration remindAfter) {
        public static final Courtesies NONE = new Courtesies(false, false, null);
    }

    public OpenList {
        topics = Collections.unmodifiableMap(new LinkedHashMap<>(topics));
    }

    /** Without courtesies. */
    public OpenList(
            String name, String title, MailAddress from, Map<String, String> topics, String language, boolean single) {
        this(name, title, from, topics, language, single, Courtesies.NONE);
    }
}
