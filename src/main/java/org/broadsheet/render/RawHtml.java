package org.broadsheet.render;

import org.broadsheet.edition.Positions;
import org.broadsheet.text.Position;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** Finds where HTML that was written into Markdown stands, once it has become part of a page. */
final class RawHtml extends AbstractVisitor {
    private final String file;
    private final String words;
    private @Nullable Position found;

    private RawHtml(String file, String words) {
        this.file = file;
        this.words = words;
    }

    /** The first piece of HTML below a node that has these words; {@code otherwise} where there is none. */
    static Position place(Node below, String words, Position otherwise) {
        RawHtml search = new RawHtml(otherwise.file(), words);
        below.accept(search);
        return search.found == null ? otherwise : search.found;
    }

    @Override
    public void visit(HtmlBlock block) {
        look(block, block.getLiteral());
    }

    @Override
    public void visit(HtmlInline inline) {
        look(inline, inline.getLiteral());
    }

    private void look(Node node, String html) {
        int at = html.indexOf(words);
        if (found == null && at >= 0) {
            Position start = Positions.of(file, node);
            int down =
                    (int) html.substring(0, at).chars().filter(c -> c == '\n').count();
            found = down == 0 ? start : new Position(file, start.line() + down, 1);
        }
    }
}
