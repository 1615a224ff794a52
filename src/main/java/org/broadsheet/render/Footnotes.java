package org.broadsheet.render;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Document;
import org.commonmark.node.Node;

/** Numbers footnotes through the whole edition, in the order in which they are first referred to. */
final class Footnotes {
    /** @param number from 1 */
    record Note(int number, Node content) {}

    private final Map<String, FootnoteDefinition> definitions = new LinkedHashMap<>();
    private final Map<Node, Note> numbered = new IdentityHashMap<>();
    private final List<Note> owed = new ArrayList<>();
    private final Set<Integer> referred = new HashSet<>();

    /** @param documents all of the edition: a note may be defined far from where it is used */
    Footnotes(List<Document> documents) {
        AbstractVisitor collector = new AbstractVisitor() {
            @Override
            public void visit(CustomBlock block) {
                if (block instanceof FootnoteDefinition definition) {
                    definitions.putIfAbsent(key(definition.getLabel()), definition);
                }
                visitChildren(block);
            }
        };
        documents.forEach(document -> document.accept(collector));
    }

    /** 0 when the note is not defined. */
    int number(FootnoteReference reference) {
        String key = key(reference.getLabel());
        FootnoteDefinition definition = definitions.get(key);
        return definition == null ? 0 : number(definition);
    }

    int number(InlineFootnote footnote) {
        return number((Node) footnote);
    }

    private int number(Node content) {
        Note note = numbered.computeIfAbsent(content, unused -> {
            Note added = new Note(numbered.size() + 1, content);
            owed.add(added);
            return added;
        });
        return note.number();
    }

    /** True once for each number. */
    boolean isFirst(int number) {
        return referred.add(number);
    }

    /** The notes first referred to since the last call. A note may refer to further notes: ask until there are none. */
    List<Note> takeOwed() {
        List<Note> notes = List.copyOf(owed);
        owed.clear();
        return notes;
    }

    // The labels of links are compared in this way too: CommonMark 0.31 §4.7.
    private static String key(String label) {
        return label.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
