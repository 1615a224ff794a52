package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.edition.Outline.Form;
import org.broadsheet.edition.Outline.Part;
import org.broadsheet.edition.Outline.Piece;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.jspecify.annotations.Nullable;

/** What an edition carried that is text and no entry: its snippets, wherever somebody has moved them, and blocks as they were written. */
final class CarriedText {
    private static final Pattern HEAD = Pattern.compile("<!-- (.+\\.md) -->");

    /**
     * A snippet.
     *
     * @param path by which it is known
     * @param first line of the file that belongs to it, its comment
     * @param end the line behind it
     */
    record Passage(String path, int first, int end, String text) {
        boolean holds(int line) {
            return first <= line && line < end;
        }

        /** Why it cannot stand in another edition by itself; empty when it can. */
        Optional<Problem> trouble() {
            Problems problems = new Problems();
            new SnippetJudge(path, 1, text, problems).judge();
            return problems.list().stream().findFirst();
        }
    }

    private final List<Passage> passages = new ArrayList<>();
    private final Map<Integer, String> blocks = new HashMap<>();
    private final List<String> lines = new ArrayList<>(); // of the passage that is read
    private @Nullable String path; // of that passage
    private int first;

    CarriedText(String edition) {
        Outline outline = Outline.of(edition);
        int line = outline.firstLine();
        for (Part part : outline.parts) {
            boolean isWithin = false; // the comments between which snippets stand
            for (Piece piece : part.pieces()) {
                isWithin = take(piece, line, isWithin);
                line += piece.lines.size() + piece.gap.size();
            }
            end(line);
        }
    }

    List<Passage> passages() {
        return List.copyOf(passages);
    }

    /** A block from fence to fence, by the line on which it begins. */
    Optional<String> block(int line) {
        return Optional.ofNullable(blocks.get(line));
    }

    /** @return whether what follows stands between the comments of a source */
    private boolean take(Piece piece, int line, boolean isWithin) {
        String words = piece.lines.get(0).stripTrailing();
        boolean isMark = piece.isProse() && piece.lines.size() == 1;
        Matcher head = HEAD.matcher(words);
        if (piece.form == Form.BLOCK) {
            blocks.put(line, String.join("\n", piece.lines));
        }
        if (isMark && (SnippetMarks.source(words).isPresent() || SnippetMarks.isNew(words))) {
            end(line);
            return true;
        }
        if (isMark && words.equals(SnippetMarks.END)) {
            end(line);
            return false;
        }
        // Elsewhere only what has a folder in it is the path of a snippet that was moved there.
        if (isMark && head.matches() && (isWithin || head.group(1).contains("/"))) {
            end(line);
            path = head.group(1);
            first = line;
        } else if (piece.form == Form.BLOCK && BlockLines.of(piece).source().isPresent()) {
            end(line);
        } else if (path != null) {
            lines.addAll(piece.lines);
            lines.addAll(piece.gap);
        }
        return isWithin;
    }

    private void end(int line) {
        if (path != null) {
            passages.add(new Passage(path, first, line, String.join("\n", lines).stripTrailing()));
        }
        path = null;
        lines.clear();
    }
}
