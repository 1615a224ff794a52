package org.broadsheet.edition;

import java.time.Duration;
import java.util.List;
import org.broadsheet.text.Position;

/**
 * How a digest keeps to its schedule.
 *
 * @param draftAhead how long before it is due an edition is drafted, so that people have time; nothing when not given
 * @param late what becomes of an edition that cannot begin within its grace
 * @param skipDays days, and files of days, on which the digest does not appear; read by {@code source.SkipDays}
 */
public record Timing(Duration draftAhead, Late late, List<SkipEntry> skipDays) {
    static final Duration LONGEST_AHEAD = Duration.ofDays(31);

    public enum Late {
        /** As long as the next one is not due, and for a week at most. */
        SEND,
        SKIP,
        /** It waits for a person. */
        ASK
    }

    /** @param text {@code 2026-12-25}, {@code 2026-12-24..2027-01-01}, {@code 12-25}, or the path of a file */
    public record SkipEntry(Position at, String text) {}

    public Timing {
        skipDays = List.copyOf(skipDays);
    }
}
