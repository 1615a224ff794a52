package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.source.BlockKind;
import org.broadsheet.text.Lines;
import org.broadsheet.text.Slug;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/**
 * The file of an edition in pieces that can be changed one by one. Put together again they are the file, byte for byte: what
 * nobody touches stays as it was written. Not thread-safe.
 */
final class Outline {
    private static final Pattern HEADING = Pattern.compile("\\s{0,3}(?:##\\s+)?(.*?)\\s*(?:\\{([^{}]*)\\})?\\s*#*\\s*");
    private static final Pattern ID = Pattern.compile("(?:^|\\s)#(\\S+)");

    /** What a piece of a section is. */
    enum Form {
        HEADING,
        PROSE,
        BLOCK,
        SOURCE,
        /** Of a snippet, or beside one ({@link SnippetReader}). */
        SNIPPET
    }

    /** A piece with the empty lines behind it. */
    static final class Piece {
        final Form form;
        List<String> lines;
        List<String> gap;

        Piece(Form form, List<String> lines, List<String> gap) {
            this.form = form;
            this.lines = new ArrayList<>(lines);
            this.gap = new ArrayList<>(gap);
        }

        Piece copy() {
            return new Piece(form, lines, gap);
        }

        boolean isSameAs(Piece other) {
            return form == other.form && text().equals(other.text());
        }

        /** Blanks at the ends of lines, which editors take away, make no difference. */
        String text() {
            return String.join("\n", lines.stream().map(String::stripTrailing).toList());
        }

        /** The word behind the fence. */
        String word() {
            return lines.get(0).strip().replaceFirst("^[`~]+\\s*", "").split("\\s", 2)[0];
        }

        boolean isProse() {
            return form == Form.PROSE;
        }
    }

    /**
     * What stands before the first heading, or a section.
     *
     * @param id empty for the opening; that of a section is the one its heading gives, or is made of its title
     */
    record Part(String id, List<Piece> pieces) {
        String title() {
            Matcher heading =
                    HEADING.matcher(pieces.isEmpty() ? "" : pieces.get(0).lines.get(0));
            return heading.matches() ? heading.group(1) : id;
        }

        Part copy() {
            return new Part(id, new ArrayList<>(pieces.stream().map(Piece::copy).toList()));
        }
    }

    private final String mark; // of the order of bytes, as some editors put it before the first line
    private final String lineEnd;
    final List<String> front;
    private final List<String> lead; // lines before the first piece
    final List<Part> parts = new ArrayList<>();

    private Outline(String mark, String lineEnd, List<String> front, List<String> lead) {
        this.mark = mark;
        this.lineEnd = lineEnd;
        this.front = new ArrayList<>(front);
        this.lead = lead;
    }

    static Outline of(String text) {
        String mark = text.startsWith("\ufeff") ? "\ufeff" : "";
        List<String> lines = Lines.of(text.substring(mark.length())).list();
        int close = closing(lines);
        List<String> body = new ArrayList<>(lines);
        for (int i = 0; i < close; i++) {
            body.set(i, "");
        }
        List<Node> nodes = new ArrayList<>();
        for (Node node = Markdown.outline(String.join("\n", body)).getFirstChild();
                node != null;
                node = node.getNext()) {
            if (!node.getSourceSpans().isEmpty()) {
                nodes.add(node);
            }
        }
        int first = nodes.isEmpty() ? lines.size() : first(nodes.get(0));
        String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        Outline outline = new Outline(mark, lineEnd, lines.subList(0, close), lines.subList(close, first));
        outline.take(nodes, lines);
        return outline;
    }

    private void take(List<Node> nodes, List<String> lines) {
        Part part = new Part("", new ArrayList<>());
        parts.add(part);
        for (int i = 0; i < nodes.size(); i++) {
            int begin = first(nodes.get(i));
            int end = i + 1 < nodes.size() ? first(nodes.get(i + 1)) : lines.size();
            int blank = end;
            while (blank > begin + 1 && lines.get(blank - 1).isBlank()) {
                blank--;
            }
            Piece piece = new Piece(form(nodes.get(i)), lines.subList(begin, blank), lines.subList(blank, end));
            if (piece.form == Form.HEADING) {
                part = new Part(id(piece.lines.get(0)), new ArrayList<>());
                parts.add(part);
            }
            part.pieces().add(piece);
        }
    }

    private static int closing(List<String> lines) {
        int dashes = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).stripTrailing().equals("---") && ++dashes == 2) {
                return i + 1;
            }
        }
        return 0;
    }

    private static int first(Node node) {
        return node.getSourceSpans().stream()
                .mapToInt(SourceSpan::getLineIndex)
                .min()
                .orElseThrow();
    }

    private static Form form(Node node) {
        if (node instanceof Heading heading && heading.getLevel() == 2) {
            return Form.HEADING;
        }
        String info = node instanceof FencedCodeBlock fence && fence.getInfo() != null ? fence.getInfo() : "";
        String word = info.strip().split("\\s", 2)[0];
        if (word.equals("source")) {
            return Form.SOURCE;
        }
        boolean ours =
                Stream.of(BlockKind.values()).anyMatch(kind -> kind.word().equals(word));
        return ours ? Form.BLOCK : Form.PROSE;
    }

    private static String id(String line) {
        Matcher heading = HEADING.matcher(line);
        String title = heading.matches() ? heading.group(1) : line;
        Matcher id = ID.matcher(heading.matches() && heading.group(2) != null ? heading.group(2) : "");
        return id.find() ? id.group(1) : Slug.of(title);
    }

    /** The number of the line on which the first piece begins. */
    int firstLine() {
        return front.size() + lead.size() + 1;
    }

    /** Puts a part at a place among the others. */
    void insert(Part part, int at) {
        List<Piece> before = parts.get(at - 1).pieces();
        if (!before.isEmpty()) {
            separate(before.get(before.size() - 1));
        }
        parts.add(at, part);
        separate(part.pieces().get(part.pieces().size() - 1));
    }

    /** Puts a piece behind another of the same part; before all others when that is -1. */
    void insert(Part part, int after, Piece piece) {
        List<Piece> pieces = part.pieces();
        if (after >= 0) {
            separate(pieces.get(after));
        }
        pieces.add(after + 1, piece);
        separate(piece);
    }

    /** At the end of the file the empty line is the end of the last one. */
    private static void separate(Piece piece) {
        if (piece.gap.isEmpty()) {
            piece.gap.add("");
        }
    }

    String text() {
        List<String> lines = new ArrayList<>(front);
        lines.addAll(lead);
        for (Part part : parts) {
            for (Piece piece : part.pieces()) {
                lines.addAll(piece.lines);
                lines.addAll(piece.gap);
            }
        }
        return mark + String.join(lineEnd, lines);
    }
}
