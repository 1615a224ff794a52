package org.broadsheet.check;

import java.util.ArrayList;
import java.util.List;
import org.broadsheet.edition.Positions;
import org.broadsheet.edition.SlotNode;
import org.broadsheet.text.Position;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/**
 * The words of one paragraph, heading or cell in a row, so that what is marked up in the middle is still found. Code,
 * HTML and slots are a single character that no rule looks for, and so is a link, whose words are a passage of their own.
 */
final class Passage {
    static final char OPAQUE = '\ufffc';

    private final StringBuilder text = new StringBuilder();
    private final List<Stretch> stretches = new ArrayList<>();
    private final List<Passage> links = new ArrayList<>();

    private record Stretch(int start, Node node) {}

    private Passage() {}

    static Passage of(Node block) {
        Passage passage = new Passage();
        passage.addChildren(block);
        return passage;
    }

    String text() {
        return text.toString();
    }

    /** The words of the links in it. */
    List<Passage> links() {
        return links;
    }

    Position at(String file, int offset) {
        Stretch stretch = null;
        for (Stretch next : stretches) {
            if (next.start() <= offset) {
                stretch = next;
            }
        }
        if (stretch == null) {
            return Position.wholeFile(file);
        }
        Position start = Positions.of(file, stretch.node());
        int column = stretch.node() instanceof Text ? start.column() + offset - stretch.start() : start.column();
        return new Position(file, start.line(), column);
    }

    private void addChildren(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            add(node);
        }
    }

    private void add(Node node) {
        if (node instanceof Link) {
            links.add(of(node));
        }
        stretches.add(new Stretch(text.length(), node));
        if (node instanceof Text words) {
            text.append(words.getLiteral());
        } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
            text.append('\n');
        } else if (node instanceof Link
                || node instanceof Code
                || node instanceof SlotNode
                || node.getFirstChild() == null) {
            text.append(OPAQUE);
        } else {
            addChildren(node);
        }
    }
}
