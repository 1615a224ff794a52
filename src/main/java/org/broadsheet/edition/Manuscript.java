package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.Lines;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/**
 * The body of a file, ready for Markdown: its line numbers are those of the file, the lines of the front matter are
 * blank, and the attributes of headings are taken out of their lines.
 *
 * @param attributes by the number of the heading's line
 */
record Manuscript(String file, List<String> lines, Map<Integer, Attributes> attributes) {
    private static final Set<String> KEYS = Set.of("id", "topic", "owner", "due", "status", "optional");
    private static final Pattern BRACES = Pattern.compile("(.*?\\S\\s+|)\\{([^{}]*)\\}(\\s*#*\\s*)");
    private static final Pattern UNDERLINE = Pattern.compile("\\s{0,3}(-+|=+)\\s*");

    static Manuscript read(String file, Lines whole, int frontMatterLines, Problems problems) {
        List<String> lines = new ArrayList<>(whole.list());
        for (int i = 0; i < frontMatterLines; i++) {
            lines.set(i, "");
        }
        Manuscript manuscript = new Manuscript(file, lines, new HashMap<>());
        Node outline = Markdown.outline(manuscript.text());
        for (Node node = outline.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                manuscript.takeAttributes(heading, problems);
            }
        }
        return manuscript;
    }

    String text() {
        return String.join("\n", lines);
    }

    Attributes attributes(Heading heading) {
        return attributes.getOrDefault(lineOf(heading), Attributes.NONE);
    }

    private void takeAttributes(Heading heading, Problems problems) {
        int number = lineOf(heading);
        String line = lines.get(number - 1);
        Matcher matcher = BRACES.matcher(line);
        if (!matcher.matches() || !Attributes.looksLikeOne(matcher.group(2))) {
            return;
        }
        Position at = new Position(file, number, matcher.start(2) + 1);
        if (heading.getLevel() != 2) {
            String message = "'{" + matcher.group(2) + "}' stays in the heading: only ## headings have attributes";
            problems.warning("foreign-syntax", at, message, "remove it");
            return;
        }
        attributes.put(number, Attributes.parse(at, matcher.group(2), KEYS, problems));
        lines.set(number - 1, matcher.group(1) + matcher.group(3));
    }

    /** The last line of the heading's words, which is not the line drawn under them. */
    private int lineOf(Heading heading) {
        List<SourceSpan> spans = heading.getSourceSpans();
        int last = spans.get(spans.size() - 1).getLineIndex() + 1;
        boolean underlined =
                spans.size() > 1 && UNDERLINE.matcher(lines.get(last - 1)).matches();
        return underlined ? last - 1 : last;
    }
}
