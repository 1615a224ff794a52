package org.broadsheet.subscriber;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What other tools' exports say of people who left: a column of states, or one that marks them. Whoever left there must not
 * be written to from here because a column was not understood.
 */
final class Departure {
    private static final Set<String> YES = Set.of("yes", "y", "true", "t", "on", "1", "x");
    private static final Set<String> NO = Set.of("", "no", "n", "false", "0", "none", "null");
    /** Not where topics stand, which may have such keys. */
    private static final Set<String> MORE_NO = Set.of("f", "off", "never", "n/a", "na");

    /** In whatever column one of these stands, it is said of a reader. */
    private static final Set<String> GONE =
            Set.of("unsubscribed", "unsubscribe", "unsub", "opted out", "opt out", "optout", "optedout");

    /** Nobody would call a topic so. */
    private static final Set<String> CLEAR_STATES =
            Set.of("cleaned", "bounced", "complained", "blocklisted", "blacklisted", "suppressed");

    private static final Set<String> STATES = Set.of(
            "hard bounced",
            "hard bounce",
            "complaint",
            "spam",
            "marked as spam",
            "blocked",
            "disabled",
            "inactive",
            "removed",
            "deleted",
            "archived",
            "not subscribed",
            "non subscribed",
            "never subscribed",
            "unconfirmed",
            "not confirmed",
            "pending");
    private static final Pattern STATE_COLUMN = Pattern.compile("state|subscription|(.*_)?status(_.*)?");

    /** Anything but a no: some hold a yes, some the day. */
    private static final Pattern MARK = Pattern.compile(
            "(.*_)?(unsub(scribed?)?|unsubscri\\w*|opt_?out|opted_?out|hasoptedout\\w*|do_?not_?(e_?)?mail|cleaned|clean_time|bounced|complained|suppressed)(_.*)?");
    /** These have something for everybody. */
    private static final Pattern NO_MARK = Pattern.compile(".*_(url|urls|link|links|token|key|hash|count)");

    /** A no says what a yes says in the others. */
    private static final Set<String> CONSENTS = Set.of(
            "subscribed",
            "is_subscribed",
            "confirmed",
            "opt_in",
            "optin",
            "opted_in",
            "email_opt_in",
            "accepts_marketing",
            "accepts_email_marketing",
            "newsletter");

    private Departure() {}

    /**
     * Why the person must not be taken in.
     *
     * @param column as {@link CsvColumns} names it
     */
    static Optional<String> of(String column, String cell) {
        String value = plain(cell);
        boolean left = GONE.contains(value)
                || STATE_COLUMN.matcher(column).matches() && (STATES.contains(value) || CLEAR_STATES.contains(value))
                || MARK.matcher(column).matches()
                        && !NO_MARK.matcher(column).matches()
                        && !isNo(value)
                        && !value.equals("subscribed")
                || CONSENTS.contains(column) && isNo(value) && !value.isEmpty();
        return left ? Optional.of(words(cell)) : Optional.empty();
    }

    static String words(String cell) {
        return "\"" + cell + "\" says that the reader has left or never joined; such readers are not taken in";
    }

    private static boolean isNo(String value) {
        return NO.contains(value) || MORE_NO.contains(value);
    }

    private static String plain(String cell) {
        return cell.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ").strip();
    }

    /** Whether somebody answered yes or no where topics are asked for; null for neither. */
    static @Nullable Boolean answer(String cell) {
        String value = plain(cell);
        if (YES.contains(value) || GONE.contains(value) || CLEAR_STATES.contains(value)) {
            return true;
        }
        return NO.contains(value) ? false : null;
    }
}
