package org.broadsheet.text;

import java.util.Locale;

/** Numbers of things, in the words of commands: {@code 1 reader}, {@code 1,200 readers}. */
public final class Counted {
    private Counted() {}

    /** @param one such as {@code row}, whose plural takes an s */
    public static String of(long number, String one) {
        return of(number, one, one + "s");
    }

    public static String of(long number, String one, String more) {
        return String.format(Locale.ROOT, "%,d %s", number, form(number, one, more));
    }

    /** The word alone: a verb that goes with the number, say. */
    public static String form(long number, String one, String more) {
        return number == 1 ? one : more;
    }
}
