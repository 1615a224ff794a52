package org.broadsheet.subscriber;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an import did, or would do. Every row of the file is counted in exactly one of inserted, updated, unchanged,
 * duplicates, keptUnsubscribed, suppressed and rejected.
 *
 * @param file its name without folders
 * @param dryRun nothing was written
 * @param newList the list did not exist before
 * @param columns how the header was understood
 * @param warnings what may not be as it seems, a sentence each
 * @param resumedBehind the line up to which an import that was interrupted had come; 0 when this one began anew
 * @param rows below the header, without blank ones
 * @param inserted people who are new
 * @param updated people known before, changed or added to the list
 * @param unchanged people on the list already, as the file has them
 * @param duplicates rows whose address stood further up in the file; the first row counts
 * @param keptUnsubscribed people who have left the list, and stay so
 * @param suppressed addresses that must not be written to, and are not taken in
 * @param rejected rows that could not be used
 * @param unconfirmed those of the inserted, updated and unchanged who get no mail until they confirm
 * @param invited those of the unconfirmed who are asked by mail now; the others wait already for an answer of theirs, or
 *     nobody is to be asked
 * @param missing people on the list whom the file does not name; always 0 but for {@link ImportMode#REPLACE_LIST}
 * @param removed those of them who were taken off it
 * @param repeats the first of the duplicates, as many as {@link #LISTED}
 * @param rejections the first of the rejected, as many as {@link #LISTED}
 * @param rejectedFile where all of them are; null when there are none, or when nothing could be written there
 */
public record ImportReport(
        String file,
        String list,
        boolean dryRun,
        boolean newList,
        Columns columns,
        List<String> warnings,
        int resumedBehind,
        long rows,
        long inserted,
        long updated,
        long unchanged,
        long duplicates,
        long keptUnsubscribed,
        long suppressed,
        long rejected,
        long unconfirmed,
        long invited,
        long missing,
        long removed,
        List<Repeat> repeats,
        List<Rejection> rejections,
        @Nullable Path rejectedFile) {
    /** However bad the file, the report fits into memory and on a screen. */
    public static final int LISTED = 1000;

    /**
     * @param origin the program whose export the file is; empty when it is not known
     * @param attributes names of the columns that mean nothing to us and are kept with the people
     * @param members by the column of JSON that they are in, names of members that are kept likewise
     * @param dropped names of the columns of that program that are left out
     * @param nearMisses attributes that may be slips, each with the column that may have been meant
     */
    public record Columns(
            String origin,
            List<String> attributes,
            Map<String, List<String>> members,
            List<String> dropped,
            Map<String, String> nearMisses) {}

    /** @param row the line where it begins; @param firstRow where the address stood before */
    public record Repeat(int row, int firstRow, String address) {}

    /**
     * @param row the line where it begins
     * @param column as the header names it, by number where it has no name; empty when the row as a whole is meant
     * @param reason without a full stop
     */
    public record Rejection(int row, String column, String reason) {}

    public List<String> attributes() {
        return columns.attributes();
    }

    public Map<String, String> nearMisses() {
        return columns.nearMisses();
    }
}
