package org.broadsheet.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.Node;

/** A table in columns where they fit, else row by row, each cell named by its column. */
final class TextTable {
    private static final int GAP = 2;

    private final TextInlines inlines;
    private final LineWrap wrap;
    private final Marks marks;

    TextTable(TextInlines inlines, LineWrap wrap, Marks marks) {
        this.inlines = inlines;
        this.wrap = wrap;
        this.marks = marks;
    }

    List<String> lines(TableBlock table, int width) {
        List<TableCell.Alignment> alignments = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (Node part : Markdown.children(table)) {
            for (Node row : Markdown.children(part)) {
                rows.add(cells(row, rows.isEmpty() ? alignments : new ArrayList<>()));
            }
        }
        int[] widths = IntStream.range(0, alignments.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        int total = IntStream.of(widths).sum() + GAP * (widths.length - 1);
        return total <= width ? columns(rows, widths, alignments) : records(rows, width);
    }

    private List<String> cells(Node row, List<TableCell.Alignment> alignments) {
        List<String> cells = new ArrayList<>();
        for (Node cell : Markdown.children(row)) {
            cells.add(inlines.text(cell).replace('\n', ' ').strip());
            TableCell.Alignment alignment = ((TableCell) cell).getAlignment();
            alignments.add(alignment == null ? TableCell.Alignment.LEFT : alignment);
        }
        return cells;
    }

    private int width(String cell) {
        return Columns.width(marks.measurable(cell));
    }

    private List<String> columns(List<List<String>> rows, int[] widths, List<TableCell.Alignment> alignments) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(marks.verbatim());
            for (int i = 0; i < row.size(); i++) {
                int room = widths[i] - width(row.get(i));
                int before = alignments.get(i) == TableCell.Alignment.RIGHT
                        ? room
                        : alignments.get(i) == TableCell.Alignment.CENTER ? room / 2 : 0;
                line.append(" ".repeat(before)).append(row.get(i)).append(" ".repeat(room - before + GAP));
            }
            lines.add(line.toString().stripTrailing());
            if (lines.size() == 1) {
                lines.add(marks.verbatim() + rule(widths));
            }
        }
        return lines;
    }

    private static String rule(int[] widths) {
        return String.join(
                " ".repeat(GAP), IntStream.of(widths).mapToObj("-"::repeat).toList());
    }

    private List<String> records(List<List<String>> rows, int width) {
        List<String> lines = new ArrayList<>();
        List<String> head = rows.get(0);
        for (List<String> row : rows.subList(1, rows.size())) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            for (int i = 0; i < row.size(); i++) {
                String cell = head.get(i).isEmpty() ? row.get(i) : head.get(i) + ": " + row.get(i);
                if (!row.get(i).isEmpty()) {
                    lines.addAll(TextBlocks.hang(i == 0 ? "- " : "  ", wrap.wrap(cell, width - 2)));
                }
            }
        }
        return lines.isEmpty() ? wrap.wrap(String.join(", ", head), width) : lines;
    }
}
