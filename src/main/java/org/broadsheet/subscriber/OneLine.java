package org.broadsheet.subscriber;

import org.broadsheet.text.Characters;

/** Makes one line of a text from outside, so that it can stand in a header field, a subject or a table. */
final class OneLine {
    private OneLine() {}

    /** Control characters and line ends become spaces, runs of spaces one, half characters and hidden ones vanish. */
    static String of(String text) {
        if (Characters.isPlain(text)) {
            return text.contains("  ") ? text.replaceAll(" {2,}", " ").strip() : text.strip();
        }
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .filter(c -> c != ' ' || line.length() == 0 || line.charAt(line.length() - 1) != ' ')
                .forEachOrdered(line::appendCodePoint);
        return Characters.withoutHidden(line.toString().strip());
    }
}
