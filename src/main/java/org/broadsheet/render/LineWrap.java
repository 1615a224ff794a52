package org.broadsheet.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks text into lines between words, and between the characters of scripts that have no spaces; a URL stays whole. */
final class LineWrap {
    private static final String NOT_AT_THE_START = "、。，．！？：；）」』】》〉〕］｝〜ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々";
    private static final String NOT_AT_THE_END = "（「『【《〈〔［｛";

    /** From here on a word is an address, which may hold ideographs too. */
    private static final Pattern URL = Pattern.compile("(?:https?|ftp)://|mailto:", Pattern.CASE_INSENSITIVE);

    private final Marks marks;

    LineWrap(Marks marks) {
        this.marks = marks;
    }

    /** @param text line feeds in it are kept as line breaks; other white space is a place to break */
    List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            wrapLine(line, width, lines);
        }
        return lines;
    }

    private void wrapLine(String text, int width, List<String> lines) {
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (Piece piece : pieces(text)) {
            int space = piece.spaced() && line.length() > 0 ? 1 : 0;
            if (used > 0 && used + space + piece.width() > width) {
                lines.add(line.toString());
                line.setLength(0);
                used = 0;
                space = 0;
            }
            line.append(" ".repeat(space)).append(piece.text());
            used += space + piece.width();
        }
        lines.add(line.toString());
    }

    /** @param spaced whether a space stands before it */
    private record Piece(String text, int width, boolean spaced) {}

    private List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        for (String word : text.strip().split("[ \t]+")) {
            boolean spaced = true;
            int start = 0;
            int url = url(word);
            for (int i = word.offsetByCodePoints(0, word.isEmpty() ? 0 : 1);
                    i < word.length() && i <= url;
                    i += length(word, i)) {
                int before = word.codePointBefore(i);
                if (i == url ? isIdeographic(before) : mayBreak(before, word.codePointAt(i))) {
                    pieces.add(piece(word.substring(start, i), spaced));
                    start = i;
                    spaced = false;
                }
            }
            pieces.add(piece(word.substring(start), spaced));
        }
        return pieces;
    }

    private Piece piece(String text, boolean spaced) {
        return new Piece(text, Columns.width(marks.measurable(text)), spaced);
    }

    /** Where the address begins that ends the word; behind the word when there is none. */
    private static int url(String word) {
        Matcher url = URL.matcher(word);
        return url.find() ? url.start() : word.length();
    }

    private static int length(String word, int at) {
        return Character.charCount(word.codePointAt(at));
    }

    private static boolean mayBreak(int before, int after) {
        return isIdeographic(before)
                && isIdeographic(after)
                && NOT_AT_THE_START.indexOf(after) < 0
                && NOT_AT_THE_END.indexOf(before) < 0;
    }

    private static boolean isIdeographic(int c) {
        return Columns.isWide(c) && c < 0x1f300 || c >= 0x20000;
    }
}
