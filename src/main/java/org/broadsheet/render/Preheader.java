package org.broadsheet.render;

import org.broadsheet.edition.Content;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.SlotNode;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/** What a mail program shows after the subject when the edition does not say: how its opening begins. */
final class Preheader {
    private static final int LONGEST = 140; // characters; no mail program shows more

    private Preheader() {}

    /** Null when the opening has no paragraph that says the same to everybody. */
    static @Nullable String from(Edition edition) {
        for (Content content : edition.opening()) {
            if (content instanceof Content.Prose prose) {
                for (Node node : Markdown.children(prose.document())) {
                    if (node instanceof Paragraph && Markdown.figure(node) == null && !hasSlot(node)) {
                        return shortened(org.broadsheet.edition.PlainText.of(node));
                    }
                }
            }
        }
        return null;
    }

    private static boolean hasSlot(Node paragraph) {
        boolean[] found = {false};
        paragraph.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode node) {
                found[0] |= node instanceof SlotNode;
                visitChildren(node);
            }
        });
        return found[0];
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int space = text.lastIndexOf(' ', LONGEST - 1);
        int cut = space > LONGEST / 2 ? space : text.offsetByCodePoints(0, text.codePointCount(0, LONGEST - 1));
        return text.substring(0, cut).replaceFirst("[\\s,;:.–-]+$", "") + "…";
    }
}
