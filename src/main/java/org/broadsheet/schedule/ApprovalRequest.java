package org.broadsheet.schedule;

import java.time.Instant;

/** Asks people to approve an edition that a digest has drafted. */
public interface ApprovalRequest {
    /**
     * Called once when the edition is drafted, and again where it is asked for anew: since it was changed after its approval, or
     * since its time has come.
     *
     * @param edition its slug; its file is in {@code editions/}
     * @param due when it goes out if it is approved by then
     * @param words what there is to say besides, in a sentence; may be empty
     */
    void ask(DigestFile digest, String edition, Instant due, String words);
}
