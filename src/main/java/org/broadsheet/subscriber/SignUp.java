package org.broadsheet.subscriber;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.broadsheet.mail.MailAddress;

/**
 * Somebody asked for a list.
 *
 * @param id 0 until saved
 * @param address with the name, which may be empty
 * @param locale BCP 47, of the page
 * @param optedOut topics that are not wanted
 * @param wording what the form said of consent
 * @param network whence it was asked, in the form shown; empty when its time is over
 * @param asked when
 */
public record SignUp(
        long id,
        long listId,
        MailAddress address,
        String locale,
        Set<String> optedOut,
        String wording,
        String network,
        Instant asked) {
    static final int LONGEST_NAME = 200;

    public SignUp {
        optedOut = Collections.unmodifiableSet(new TreeSet<>(optedOut));
    }

    /** @param name of any length */
    public static SignUp of(
            long listId,
            MailAddress address,
            String locale,
            Collection<String> optedOut,
            String wording,
            String network,
            Instant now) {
        MailAddress named = address.name().length() <= LONGEST_NAME
                ? address
                : MailAddress.of(address.address(), address.name().substring(0, LONGEST_NAME - 1))
                        .orElse(address);
        return new SignUp(0, listId, named, locale, Set.copyOf(optedOut), wording, network, now);
    }
}
