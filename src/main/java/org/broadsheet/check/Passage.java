package org.broadsheet.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.broadsheet.edition.PlainText;
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
 * The words of one paragraph, heading, cell, link or key in a row, so that what is marked up in the middle is still found.
 * Code, HTML and slots are a single character that no rule looks for, and so is a link, whose words are a passage of their
 * own.
 */
final class Passage {
    static final char OPAQUE = '\ufffc';

    /** A URL that stands there as itself. */
    static final char BARE = '\ufffb';

    /** Whose words they are, and how they stand. */
    enum Kind {
        /** The author's own, in sentences. */
        PROSE,
        HEADING,
        /** The words of a link: perhaps the title of another's work. */
        LINK,
        /** The title of an entry, a section or the edition. */
        TITLE
    }

    private final Kind kind;
    private final StringBuilder text = new StringBuilder();
    private final List<Stretch> stretches = new ArrayList<>();
    private final List<Passage> links = new ArrayList<>();
    private final UnaryOperator<Position> place;

    private record Stretch(int start, Position at, boolean words) {}

    private Passage(Kind kind, UnaryOperator<Position> place) {
        this.kind = kind;
        this.place = place;
    }

    /** @param place where a position of the text is in the file; the same unless the text was taken out of another */
    static Passage of(Kind kind, String file, Node block, UnaryOperator<Position> place) {
        Passage passage = new Passage(kind, place);
        passage.addChildren(file, block);
        return passage;
    }

    /** Words that have one place as a whole. */
    static Passage of(Kind kind, Position at, String words) {
        Passage passage = new Passage(kind, UnaryOperator.identity());
        passage.stretches.add(new Stretch(0, at, false));
        passage.text.append(words);
        return passage;
    }

    Kind kind() {
        return kind;
    }

    String text() {
        return text.toString();
    }

    /** The words of the links in it, which are passages of their own. */
    List<Passage> links() {
        return links;
    }

    Position at(int offset) {
        if (stretches.isEmpty()) {
            return Position.wholeFile("");
        }
        Stretch stretch = stretches.get(last(offset));
        Position start = stretch.at();
        int column = stretch.words() ? start.column() + offset - stretch.start() : start.column();
        return place.apply(new Position(start.file(), start.line(), column));
    }

    /** The index of the last stretch that begins there or before; they are in order. */
    private int last(int offset) {
        int low = 0;
        int high = stretches.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (stretches.get(middle).start() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private void addChildren(String file, Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            add(file, node);
        }
    }

    private void add(String file, Node node) {
        if (node instanceof Link) {
            links.add(of(Kind.LINK, file, node, place));
        }
        stretches.add(new Stretch(text.length(), Positions.of(file, node), node instanceof Text));
        if (node instanceof Text words) {
            text.append(words.getLiteral());
        } else if (node instanceof Link link && PlainText.of(link).equals(link.getDestination())) {
            text.append(BARE);
        } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
            text.append('\n');
        } else if (node instanceof Link
                || node instanceof Code
                || node instanceof SlotNode
                || node.getFirstChild() == null) {
            text.append(OPAQUE);
        } else {
            addChildren(file, node);
        }
    }
}
