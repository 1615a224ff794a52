package org.broadsheet.subscriber;

/**
 * What became of the people of a file. Each is in exactly one of the first five.
 *
 * @param unconfirmed those of the first three who get no mail until they confirm
 * @param invited those of the unconfirmed who are asked now
 */
record ImportCounts(
        long inserted,
        long updated,
        long unchanged,
        long keptUnsubscribed,
        long suppressed,
        long unconfirmed,
        long invited) {
    static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, 0, 0, 0);

    ImportCounts plus(ImportCounts more) {
        return new ImportCounts(
                inserted + more.inserted,
                updated + more.updated,
                unchanged + more.unchanged,
                keptUnsubscribed + more.keptUnsubscribed,
                suppressed + more.suppressed,
                unconfirmed + more.unconfirmed,
                invited + more.invited);
    }

    ImportCounts withInvited(long count) {
        return new ImportCounts(inserted, updated, unchanged, keptUnsubscribed, suppressed, unconfirmed, count);
    }

    long all() {
        return inserted + updated + unchanged + keptUnsubscribed + suppressed;
    }
}
