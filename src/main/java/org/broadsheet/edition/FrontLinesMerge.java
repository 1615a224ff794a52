package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings what changed in a digest's front matter into that of a file, key by key; what a person changed stays. */
final class FrontLinesMerge {
    private static final Pattern KEY = Pattern.compile("([^\\s#:'\"{\\[-][^:]*):(?:\\s.*)?");

    private FrontLinesMerge() {}

    /** @param mine the lines from dashes to dashes, which are changed */
    static void merge(List<String> base, List<String> mine, List<String> theirs) {
        Map<String, List<String>> before = keys(base);
        Map<String, List<String>> now = keys(theirs);
        Map<String, List<String>> there = keys(mine);
        if (mine.isEmpty() || there.isEmpty()) {
            return;
        }
        String open = mine.get(0);
        String close = mine.get(mine.size() - 1);
        List<String> head = mine.subList(1, mine.size() - 1 - size(there));
        List<String> kept = new ArrayList<>(head);
        now.forEach((key, lines) -> {
            boolean same = lines.equals(before.get(key));
            boolean untouched = there.containsKey(key) && there.get(key).equals(before.get(key));
            if (!same && (untouched || !before.containsKey(key) && !there.containsKey(key))) {
                there.put(key, lines);
            }
        });
        before.forEach((key, lines) -> {
            if (!now.containsKey(key) && lines.equals(there.get(key))) {
                there.remove(key);
            }
        });
        mine.clear();
        mine.add(open);
        mine.addAll(kept);
        there.values().forEach(mine::addAll);
        mine.add(close);
    }

    private static int size(Map<String, List<String>> keys) {
        return keys.values().stream().mapToInt(List::size).sum();
    }

    /** Each key with its lines, and the comments behind them. Twice the same key is left to whoever reads the file. */
    static Map<String, List<String>> keys(List<String> lines) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        List<String> current = null;
        int number = 0;
        for (String line : lines.subList(Math.min(1, lines.size()), Math.max(1, lines.size() - 1))) {
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                current = new ArrayList<>();
                String name = key.group(1).strip();
                keys.put(keys.containsKey(name) ? name + "\n" + ++number : name, current);
            }
            if (current != null) {
                current.add(line);
            }
        }
        return keys;
    }
}
