package org.broadsheet.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Concealed;

/**
 * What is wrong with parts of a source: the first of it, and how much more there is; of parts that are missing altogether each is
 * named, whatever is said of the others. A remark is kept as a line, one on such a part as its fields between tabs: the part, what
 * becomes of it, and each trouble. Not for sharing.
 */
final class Remarks {
    private static final int MOST = 20;
    private static final int MOST_TROUBLES = 2000; // besides the first of each part
    private static final int MOST_IN_BRIEF = 3;
    private static final int LONGEST = 500;
    private static final String FIELD = "\t";

    private final Set<String> first = new LinkedHashSet<>();
    private final Map<String, String> parts = new LinkedHashMap<>();
    private int more;
    private int troubles;

    void add(String words) {
        String shown = shown(words);
        if (first.size() == MOST && !first.contains(shown)) {
            more++;
        } else {
            first.add(shown);
        }
    }

    /** As {@link Outside#leftOut}. */
    void leftOut(String part, List<String> why, String outcome) {
        int kept = Math.min(why.size() - 1, MOST_TROUBLES - troubles) + 1;
        troubles += kept - 1;
        Stream<String> told = why.stream().limit(kept);
        Stream<String> rest = kept == why.size() ? Stream.of() : Stream.of(": and " + (why.size() - kept) + " more");
        List<String> fields = Stream.of(Stream.of(part, outcome), told, rest)
                .flatMap(words -> words)
                .map(Remarks::shown)
                .toList();
        parts.putIfAbsent(part, String.join(FIELD, fields));
    }

    /** On one line, without tabs. */
    private static String shown(String words) {
        String line = Concealed.of(Characters.visible(Characters.oneLine(Characters.withoutForbidden(words))));
        return line.length() > LONGEST ? line.substring(0, line.offsetByCodePoints(0, LONGEST / 2)) + "…" : line;
    }

    /** Each as the line that is kept. */
    List<String> list() {
        List<String> all = new ArrayList<>(first);
        if (more > 0) {
            all.add("and " + more + " more");
        }
        all.addAll(parts.values());
        return List.copyOf(all);
    }

    /** All that the line tells, each as a sentence of its own. */
    static List<String> all(String line) {
        List<String> fields = List.of(line.split(FIELD));
        return fields.size() < 3
                ? List.of(line)
                : fields.stream()
                        .skip(2)
                        .map(trouble -> sentence(fields.get(0), trouble) + "; " + fields.get(1))
                        .toList();
    }

    private static String sentence(String part, String trouble) {
        return part + (trouble.startsWith(":") ? "" : " ") + trouble;
    }

    /** What the line tells as one sentence: a few of its troubles, and how many more there are. */
    static String brief(String line) {
        List<String> fields = List.of(line.split(FIELD));
        if (fields.size() < 3) {
            return line;
        }
        StringBuilder brief = new StringBuilder(sentence(fields.get(0), fields.get(2)));
        List<String> others = fields.subList(3, fields.size());
        others.stream()
                .limit(MOST_IN_BRIEF - 1)
                .map(trouble -> trouble.replaceFirst("^:(?=\\d)", "line ").replaceFirst("^: ", ""))
                .forEach(trouble -> brief.append("; also ").append(trouble));
        if (others.size() >= MOST_IN_BRIEF) {
            brief.append("; and ").append(others.size() - MOST_IN_BRIEF + 1).append(" more");
        }
        return brief.append("; ").append(fields.get(1)).toString();
    }
}
