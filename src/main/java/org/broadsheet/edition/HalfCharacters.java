package org.broadsheet.edition;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.PostProcessor;

/** Replaces surrogates that entities such as {@code &#xD800;} ask for: they are no characters (CommonMark 0.31 §2.5). */
final class HalfCharacters implements PostProcessor {
    @Override
    public Node process(Node document) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                text.setLiteral(whole(text.getLiteral()));
            }

            @Override
            public void visit(Link link) {
                link.setDestination(whole(link.getDestination()));
                link.setTitle(link.getTitle() == null ? null : whole(link.getTitle()));
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                image.setDestination(whole(image.getDestination()));
                image.setTitle(image.getTitle() == null ? null : whole(image.getTitle()));
                visitChildren(image);
            }
        });
        return document;
    }

    private static String whole(String text) {
        return text.replaceAll("[\\x{D800}-\\x{DFFF}]", "\uFFFD"); // by code point: pairs are not touched
    }
}
