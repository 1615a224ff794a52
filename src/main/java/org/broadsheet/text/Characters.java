package org.broadsheet.text;

import java.util.OptionalInt;

/** What is allowed in a text that will become mail. */
public final class Characters {
    private Characters() {}

    /** The first code point that no reader should be sent: a control other than tab and line feed, half a surrogate. */
    public static OptionalInt firstForbidden(String text) {
        return text.codePoints().filter(Characters::isForbidden).findFirst();
    }

    private static boolean isForbidden(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r';
        return control || Character.getType(c) == Character.SURROGATE;
    }

    /** One line: every run of white space is a single space, none at the ends. */
    public static String oneLine(String text) {
        return text.replaceAll("[\\s\u0085\u2028\u2029]+", " ").strip();
    }
}
