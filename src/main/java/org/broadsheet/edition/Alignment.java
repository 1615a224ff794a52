package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.broadsheet.edition.Outline.Piece;

/** Which of two sequences belong together, in order: their longest common subsequence. */
final class Alignment {
    private Alignment() {}

    /**
     * Pairs pieces of the one with pieces of the other, as many as can be without crossing.
     *
     * @return from the one to the other
     */
    static Map<Piece, Piece> of(List<Piece> one, List<Piece> other, BiPredicate<Piece, Piece> same) {
        int[][] longest = new int[one.size() + 1][other.size() + 1];
        for (int i = one.size() - 1; i >= 0; i--) {
            for (int j = other.size() - 1; j >= 0; j--) {
                longest[i][j] = same.test(one.get(i), other.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        Map<Piece, Piece> pairs = new IdentityHashMap<>();
        int i = 0;
        int j = 0;
        while (i < one.size() && j < other.size()) {
            if (same.test(one.get(i), other.get(j))) {
                pairs.put(one.get(i++), other.get(j++));
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return pairs;
    }

    /** The pieces of both that no pair holds, between the same two pairs. */
    record Run(List<Piece> one, List<Piece> other) {}

    /** All runs, by the piece of the other behind which they come; that before the first pair is the first. */
    static List<Run> runs(List<Piece> one, List<Piece> other, Map<Piece, Piece> pairs) {
        List<Run> runs = new ArrayList<>();
        int j = 0;
        Run run = new Run(new ArrayList<>(), new ArrayList<>());
        for (Piece piece : one) {
            Piece paired = pairs.get(piece);
            if (paired == null) {
                run.one().add(piece);
                continue;
            }
            while (other.get(j) != paired) {
                run.other().add(other.get(j++));
            }
            j++;
            runs.add(run);
            run = new Run(new ArrayList<>(), new ArrayList<>());
        }
        run.other().addAll(other.subList(j, other.size()));
        runs.add(run);
        return runs;
    }
}
