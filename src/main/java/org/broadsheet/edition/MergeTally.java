package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.broadsheet.edition.Drafts.Taken;
import org.broadsheet.text.Counted;
import org.jspecify.annotations.Nullable;

/** What is to be told of a merge. Not thread-safe. */
final class MergeTally {
    final Set<Taken> refused = new LinkedHashSet<>();
    final Set<String> removed = new LinkedHashSet<>();
    final Map<String, Integer> added = new LinkedHashMap<>();
    private int deleted;
    private int edited;
    private int gone;
    private int kept;
    private int there;
    private int renewed;

    /**
     * Counts what became of an item that the last draft had.
     *
     * @param isThere whether it still stands in the file, somehow
     * @param isSame whether it stands there as it was drafted
     * @param words what it is by now at its source; null when it is no longer there
     */
    void compare(boolean isThere, boolean isSame, String entry, @Nullable String words) {
        deleted += isThere ? 0 : 1;
        edited += isThere && !isSame ? 1 : 0;
        gone += isThere && words == null ? 1 : 0;
        boolean isChanged = words != null && !words.stripTrailing().equals(entry.stripTrailing());
        kept += isThere && !isSame && isChanged ? 1 : 0;
    }

    void add(String source, int count) {
        added.merge(source, count, Integer::sum);
    }

    /** Counts a new item that somebody has written already. */
    void addThere() {
        there++;
    }

    void addRenewed() {
        renewed++;
    }

    int renewed() {
        return renewed;
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        note(notes, deleted, "%s deleted");
        note(notes, edited, "%s edited");
        note(notes, kept, "%s edited here and changed at the source, with the words of this file");
        note(notes, gone, "%s that the source no longer has, or another edition holds");
        note(notes, there, "%s that you had written already");
        removed.forEach(source -> notes.add("block of " + source + " removed"));
        note(notes, refused.size(), "%s of removed blocks, for the next edition");
        return notes;
    }

    private static void note(List<String> notes, int count, String words) {
        if (count > 0) {
            notes.add(String.format(words, Counted.of(count, "item")));
        }
    }
}
