package org.broadsheet.source;

import org.broadsheet.fetch.FetchException;

/** How much a data file may come to: what refers to itself is larger than what says so. For one file. */
final class DataBudget {
    private static final int MOST_VALUES = 500_000;
    private static final int DEEPEST = 500;
    private static final long MOST_TEXT = 12_000_000; // more than any file may have

    private final String file;
    private int values;
    private long text;

    /** @param file as it is named to people */
    DataBudget(String file) {
        this.file = file;
    }

    /**
     * Counts a value.
     *
     * @param depth of lists and maps around it
     */
    void value(int line, int depth) throws FetchException {
        if (++values > MOST_VALUES) {
            throw new FetchException(file + ":" + line + ": it has more than " + MOST_VALUES + " values", false);
        }
        if (depth > DEEPEST) {
            throw new FetchException(file + ":" + line + ": more than " + DEEPEST + " levels deep", false);
        }
    }

    void text(int line, String more) throws FetchException {
        text += more.length();
        if (text > MOST_TEXT) {
            throw new FetchException(
                    file + ":" + line + ": it repeats a text until there are more than " + MOST_TEXT + " characters",
                    false);
        }
    }
}
