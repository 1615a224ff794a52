package org.broadsheet.subscriber;

import org.broadsheet.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A link that a subscriber asked to have mailed.
 *
 * @param newAddress where to, for a new address; null for the subscriber's own
 */
public record LinkRequest(
        long id,
        long subscriberId,
        LinkTokens.Use use,
        @Nullable MailAddress newAddress) {}
