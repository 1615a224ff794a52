package org.broadsheet.render;

import java.util.HashMap;
import java.util.Map;
import org.broadsheet.edition.InlineMarkdown;
import org.commonmark.node.Document;

/** The Markdown of single lines, each read once for the parts and passes that need it. Nobody may change what is read. */
final class InlineDocuments {
    private final Map<String, Document> read = new HashMap<>();

    Document of(String markdown) {
        return read.computeIfAbsent(markdown, line -> InlineMarkdown.parse(line).document());
    }
}
