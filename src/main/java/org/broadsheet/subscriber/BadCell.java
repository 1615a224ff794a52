package org.broadsheet.subscriber;

/** Why a row cannot be used, and in which of its columns that stands. Never leaves what reads rows. */
final class BadCell extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 60;

    private final String column;
    private final String reason;

    /** @param column empty where the row as a whole is wrong */
    BadCell(String column, String reason) {
        super(reason, null, false, false);
        this.column = column;
        this.reason = reason;
    }

    String column() {
        return column;
    }

    String reason() {
        return reason;
    }

    /** So much of a text that a report stays readable. */
    static String clipped(String text) {
        return '"' + clippedPlain(text) + '"';
    }

    static String clippedPlain(String text) {
        boolean shortEnough = text.codePointCount(0, text.length()) <= SHOWN;
        return shortEnough ? text : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
