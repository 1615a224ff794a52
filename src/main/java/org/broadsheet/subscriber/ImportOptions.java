package org.broadsheet.subscriber;

import org.jspecify.annotations.Nullable;

/**
 * How a file is taken in.
 *
 * @param list the name of the mailing list, which is made if there is none
 * @param consent how everybody in the file agreed to get mail; null when they have not, so that new ones are
 *     {@code unconfirmed} and get none until they confirm
 * @param invite by whose authority those who have not confirmed are asked to; null when they are not
 * @param strict refuse a file with columns that mean nothing to us, instead of keeping them with the people
 * @param dryRun report the same, write nothing
 */
public record ImportOptions(
        String list,
        ImportMode mode,
        @Nullable String consent,
        @Nullable Invitation invite,
        boolean strict,
        boolean dryRun) {
    /**
     * How those who have not confirmed are asked to.
     *
     * @param language BCP 47, for those whose own is not known
     */
    public record Invitation(String language, SignUp.Origin origin) {}

    /** New and known people onto this list, nobody confirmed by it. */
    public static ImportOptions onto(String list) {
        return new ImportOptions(list, ImportMode.UPSERT, null, null, false, false);
    }

    public ImportOptions confirmed(String evidence) {
        return new ImportOptions(list, mode, evidence, invite, strict, dryRun);
    }

    public ImportOptions mode(ImportMode other) {
        return new ImportOptions(list, other, consent, invite, strict, dryRun);
    }

    public ImportOptions strictly() {
        return new ImportOptions(list, mode, consent, invite, true, dryRun);
    }

    public ImportOptions rehearsed() {
        return new ImportOptions(list, mode, consent, invite, strict, true);
    }

    public ImportOptions inviting(Invitation how) {
        return new ImportOptions(list, mode, consent, how, strict, dryRun);
    }

    boolean confirms() {
        return consent != null;
    }
}
