package org.broadsheet.render;

/** How long it takes to read a text. */
final class ReadingTime {
    private static final int WORDS_A_MINUTE = 220;
    private static final int IDEOGRAPHS_A_MINUTE = 500; // of scripts that write no spaces between words

    private ReadingTime() {}

    /** At least 1. */
    static int minutes(String text) {
        long ideographs = text.codePoints().filter(Columns::isWide).count();
        String others = text.codePoints()
                .map(c -> Columns.isWide(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        double minutes =
                others.split("\\s+").length / (double) WORDS_A_MINUTE + ideographs / (double) IDEOGRAPHS_A_MINUTE;
        return Math.max(1, (int) Math.round(minutes));
    }
}
