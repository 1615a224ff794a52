package org.broadsheet.check;

import java.util.ArrayList;
import java.util.List;
import org.broadsheet.edition.Content;
import org.broadsheet.edition.Positions;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;

/** The headings among the top-level nodes of a section. */
final class Headings {
    private static final int SECTION = 2;

    private Headings() {}

    static List<HeadingUse> of(String file, List<Content> contents) {
        List<Object> pieces = pieces(contents);
        List<HeadingUse> headings = new ArrayList<>();
        int before = SECTION;
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i) instanceof Heading heading) {
                int level = heading.getLevel();
                headings.add(new HeadingUse(Positions.of(file, heading), level, before, isEmpty(pieces, i)));
                before = level;
            }
        }
        return headings;
    }

    private static boolean isEmpty(List<Object> pieces, int at) {
        if (at + 1 == pieces.size()) {
            return true;
        }
        int level = ((Heading) pieces.get(at)).getLevel();
        return pieces.get(at + 1) instanceof Heading next && next.getLevel() <= level;
    }

    /** Nodes and blocks in order, without what nobody sees. */
    private static List<Object> pieces(List<Content> contents) {
        List<Object> pieces = new ArrayList<>();
        for (Content content : contents) {
            if (content instanceof Content.Prose prose) {
                for (Node node = prose.document().getFirstChild(); node != null; node = node.getNext()) {
                    if (isSeen(node)) {
                        pieces.add(node);
                    }
                }
            } else {
                pieces.add(content);
            }
        }
        return pieces;
    }

    static boolean isSeen(Node node) {
        boolean comment = node instanceof HtmlBlock html
                && html.getLiteral().replaceAll("(?s)<!--.*?(-->|$)", "").isBlank();
        return !comment && !(node instanceof LinkReferenceDefinition);
    }
}
