package org.broadsheet.edition;

import java.util.List;
import org.broadsheet.text.Position;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/** Where nodes of Markdown stand in their file. */
public final class Positions {
    private Positions() {}

    /** Of the node or, when it has none of its own, of the closest node around it that has. */
    public static Position of(String file, Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.getSourceSpans().isEmpty()) {
                return of(file, n.getSourceSpans());
            }
        }
        return Position.wholeFile(file);
    }

    static Position of(String file, List<SourceSpan> spans) {
        return spans.isEmpty()
                ? Position.wholeFile(file)
                : new Position(
                        file, spans.get(0).getLineIndex() + 1, spans.get(0).getColumnIndex() + 1);
    }
}
