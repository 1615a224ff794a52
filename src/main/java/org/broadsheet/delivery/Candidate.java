package org.broadsheet.delivery;

import java.time.Instant;
import java.util.Set;
import org.broadsheet.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that a run may take up, and what it needs to write the message.
 *
 * @param firstName may be empty
 * @param locale of the reader, BCP 47, or null when not known
 * @param tries so far
 * @param firstTry null before the first
 * @param notBefore the hour at which it goes out, which is the date of the message; null for at once
 */
record Candidate(
        long id,
        long subscriberId,
        MailAddress to,
        String firstName,
        @Nullable String locale,
        Set<String> optedOut,
        int tries,
        @Nullable Instant firstTry,
        @Nullable Instant notBefore) {}
