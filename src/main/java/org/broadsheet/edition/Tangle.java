package org.broadsheet.edition;

import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a paragraph with so many marks that CommonMark would take long for it, or exhaust the stack, before it reads
 * any: the time grows with the square of these, the stack with how deep they nest.
 */
final class Tangle implements InlineParser {
    private static final int MOST_ANGLES = 10_000;
    private static final int MOST_MARKS = 3000;

    private @Nullable SourceLine first;
    private String message = "";

    static boolean isIn(String text) {
        return count(text, "<") > MOST_ANGLES || count(text, "*_~[") > MOST_MARKS;
    }

    @Override
    public void parse(SourceLines lines, Node node) {
        String text = lines.getContent();
        if (first == null && isIn(text)) {
            first = lines.getLines().get(0);
            message = count(text, "<") > MOST_ANGLES
                    ? "one paragraph holds more than " + MOST_ANGLES + " '<'"
                    : "one paragraph holds more than " + MOST_MARKS + " marks of emphasis and links";
        }
    }

    /** Whether there was one, which is reported. */
    boolean report(String file, Problems problems) {
        if (first == null) {
            return false;
        }
        SourceSpan span = first.getSourceSpan();
        Position at = span == null
                ? Position.wholeFile(file)
                : new Position(file, span.getLineIndex() + 1, span.getColumnIndex() + 1);
        problems.error("too-large", at, message, "part it with blank lines");
        return true;
    }

    private static long count(String text, String marks) {
        return text.chars().filter(c -> marks.indexOf(c) >= 0).count();
    }
}
