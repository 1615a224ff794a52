package org.broadsheet.edition;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An edition in the database: the one that is meant, or a rehearsal of it.
 *
 * @param rehearsal 0 for the edition itself, else the number of the rehearsal
 * @param bundle SHA-256 of what was approved
 * @param scheduledFor when it is to begin by itself; null when that was never said. Holds only while it is scheduled, or paused
 *     before it began
 * @param file that what was scheduled must still equal then, from the workspace; null when it lies elsewhere
 * @param startedAt when the recipients were snapshotted; null before that
 * @param finishedAt when the last delivery was settled; null before that
 * @param reason why it is held, paused or cancelled, or null
 * @param hold for what it waits; null while it is not held
 * @param tendedAt when a process last looked after it; null before it begins
 * @param trouble what keeps the relay from taking mail at the moment, or null
 * @param ignored rules of the preflight whose errors its approver chose to ignore
 */
public record ApprovedEdition(
        long id,
        String slug,
        int rehearsal,
        String title,
        long listId,
        String bundle,
        EditionState state,
        @Nullable String reason,
        @Nullable Hold hold,
        String approvedBy,
        Instant approvedAt,
        @Nullable Instant scheduledFor,
        @Nullable String file,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant tendedAt,
        @Nullable String trouble,
        List<String> ignored) {
    public boolean isRehearsal() {
        return rehearsal > 0;
    }
}
