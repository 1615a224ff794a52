package org.broadsheet.edition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.node.Image;
import org.commonmark.node.Node;

/** Finds the footnotes that nobody reads: nothing that is read refers to them, or another has their label. */
final class UnseenFootnotes {
    private final Map<String, FootnoteDefinition> definitions = new LinkedHashMap<>();
    private final List<Found> found = new ArrayList<>();
    private final Set<String> reached = new HashSet<>();
    private final Deque<FootnoteDefinition> toRead = new ArrayDeque<>();

    record Found(FootnoteDefinition definition, String message, String hint) {}

    private UnseenFootnotes() {}

    static List<Found> of(Node document) {
        UnseenFootnotes footnotes = new UnseenFootnotes();
        footnotes.define(document);
        footnotes.read(document);
        while (!footnotes.toRead.isEmpty()) {
            footnotes.read(footnotes.toRead.pop());
        }
        footnotes.definitions.forEach((key, definition) -> {
            if (!footnotes.reached.contains(key)) {
                String mark = "[^" + definition.getLabel() + "]";
                footnotes.found.add(new Found(
                        definition,
                        "nothing refers to the footnote " + mark,
                        "write " + mark + " where it belongs, or remove it"));
            }
        });
        return footnotes.found;
    }

    private void define(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof FootnoteDefinition definition
                    && definitions.putIfAbsent(Unseen.key(definition.getLabel()), definition) != null) {
                String message = "there is another footnote [^" + definition.getLabel() + "], and this one is lost";
                found.add(new Found(definition, message, "give it a label of its own"));
            }
            define(node);
        }
    }

    /** The description of a picture has no place for a footnote. */
    private void read(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof FootnoteReference reference) {
                String key = Unseen.key(reference.getLabel());
                FootnoteDefinition definition = definitions.get(key);
                if (definition != null && reached.add(key)) {
                    toRead.push(definition);
                }
            }
            if (!(node instanceof FootnoteDefinition) && !(node instanceof Image)) {
                read(node);
            }
        }
    }
}
