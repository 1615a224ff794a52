package org.broadsheet.render;

import java.time.Instant;
import java.util.Set;
import org.broadsheet.mail.MailAddress;

/**
 * All that differs from one message of a mailing to the next.
 *
 * @param to address and name; the name may be empty
 * @param firstName may be empty
 * @param optedOut topics that this person does not want
 * @param unsubscribeUrl opens the unsubscribe page and takes the one-click POST
 * @param preferencesUrl opens the page on which this person chooses
 * @param date the Date field
 * @param messageId without angle brackets; stable over retries
 */
public record Recipient(
        MailAddress to,
        String firstName,
        Set<String> optedOut,
        String unsubscribeUrl,
        String preferencesUrl,
        Instant date,
        String messageId) {}
