package org.broadsheet.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of an answer.
 *
 * @param total of all pages; -1 when that is not said
 * @param isIncomplete whether the server gave up before it had looked everywhere
 * @param next where the next page is; null when this is the last
 */
record GithubPage(
        List<GithubEntry> entries,
        int total,
        boolean isIncomplete,
        @Nullable String next) {
    GithubPage then(@Nullable String place) {
        return new GithubPage(entries, total, isIncomplete, place);
    }
}
