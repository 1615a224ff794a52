package org.broadsheet.delivery;

/** Cuts words of others to what the ledger holds. */
final class OneLine {
    private OneLine() {}

    /** At most {@code longest} characters, on one line, without control characters and without half a character. */
    static String clip(String words, int longest) {
        String line = words.replaceAll("\\p{Cntrl}+", " ").strip();
        if (line.length() <= longest) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return line.substring(0, end) + "…";
    }
}
