package org.broadsheet.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Concealed;

/** What is wrong with parts of a source: the first of it, and how much more there is. Not for sharing. */
final class Remarks {
    private static final int MOST = 20;
    private static final int LONGEST = 500;

    private final Set<String> first = new LinkedHashSet<>();
    private int more;

    void add(String words) {
        String line = Concealed.of(Characters.visible(Characters.oneLine(Characters.withoutForbidden(words))));
        String shown =
                line.length() > LONGEST ? line.substring(0, line.offsetByCodePoints(0, LONGEST / 2)) + "…" : line;
        if (first.size() == MOST && !first.contains(shown)) {
            more++;
        } else {
            first.add(shown);
        }
    }

    List<String> list() {
        List<String> all = new ArrayList<>(first);
        if (more > 0) {
            all.add("and " + more + " more");
        }
        return List.copyOf(all);
    }
}
