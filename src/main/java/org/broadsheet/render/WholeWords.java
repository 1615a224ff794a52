package org.broadsheet.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/**
 * What stays in one piece on a narrow screen. A mail lets words break anywhere, so that no address widens the page; figures and
 * short words in tables, and short commands, would be cut for no need. Marked with the class {@code kept}.
 */
final class WholeWords {
    /** Characters of a table's text that fit side by side on a screen of 320 pixels, less the space between columns. */
    private static final int ROOM = 30;

    private static final double BETWEEN_COLUMNS = 1.5;
    private static final int LEAST = 3;
    private static final int LONGEST_CODE = 22;
    private static final String CLASS = "kept";
    private static final Evaluator TABLE = Selector.evaluatorOf("table");
    private static final Evaluator CODE = Selector.evaluatorOf("code");

    private WholeWords() {}

    /** @param body prose, changed in place */
    static void mark(Element body) {
        body.select(TABLE).forEach(WholeWords::columns);
        body.select(CODE).stream()
                .filter(code ->
                        code.closest("pre, table") == null && code.text().length() <= LONGEST_CODE)
                .forEach(code -> code.addClass(CLASS));
    }

    /** Those with the shortest words first, as long as the others keep some room. */
    private static void columns(Element table) {
        List<List<Element>> columns = cells(table);
        List<Integer> longest = columns.stream()
                .map(column ->
                        column.stream().mapToInt(WholeWords::longestWord).max().orElse(0))
                .toList();
        double room = ROOM - BETWEEN_COLUMNS * columns.size() - LEAST * columns.size();
        Set<Integer> whole = new HashSet<>();
        for (int column : IntStream.range(0, columns.size())
                .boxed()
                .sorted(Comparator.comparing(longest::get))
                .toList()) {
            room -= Math.max(0, longest.get(column) - LEAST);
            if (room >= 0) {
                whole.add(column);
            }
        }
        whole.forEach(column -> columns.get(column).forEach(cell -> cell.addClass(CLASS)));
    }

    /** By column; a table with cells over several columns is left alone. */
    private static List<List<Element>> cells(Element table) {
        List<List<Element>> columns = new ArrayList<>();
        if (!table.select("[colspan], [rowspan], table table").isEmpty()) {
            return columns;
        }
        for (Element row : table.select("tr")) {
            int column = 0;
            for (Element cell : row.select("> td, > th")) {
                if (columns.size() == column) {
                    columns.add(new ArrayList<>());
                }
                columns.get(column++).add(cell);
            }
        }
        return columns;
    }

    private static int longestWord(Element cell) {
        int longest = 0;
        for (String word : cell.text().split("[\\s\\u00ad\\u200b-]+")) {
            longest = Math.max(longest, Columns.width(word));
        }
        return longest;
    }
}
