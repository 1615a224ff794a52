package org.broadsheet.source;

import java.util.List;

/**
 * What a digest wants of a repository. What is empty is not said.
 *
 * @param branch whose commits are read; that of HEAD when empty
 * @param from a tag or commit whose history is left out
 * @param to a tag or commit up to which history is read; the branch when empty
 * @param paths of which a commit has to change one
 * @param trailer whose values are the changes; of a commit without it there is none
 * @param firstTime whether only first contributions are meant
 * @param tags a pattern of the tags that are releases
 * @param project of releases
 * @param link a URL with a hole for the commit or tag
 */
record GitWish(
        BlockKind kind,
        String branch,
        String from,
        String to,
        List<String> paths,
        String trailer,
        boolean firstTime,
        String tags,
        String project,
        String link) {
    boolean isRange() {
        return !from.isEmpty() || !to.isEmpty();
    }
}
