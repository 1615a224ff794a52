package org.broadsheet.subscriber;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What other tools' exports say of people who left: a column of states, or one that marks them. Whoever left there must not
 * be written to from here because a column was not understood.
 */
final class Departure {
    private static final Set<String> YES = Set.of("yes", "y", "true", "1", "x");
    private static final Set<String> NO = Set.of("", "no", "n", "false", "0", "none", "null", "-");
    private static final Set<String> STATES = Set.of(
            "unsubscribed",
            "unsubscribe",
            "opted out",
            "opted-out",
            "opted_out",
            "optout",
            "cleaned",
            "bounced",
            "complained",
            "blocklisted",
            "blacklisted",
            "disabled",
            "removed",
            "suppressed");
    private static final Set<String> STATE_COLUMNS =
            Set.of("status", "state", "subscription", "subscription_status", "email_status", "member_status");
    /** Anything but a no: some hold a yes, some the day. */
    private static final Set<String> MARKS = Set.of(
            "unsubscribed",
            "unsubscribed_at",
            "unsubscribe_date",
            "unsub_time",
            "opt_out",
            "optout",
            "optout_time",
            "opted_out_at",
            "cleaned_at",
            "bounced_at");

    private Departure() {}

    /**
     * Why the person must not be taken in.
     *
     * @param column as {@link CsvColumns} names it
     */
    static Optional<String> of(String column, String cell) {
        String value = cell.strip().toLowerCase(Locale.ROOT);
        boolean left = STATE_COLUMNS.contains(column) && STATES.contains(value)
                || MARKS.contains(column) && !NO.contains(value)
                || column.equals("subscribed") && NO.contains(value) && !value.isEmpty();
        return left
                ? Optional.of("\"" + cell + "\" says that the reader has left; who has left is not taken in")
                : Optional.empty();
    }

    /** Whether somebody answered yes or no where topics are asked for; null for neither. */
    static @Nullable Boolean answer(String cell) {
        String value = cell.strip().toLowerCase(Locale.ROOT);
        if (YES.contains(value) || STATES.contains(value)) {
            return true;
        }
        return NO.contains(value) ? false : null;
    }
}
