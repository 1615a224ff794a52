package org.broadsheet.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.broadsheet.check.Approval;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading an edition once.
 *
 * @param version names this reading, among those of earlier runs of the program too
 * @param shown the mail; when this reading gave none, that of the last one that did; null when none ever did
 * @param shownAt when that was read
 * @param findings of this reading, the worst first
 * @param fresh whether the mail is of this reading
 * @param took to read, check and render it
 */
record PreviewProof(
        String version,
        Approval.@Nullable Preview shown,
        Instant shownAt,
        List<Finding> findings,
        boolean fresh,
        Instant at,
        Duration took) {
    /** @param excerpt the line that is meant; empty when there is none to show */
    record Finding(Problem problem, String excerpt) {}

    long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.problem().severity() == severity)
                .count();
    }
}
