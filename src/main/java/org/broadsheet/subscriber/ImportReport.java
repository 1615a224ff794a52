package org.broadsheet.subscriber;

import java.util.List;
import java.util.Map;

/**
 * What an import did, or would do. Every row of the file is counted in exactly one of inserted, updated, unchanged,
 * duplicates, keptUnsubscribed, suppressed and rejected.
 *
 * @param file its name without folders
 * @param dryRun nothing was written
 * @param newList the list did not exist before
 * @param attributes names of the columns that mean nothing to us and are kept with the people
 * @param nearMisses those of them that may be slips, each with the column that may have been meant
 * @param rows below the header, without blank ones
 * @param inserted people who are new
 * @param updated people known before, changed or added to the list
 * @param unchanged people on the list already, as the file has them
 * @param duplicates rows whose address stood further up in the file; the first row counts
 * @param keptUnsubscribed people who have left the list, and stay so
 * @param suppressed addresses that must not be written to, and are not taken in
 * @param rejected rows that could not be used
 * @param repeats the first of the duplicates, as many as {@link #LISTED}
 * @param rejections the first of the rejected, as many as {@link #LISTED}
 */
public record ImportReport(
        String file,
        String list,
        boolean dryRun,
        boolean newList,
        List<String> attributes,
        Map<String, String> nearMisses,
        long rows,
        long inserted,
        long updated,
        long unchanged,
        long duplicates,
        long keptUnsubscribed,
        long suppressed,
        long rejected,
        List<Repeat> repeats,
        List<Rejection> rejections) {
    /** However bad the file, the report fits into memory and on a screen. */
    public static final int LISTED = 1000;

    /** @param row the line where it begins; @param firstRow where the address stood before */
    public record Repeat(int row, int firstRow, String address) {}

    /**
     * @param row the line where it begins
     * @param column as the header names it, by number where it has no name; empty when the row as a whole is meant
     * @param reason without a full stop
     */
    public record Rejection(int row, String column, String reason) {}
}
