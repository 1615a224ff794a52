package org.broadsheet.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.broadsheet.edition.SlotNode;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Document;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Questions that both parts of a message ask about Markdown. */
final class Markdown {
    private static final int MOST_MARKS = 400; // a caption with more is no caption; nested ones would exhaust the stack

    private static final Parser INLINE = Parser.builder()
            .enabledBlockTypes(Set.of())
            .extensions(List.of(AutolinkExtension.create(), StrikethroughExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.NONE)
            .build();

    private Markdown() {}

    /** @return a document of one paragraph, or none */
    static Document inline(String markdown) {
        if (markdown.chars().filter(c -> "*_~[".indexOf(c) >= 0).count() > MOST_MARKS) {
            Document document = new Document();
            Paragraph paragraph = new Paragraph();
            paragraph.appendChild(new Text(markdown));
            document.appendChild(paragraph);
            return document;
        }
        return (Document) INLINE.parse(markdown.replaceAll("\\s*\n\\s*", " ").strip());
    }

    static List<Node> children(Node parent) {
        List<Node> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }

    /** How many nodes stand within one another; counted without recursion, for there may be very many. */
    static int depth(Node root) {
        int deepest = 0;
        int depth = 0;
        Node node = root;
        while (node != null) {
            deepest = Math.max(deepest, depth);
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                depth++;
                continue;
            }
            while (node != root && node.getNext() == null) {
                node = node.getParent();
                depth--;
            }
            node = node == root ? null : node.getNext();
        }
        return deepest;
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
