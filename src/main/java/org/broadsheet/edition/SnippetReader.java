package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.broadsheet.edition.Outline.Form;
import org.broadsheet.edition.Outline.Part;
import org.broadsheet.edition.Outline.Piece;
import org.jspecify.annotations.Nullable;

/**
 * Finds the snippets in the outline of an edition, and marks their pieces there: what belongs to a snippet is never compared with
 * the words of the digest. A snippet is its comment, and all behind it up to the next.
 */
final class SnippetReader {
    private final Map<String, String> entries;
    private final List<SnippetGroup> groups = new ArrayList<>();
    private @Nullable SnippetGroup open;
    private final List<Integer> loose = new ArrayList<>(); // places of what may belong to the group
    private boolean isEdited; // the last snippet

    private SnippetReader(Map<String, String> entries) {
        this.entries = entries;
    }

    /** @param entries what snippets were drafted as, by their comments */
    static List<SnippetGroup> read(Outline outline, Map<String, String> entries) {
        SnippetReader reader = new SnippetReader(entries);
        outline.parts.forEach(reader::read);
        return reader.groups;
    }

    /** Reads a draft as it was written, in which one piece then stands for each group. */
    static List<SnippetGroup> fold(Outline draft, Map<String, String> entries) {
        List<SnippetGroup> groups = read(draft, entries);
        for (SnippetGroup group : groups) {
            List<Piece> pieces = group.home.pieces();
            // All of it, also of what nobody remembers, such as a snippet that was refused.
            pieces.subList(pieces.indexOf(group.first()) + 1, pieces.indexOf(group.last()) + 1)
                    .clear();
        }
        return groups;
    }

    private void read(Part part) {
        List<Piece> pieces = part.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            String line = piece.lines.get(0).stripTrailing();
            boolean isMark = piece.isProse() && piece.lines.size() == 1;
            if (isMark && SnippetMarks.source(line).isPresent()) {
                close(pieces);
                begin(part, mark(pieces, i));
            } else if (isMark && entries.containsKey(line)) {
                if (open == null) {
                    begin(part, null);
                }
                claim(pieces);
                snippet(pieces, i, line);
            } else if (isMark && open != null && line.equals(SnippetMarks.END)) {
                claim(pieces);
                open.end = mark(pieces, i);
                open = null;
            } else if (isMark && open != null && SnippetMarks.isNew(line)) {
                claim(pieces);
                open.pieces.add(mark(pieces, i));
            } else if (open != null && isLoose(piece)) {
                loose.add(i);
            }
        }
        close(pieces);
    }

    private void begin(Part part, @Nullable Piece opening) {
        open = new SnippetGroup(part, opening);
        groups.add(open);
        isEdited = false;
    }

    /** What stands behind the last snippet belongs to it only where that no longer is as it was, so that nobody knows its end. */
    private void close(List<Piece> pieces) {
        if (open != null && isEdited) {
            claim(pieces);
        }
        loose.clear();
        open = null;
    }

    /** Prose, or a block that was not drafted of a source. */
    static boolean isLoose(Piece piece) {
        return piece.isProse()
                || piece.form == Form.BLOCK && BlockLines.of(piece).source().isEmpty();
    }

    /** What stands before another comment of the group belongs to it. */
    private void claim(List<Piece> pieces) {
        SnippetGroup group = Objects.requireNonNull(open);
        for (int place : loose) {
            group.pieces.add(mark(pieces, place));
        }
        loose.clear();
    }

    /** Items in a block stay what they are, so that none comes twice. */
    static Piece mark(List<Piece> pieces, int at) {
        Piece piece = pieces.get(at);
        if (!piece.isProse()) {
            return piece;
        }
        Piece marked = new Piece(Form.SNIPPET, piece.lines, piece.gap);
        pieces.set(at, marked);
        return marked;
    }

    private void snippet(List<Piece> pieces, int at, String head) {
        SnippetGroup group = Objects.requireNonNull(open);
        int count = count(pieces, at, entries.getOrDefault(head, "").stripTrailing());
        isEdited = count == 0;
        List<Piece> own = pieces.subList(at, at + Math.max(1, count));
        Piece whole = new Piece(Form.SNIPPET, lines(own), own.get(own.size() - 1).gap);
        own.clear();
        pieces.add(at, whole);
        group.pieces.add(whole);
        group.heads.add(head);
        if (!isEdited) {
            group.whole.put(head, whole);
        }
    }

    /** How many pieces are just what was drafted; 0 when they are something else by now. */
    private static int count(List<Piece> pieces, int at, String entry) {
        List<String> wanted = entry.lines().map(String::stripTrailing).toList();
        for (int end = at + 1; end <= pieces.size(); end++) {
            List<String> lines = lines(pieces.subList(at, end)).stream()
                    .map(String::stripTrailing)
                    .toList();
            if (lines.equals(wanted)) {
                return end - at;
            }
            if (lines.size() >= wanted.size() || pieces.get(end - 1).form == Form.HEADING) {
                return 0;
            }
        }
        return 0;
    }

    /** Without the empty lines behind them. */
    private static List<String> lines(List<Piece> pieces) {
        List<String> lines = new ArrayList<>();
        for (Piece piece : pieces) {
            lines.addAll(piece.lines);
            lines.addAll(piece.gap);
        }
        List<String> gap = pieces.get(pieces.size() - 1).gap;
        return lines.subList(0, lines.size() - gap.size());
    }
}
