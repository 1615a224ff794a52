package org.broadsheet.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.render.Footnotes.Note;
import org.broadsheet.text.Position;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.node.Document;
import org.commonmark.node.Node;

/** Markdown as a person would type it into a plain mail: wrapped, links numbered and listed where the section ends. */
final class TextMarkup implements Markup {
    private final Footnotes footnotes;
    private final Slots slots;
    private final Marks marks;
    private final Words words;
    private final InlineDocuments lines;
    private final Map<String, Integer> references = new LinkedHashMap<>();

    TextMarkup(Footnotes footnotes, Slots slots, Marks marks, Words words, InlineDocuments lines) {
        this.footnotes = footnotes;
        this.slots = slots;
        this.marks = marks;
        this.words = words;
        this.lines = lines;
    }

    @Override
    public String prose(Document document, Position at) {
        return String.join(
                "\n", new TextBlocks(inlines(), new LineWrap(marks), marks).lines(document, TextLayout.WIDTH));
    }

    @Override
    public String heading(Node heading, Position at) {
        return inlines().text(heading).replace('\n', ' ').strip();
    }

    @Override
    public String inline(String markdown, Position at) {
        Node paragraph = lines.of(markdown).getFirstChild();
        return paragraph == null ? "" : inlines().text(paragraph).replace('\n', ' ');
    }

    @Override
    public String endOfSection() {
        List<String> lines = new ArrayList<>();
        for (List<Note> owed = footnotes.takeOwed(); !owed.isEmpty(); owed = footnotes.takeOwed()) {
            owed.forEach(note -> lines.addAll(lines(note)));
        }
        if (!lines.isEmpty() && !references.isEmpty()) {
            lines.add("");
        }
        references.forEach((url, number) -> lines.add(marks.verbatim() + "[" + number + "] " + url));
        references.clear();
        return String.join("\n", lines);
    }

    private List<String> lines(Note note) {
        String label = words.say("footnote", Map.of("number", String.valueOf(note.number()))) + " ";
        int width = TextLayout.WIDTH - label.length();
        List<String> lines = note.content() instanceof InlineFootnote
                ? new LineWrap(marks).wrap(inlines().text(note.content()), width)
                : new TextBlocks(inlines(), new LineWrap(marks), marks).lines(note.content(), width);
        return TextBlocks.hang(label, lines);
    }

    private TextInlines inlines() {
        return new TextInlines(footnotes, slots, words, this::reference);
    }

    /** @return the number of a URL in this section */
    private int reference(String url) {
        return references.computeIfAbsent(url, unused -> references.size() + 1);
    }
}
