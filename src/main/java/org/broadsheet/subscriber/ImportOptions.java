package org.broadsheet.subscriber;

import org.jspecify.annotations.Nullable;

/**
 * How a file is taken in.
 *
 * @param list the name of the mailing list, which is made if there is none
 * @param consent how everybody in the file agreed to get mail; null when they have not, so that new ones are
 *     {@code unconfirmed} and get none until they confirm
 * @param strict refuse a file with columns that mean nothing to us, instead of keeping them with the people
 * @param dryRun report the same, write nothing
 */
public record ImportOptions(
        String list, ImportMode mode, @Nullable String consent, boolean strict, boolean dryRun) {
    /** New and known people onto this list, nobody confirmed by it. */
    public static ImportOptions onto(String list) {
        return new ImportOptions(list, ImportMode.UPSERT, null, false, false);
    }

    public ImportOptions confirmed(String evidence) {
        return new ImportOptions(list, mode, evidence, strict, dryRun);
    }

    public ImportOptions mode(ImportMode other) {
        return new ImportOptions(list, other, consent, strict, dryRun);
    }

    public ImportOptions strictly() {
        return new ImportOptions(list, mode, consent, true, dryRun);
    }

    public ImportOptions rehearsed() {
        return new ImportOptions(list, mode, consent, strict, true);
    }

    boolean confirms() {
        return consent != null;
    }
}
