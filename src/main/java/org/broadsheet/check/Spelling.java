package org.broadsheet.check;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.text.Nearest;

/** Names that are known, each with where from, and which of them somebody may have meant. */
final class Spelling {
    private static final int SHORT = 6;
    private static final int LONG = 12;

    private final Map<String, Known> byKey = new HashMap<>();
    private final Map<Character, List<String>> keysByFirst = new HashMap<>();
    private final java.util.Set<String> exact = new java.util.HashSet<>();

    /** @param where for the message: {@code names.yaml} */
    record Known(String name, String where) {}

    void add(String name, String where) {
        exact.add(name);
        String key = key(name);
        if (!key.isEmpty() && byKey.putIfAbsent(key, new Known(name, where)) == null) {
            keysByFirst
                    .computeIfAbsent(key.charAt(0), first -> new ArrayList<>())
                    .add(key);
        }
    }

    boolean knows(String name) {
        return exact.contains(name);
    }

    /** The known name that this one nearly is, but is not. */
    Optional<Known> near(String name) {
        if (byKey.isEmpty()) {
            return Optional.empty();
        }
        String key = key(name);
        if (knows(name) || key.isEmpty()) {
            return Optional.empty();
        }
        Known same = byKey.get(key);
        if (same != null) {
            return Optional.of(same);
        }
        int limit = key.length() < SHORT ? 0 : key.length() < LONG ? 1 : 2;
        return limit == 0
                ? Optional.empty()
                : Nearest.within(limit, key, keysByFirst.getOrDefault(key.charAt(0), List.of()))
                        .filter(found -> !differInNumbers(found, key))
                        .map(byKey::get);
    }

    /** Two rooms or two versions of one thing. */
    private static boolean differInNumbers(String one, String other) {
        return one.replaceAll("\\p{N}", "").equals(other.replaceAll("\\p{N}", ""));
    }

    /** Letters and digits alone, without marks and case. */
    static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("[^\\p{L}\\p{N}]+", "")
                .toLowerCase(Locale.ROOT);
    }
}
