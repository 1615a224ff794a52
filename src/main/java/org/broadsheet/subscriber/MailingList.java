package org.broadsheet.subscriber;

import java.util.regex.Pattern;

/**
 * A list that people subscribe to.
 *
 * @param name what commands and front matter call it: {@code community}
 * @param title what people read; the name until somebody gives a better one
 */
public record MailingList(long id, String name, String title) {
    /** What {@link #isName} takes, in words. */
    public static final String NAMES = "lower-case letters, digits, dots, dashes and underscores, such as community";

    /** A list's name stands in file names, header fields and commands. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
