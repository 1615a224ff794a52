package org.broadsheet.render;

import org.broadsheet.text.Position;
import org.commonmark.node.Document;
import org.commonmark.node.Node;

/** Turns Markdown into what one part of a message shows. Remembers what it owes the reader at the end of a section. */
interface Markup {
    String prose(Document document, Position at);

    /** What stands in a heading, its links and marks, on one line. */
    String heading(Node heading, Position at);

    /** @param markdown of which only inline elements count */
    String inline(String markdown, Position at);

    /** Footnotes, references: what was collected since the last call; empty when nothing was. */
    String endOfSection();
}
