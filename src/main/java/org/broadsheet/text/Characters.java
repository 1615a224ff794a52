package org.broadsheet.text;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** What is allowed in a text that will become mail. */
public final class Characters {
    private static final Pattern BLANKS = Pattern.compile("[\\s\u0085\u2028\u2029]+");

    private Characters() {}

    /** Whether there is nothing in it but printable ASCII and spaces. */
    public static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** The first code point that no reader should be sent: a control other than tab and line feed, half a surrogate. */
    public static OptionalInt firstForbidden(String text) {
        return isPlain(text)
                ? OptionalInt.empty()
                : text.codePoints().filter(Characters::isForbidden).findFirst();
    }

    /** Without the code points of {@link #firstForbidden}. */
    public static String withoutForbidden(String text) {
        if (firstForbidden(text).isEmpty()) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isForbidden(c)).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isForbidden(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r';
        return control || Character.getType(c) == Character.SURROGATE;
    }

    /**
     * Without what hides or reorders the words around it: byte order marks, spaces of no width, overrides and isolates of
     * direction (UAX #9 §2). The marks of direction stay, and joiners inside, for names in many scripts need them.
     */
    public static String withoutHidden(String text) {
        if (isPlain(text) || text.chars().allMatch(c -> c < 0x7f)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isHidden(c)).forEach(shown::appendCodePoint);
        return shown.toString().replaceAll("^[\\s\u200c\u200d]+|[\\s\u200c\u200d]+$", "");
    }

    private static boolean isHidden(int c) {
        boolean turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return turns || c == 0xfeff || c == 0x200b || c == 0x2060 || c == 0x180e;
    }

    /** On one line, every control character and every override of direction written as its escape. */
    public static String visible(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    boolean controls = Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || isHidden(c);
                    shown.append(controls ? String.format("\\u%04x", c) : Character.toString(c));
                }
            }
        });
        return shown.toString();
    }

    /** One line: every run of white space is a single space, none at the ends. */
    public static String oneLine(String text) {
        return isOneLine(text) ? text : BLANKS.matcher(text).replaceAll(" ").strip();
    }

    /** Whether it is plain, and without blanks at its ends or next to each other: most texts are. */
    private static boolean isOneLine(String text) {
        boolean afterBlank = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f || c == ' ' && afterBlank) {
                return false;
            }
            afterBlank = c == ' ';
        }
        return text.isEmpty() || !afterBlank;
    }
}
