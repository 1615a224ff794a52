package org.broadsheet.schedule;

import java.time.Instant;

/** What happens when a digest is due. */
public interface DigestRun {
    /**
     * Called again for the same instant when the process died in between: what was done before must not be done twice.
     *
     * @param due when it was to run, which may be long ago after an outage
     */
    void run(String digest, Instant due);
}
