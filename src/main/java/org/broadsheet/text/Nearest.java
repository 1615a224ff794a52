package org.broadsheet.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant to type. */
public final class Nearest {
    private Nearest() {}

    /** The name that is a slip of the fingers away from the word: one for a short word, up to three for a long one. */
    public static Optional<String> of(String word, Collection<String> names) {
        int limit = Math.max(1, Math.min(3, word.length() / 3));
        return within(limit, word, names);
    }

    /** The closest name at most so many slips away. */
    public static Optional<String> within(int limit, String word, Collection<String> names) {
        return names.stream()
                .filter(name -> Math.abs(name.length() - word.length()) <= limit)
                .filter(name -> distance(word, name) <= limit)
                .min(Comparator.comparingInt(name -> distance(word, name)));
    }

    /** A hint for an unknown word: the nearest name or, when none is near, all of them. */
    public static String hint(String word, Collection<String> names) {
        return of(word, names)
                .map(name -> "did you mean '" + name + "'?")
                .orElseGet(() -> names.isEmpty() ? "" : "known here: " + String.join(", ", names));
    }

    /** Letters to insert, drop, replace or swap with their neighbour; case does not count. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
