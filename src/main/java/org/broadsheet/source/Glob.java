package org.broadsheet.source;

import java.util.List;

/**
 * A pattern with stars, each of which stands for anything. It takes no longer than the text is long, however many there are.
 *
 * @param parts of the pattern between its stars
 */
record Glob(List<String> parts) {
    static final int LONGEST = 200;

    static Glob of(String pattern) {
        return new Glob(List.of(pattern.split("\\*", -1)));
    }

    /** Whether it fits from the first letter to the last. */
    boolean fits(String text) {
        String first = parts.get(0);
        String last = parts.get(parts.size() - 1);
        if (parts.size() == 1) {
            return text.equals(first);
        }
        int end = text.length() - last.length();
        if (!text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        int at = behind(parts.subList(1, parts.size() - 1), text, first.length());
        return at >= 0 && at <= end;
    }

    /** Whether it fits a piece of the text. */
    boolean fitsWithin(String text) {
        return behind(parts, text, 0) >= 0;
    }

    /** Where the text goes on behind the parts, each of which stands as early as it can; less than 0 where one does not. */
    private static int behind(List<String> parts, String text, int from) {
        int at = from;
        for (String part : parts) {
            int found = text.indexOf(part, at);
            if (found < 0) {
                return -1;
            }
            at = found + part.length();
        }
        return at;
    }
}
