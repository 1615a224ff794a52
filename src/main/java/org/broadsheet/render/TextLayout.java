package org.broadsheet.render;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last pass over a text part: wraps what the template wrote, with a hanging indent, and leaves one blank line where
 * the template left several. Lines marked verbatim stay as they are.
 */
final class TextLayout {
    static final int WIDTH = 72;

    private static final Pattern START =
            Pattern.compile("^(\\s*(?:[-*•+>] +|\\d+[.)] +|\\[\\d+] +)?)(.*)$", Pattern.DOTALL);

    private final Marks marks;
    private final StringBuilder out = new StringBuilder();
    private boolean blank = true;

    private TextLayout(Marks marks) {
        this.marks = marks;
    }

    static String layOut(String text, Marks marks) {
        TextLayout layout = new TextLayout(marks);
        text.replace("\r\n", "\n").lines().forEach(layout::add);
        return layout.out.toString().stripTrailing() + "\n";
    }

    private void add(String line) {
        String bare = line.strip();
        if (marks.isEdge(bare)) {
            out.append(bare).append('\n');
        } else if (line.contains(marks.verbatim())) {
            write(line.replace(marks.verbatim(), ""));
        } else if (bare.isEmpty()) {
            if (!blank) {
                out.append('\n');
            }
            blank = true;
        } else {
            wrap(line.stripTrailing());
        }
    }

    private void write(String line) {
        out.append(line).append('\n');
        blank = false;
    }

    private void wrap(String line) {
        if (Columns.width(marks.measurable(line)) <= WIDTH) {
            write(line);
            return;
        }
        Matcher start = START.matcher(line);
        String lead = start.matches() ? start.group(1) : "";
        String hanging = lead.replaceAll("[^\\s>]", " ");
        List<String> lines = new LineWrap(marks).wrap(line.substring(lead.length()), WIDTH - Columns.width(lead));
        for (int i = 0; i < lines.size(); i++) {
            write((i == 0 ? lead : hanging) + lines.get(i));
        }
    }
}
