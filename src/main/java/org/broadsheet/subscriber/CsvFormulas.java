package org.broadsheet.subscriber;

import java.util.regex.Pattern;

/** Spreadsheets run a cell that begins with {@code = + - @}; an apostrophe before it makes it text. */
final class CsvFormulas {
    private static final Pattern RISKY = Pattern.compile("'*[=+\\-@]");
    private static final Pattern TAMED = Pattern.compile("'+[=+\\-@]");

    private CsvFormulas() {}

    /** Apostrophes of the text's own get one more, so that {@link #original} gives back every text as it was. */
    static String tamed(String cell) {
        return mayBe(cell) && RISKY.matcher(cell).lookingAt() ? "'" + cell : cell;
    }

    static String original(String cell) {
        return mayBe(cell) && TAMED.matcher(cell).lookingAt() ? cell.substring(1) : cell;
    }

    /** Nearly every cell begins with something else, which is seen sooner. */
    private static boolean mayBe(String cell) {
        return !cell.isEmpty() && "'=+-@".indexOf(cell.charAt(0)) >= 0;
    }
}
