package org.broadsheet.edition;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.broadsheet.edition.Drafts.Taken;

/**
 * What came of drafting an edition again on which somebody has worked.
 *
 * @param text of the file
 * @param refused new items that have no place in it, since the block of their source was removed; they wait for the next edition
 * @param added new items, by the name of their source
 * @param renewed entries that nobody had edited and whose words changed at their source
 * @param notes what was left as it is, and where the digest wants it otherwise, in words
 */
public record Merged(String text, Set<Taken> refused, Map<String, Integer> added, int renewed, List<String> notes) {
    /** New items that came in. */
    public int count() {
        return added.values().stream().mapToInt(Integer::intValue).sum();
    }
}
