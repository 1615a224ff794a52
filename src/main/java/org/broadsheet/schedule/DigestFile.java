package org.broadsheet.schedule;

import java.util.List;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.text.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A digest of the workspace.
 *
 * @param name of its file without {@code .md}
 * @param front null when the file cannot be read
 * @param plan when it is due; null when it has no schedule, or cannot be followed
 * @param problems all that was found in it; where an error is among them, nothing is done with it
 */
public record DigestFile(
        String name, @Nullable FrontMatter front, @Nullable DigestPlan plan, List<Problem> problems) {
    public String path() {
        return "digests/" + name + ".md";
    }
}
