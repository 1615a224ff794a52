package org.broadsheet.render;

import java.util.ArrayList;
import java.util.List;
import org.broadsheet.edition.SlotNode;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/** Questions that both parts of a message ask about Markdown. */
final class Markdown {
    private Markdown() {}

    static List<Node> children(Node parent) {
        List<Node> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }

    static String plain(Node node, Slots slots) {
        StringBuilder out = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                out.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                out.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak lineBreak) {
                out.append(' ');
            }

            @Override
            public void visit(HardLineBreak lineBreak) {
                out.append(' ');
            }

            @Override
            public void visit(CustomNode custom) {
                if (custom instanceof SlotNode slot) {
                    out.append(slots.mark(slot.slot()));
                }
                visitChildren(custom);
            }
        });
        return out.toString();
    }

    /**
     * An image that stands alone in its paragraph.
     *
     * @param link around the image, or null
     * @param caption an emphasis after the image, in the same paragraph or alone in the next; else null
     */
    record Figure(
            Image image, @Nullable Link link, @Nullable Emphasis caption) {}

    static @Nullable Figure figure(Node node) {
        if (!(node instanceof Paragraph)) {
            return null;
        }
        List<Node> parts = children(node).stream()
                .filter(child -> !(child instanceof SoftLineBreak) && !(child instanceof HardLineBreak))
                .filter(child ->
                        !(child instanceof Text text) || !text.getLiteral().isBlank())
                .toList();
        if (parts.isEmpty() || parts.size() > 2) {
            return null;
        }
        Link link = parts.get(0) instanceof Link around ? around : null;
        Node inner = link == null ? parts.get(0) : link.getFirstChild();
        if (!(inner instanceof Image image) || (link != null && image.getNext() != null)) {
            return null;
        }
        if (parts.size() == 1) {
            return new Figure(image, link, loneEmphasis(node.getNext()));
        }
        return parts.get(1) instanceof Emphasis caption ? new Figure(image, link, caption) : null;
    }

    /** Whether a paragraph is only the caption of the figure before it, which has shown it. */
    static boolean isCaption(Node node) {
        Emphasis caption = loneEmphasis(node);
        Figure figure = node.getPrevious() == null ? null : figure(node.getPrevious());
        return caption != null && figure != null && figure.caption() == caption;
    }

    private static @Nullable Emphasis loneEmphasis(@Nullable Node node) {
        return node instanceof Paragraph
                        && node.getFirstChild() instanceof Emphasis emphasis
                        && emphasis.getNext() == null
                ? emphasis
                : null;
    }
}
