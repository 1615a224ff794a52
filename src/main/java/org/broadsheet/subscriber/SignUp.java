package org.broadsheet.subscriber;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Word;

/**
 * Somebody asked for a list, or was put on it by an import and is asked.
 *
 * @param id 0 until saved
 * @param address with the name, which may be empty
 * @param locale BCP 47, of the page
 * @param optedOut topics that are not wanted
 * @param wording what the form said of consent
 * @param network whence it was asked, in the form shown; empty when its time is over
 * @param origin whose idea it was
 * @param asked when
 * @param firstName what the person wants to be called; may be empty
 */
public record SignUp(
        long id,
        long listId,
        MailAddress address,
        String locale,
        Set<String> optedOut,
        String wording,
        String network,
        Origin origin,
        Instant asked,
        String firstName) {
    static final int LONGEST_NAME = 200;

    /** Whose idea it was. */
    public enum Origin {
        /** That of whoever filled a form in. */
        PAGE,
        /** That of whoever imported a file. */
        INVITATION,
        /** Likewise, while mail went to the sandbox: never written to through a real server. */
        REHEARSAL;

        String column() {
            return Word.of(this);
        }

        static Origin of(String column) {
            return Word.read(Origin.class, column);
        }

        /** That of an import. @param sandboxed whether mail goes to the sandbox */
        public static Origin invitation(boolean sandboxed) {
            return sandboxed ? REHEARSAL : INVITATION;
        }
    }

    public SignUp {
        optedOut = Collections.unmodifiableSet(new TreeSet<>(optedOut));
    }

    public boolean isInvitation() {
        return origin != Origin.PAGE;
    }

    /** By a form. @param address with a name of any length */
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
        return new SignUp(0, listId, named, locale, Set.copyOf(optedOut), wording, network, Origin.PAGE, now, "");
    }

    /** @param first what the person wants to be called, of any length; empty for nothing */
    public SignUp called(String first) {
        String line = OneLine.of(first);
        String bounded = line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME - 1) + "…";
        return new SignUp(id, listId, address, locale, optedOut, wording, network, origin, asked, bounded);
    }
}
