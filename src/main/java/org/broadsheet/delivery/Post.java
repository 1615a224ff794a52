package org.broadsheet.delivery;

import java.util.Set;
import org.broadsheet.mail.Envelope;
import org.broadsheet.subscriber.Segment;
import org.jspecify.annotations.Nullable;

/** An edition, ready to be written to one recipient after another by many threads. */
interface Post {
    /** True when nothing of the edition is left for someone who does not want these topics. */
    boolean isEmptyFor(Set<String> optedOut);

    /** Who of the list gets it; null for everybody. */
    @Nullable
    Segment segment();

    Envelope envelope(Candidate candidate);

    /** The complete message; the same bytes at every try. */
    byte[] message(Candidate candidate);
}
