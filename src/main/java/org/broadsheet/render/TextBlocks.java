package org.broadsheet.render;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;
import org.jspecify.annotations.Nullable;

/** Lays blocks of Markdown out as lines; blocks within blocks are indented or quoted. */
final class TextBlocks {
    private static final int NARROWEST = 20; // however deep a list is nested

    private final TextInlines inlines;
    private final LineWrap wrap;
    private final Marks marks;

    TextBlocks(TextInlines inlines, LineWrap wrap, Marks marks) {
        this.inlines = inlines;
        this.wrap = wrap;
        this.marks = marks;
    }

    /** What the node holds, one blank line between blocks. */
    List<String> lines(Node parent, int width) {
        return lines(parent, width, true);
    }

    private List<String> lines(Node parent, int width, boolean spaced) {
        List<String> lines = new ArrayList<>();
        for (Node child : Markdown.children(parent)) {
            List<String> block = block(child, Math.max(width, NARROWEST));
            if (spaced && !lines.isEmpty() && !block.isEmpty()) {
                lines.add("");
            }
            lines.addAll(block);
        }
        return lines;
    }

    private List<String> block(Node node, int width) {
        if (node instanceof Paragraph paragraph) {
            return paragraph(paragraph, width);
        } else if (node instanceof Heading heading) {
            return heading(heading, width);
        } else if (node instanceof ListBlock list) {
            return list(list, width);
        } else if (node instanceof BlockQuote) {
            return lines(node, width - 2).stream()
                    .map(line -> ("> " + line).stripTrailing())
                    .toList();
        } else if (node instanceof FencedCodeBlock code) {
            return code(code.getLiteral());
        } else if (node instanceof IndentedCodeBlock code) {
            return code(code.getLiteral());
        } else if (node instanceof ThematicBreak) {
            return List.of("* * *");
        } else if (node instanceof HtmlBlock html) {
            return new TextHtml(inlines)
                    .paragraphs(html.getLiteral()).stream()
                            .flatMap(text -> wrap.wrap(text, width).stream())
                            .toList();
        } else if (node instanceof TableBlock table) {
            return new TextTable(inlines, wrap, marks).lines(table, width);
        } else if (node instanceof FootnoteDefinition || node instanceof LinkReferenceDefinition) {
            return List.of();
        }
        return lines(node, width);
    }

    private List<String> paragraph(Paragraph paragraph, int width) {
        Markdown.Figure figure = Markdown.figure(paragraph);
        if (figure == null) {
            return Markdown.isCaption(paragraph) ? List.of() : wrap.wrap(inlines.text(paragraph), width);
        }
        @Nullable String title = figure.image().getTitle();
        String picture = inlines.picture(figure.image(), figure.caption() == null ? null : title);
        String caption = figure.caption() != null ? inlines.text(figure.caption()) : title == null ? "" : title;
        String shown = figure.link() == null ? picture : inlines.linked(picture, figure.link());
        return wrap.wrap(caption.isBlank() ? shown : shown + "\n" + caption, width);
    }

    private List<String> heading(Heading heading, int width) {
        List<String> lines = new ArrayList<>(wrap.wrap(inlines.text(heading).replace('\n', ' '), width));
        int widest = lines.stream()
                .mapToInt(line -> Columns.width(marks.measurable(line)))
                .max()
                .orElse(0);
        lines.add((heading.getLevel() <= 3 ? "~" : ".").repeat(widest));
        return lines;
    }

    private List<String> list(ListBlock list, int width) {
        List<String> lines = new ArrayList<>();
        int number = list instanceof OrderedList ordered && ordered.getMarkerStartNumber() != null
                ? ordered.getMarkerStartNumber()
                : 1;
        for (Node item : Markdown.children(list)) {
            String marker = list instanceof BulletList ? "- " : number++ + ". ";
            if (!list.isTight() && !lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(hang(marker, lines(item, width - marker.length(), !list.isTight())));
        }
        return lines;
    }

    /** As it is, indented: nothing in it is wrapped or collapsed. */
    private List<String> code(String literal) {
        return literal.stripTrailing()
                .lines()
                .map(line -> marks.verbatim() + (line.isBlank() ? "" : "    " + line))
                .toList();
    }

    /** The first line with the marker, the others indented as far. */
    static List<String> hang(String marker, List<String> lines) {
        List<String> hung = new ArrayList<>();
        hung.add(lines.isEmpty() ? marker.stripTrailing() : marker + lines.get(0));
        lines.stream()
                .skip(1)
                .map(line -> line.isEmpty() ? line : " ".repeat(marker.length()) + line)
                .forEach(hung::add);
        return hung;
    }
}
