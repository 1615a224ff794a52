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
     * @param edited whether it was approved, and changed after that
     * @param uncollected sources that could not be had, and why; may be empty
     */
    void ask(DigestFile digest, String edition, Instant due, boolean edited, String uncollected);
}
