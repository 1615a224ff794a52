package org.broadsheet.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.jspecify.annotations.Nullable;

/** Cuts a finished part at its marks. */
final class Cutter {
    private final Marks marks;
    private final Medium medium;
    private final List<@Nullable String> topics;
    private final Position template;
    private final List<Segment> segments = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private final StringBuilder pending = new StringBuilder();

    private Cutter(Marks marks, Medium medium, List<@Nullable String> topics, Position template) {
        this.marks = marks;
        this.medium = medium;
        this.topics = topics;
        this.template = template;
    }

    /**
     * @param topics of the sections, in order; null for a section that everybody gets
     * @param template to name when it has lost a mark
     */
    static List<Segment> cut(
            String part, Marks marks, Medium medium, List<@Nullable String> topics, Position template) {
        Cutter cutter = new Cutter(marks, medium, topics, template);
        cutter.cut(part.endsWith("\n") ? part : part + "\n");
        return List.copyOf(cutter.segments);
    }

    private void cut(String part) {
        Matcher mark = marks.pattern(medium).matcher(part);
        int done = 0;
        while (mark.find()) {
            boolean slot = mark.group(1) != null;
            pending.append(part, done, mark.start() - (slot ? 0 : Marks.before(medium)));
            done = mark.end();
            if (slot) {
                flush();
                segments.add(Segment.slot(wanted(), marks.slot(Integer.parseInt(mark.group(2)))));
            } else {
                edge(mark.group(3).equals("o"), Integer.parseInt(mark.group(4)));
            }
        }
        // What stands here goes to everybody and ends a line, so no part ends in a soft line break.
        pending.append(part, done, part.length());
        flush();
        if (!open.isEmpty()) {
            throw problem(open.peek());
        }
    }

    private void edge(boolean begins, int section) {
        boolean cuts = topics.get(section - 1) != null;
        if (cuts) {
            flush();
        }
        if (begins) {
            open.push(section);
        } else if (!Objects.equals(open.poll(), section)) {
            throw problem(section);
        }
    }

    private void flush() {
        if (pending.length() > 0) {
            segments.add(Segment.literal(wanted(), pending.toString()));
            pending.setLength(0);
        }
    }

    private List<String> wanted() {
        List<String> wanted = new ArrayList<>();
        for (int section : open) {
            String topic = topics.get(section - 1);
            if (topic != null && !wanted.contains(topic)) {
                wanted.add(topic);
            }
        }
        return List.copyOf(wanted);
    }

    private InputException problem(int section) {
        return new InputException(Problem.error(
                "unbalanced-section",
                template,
                "The template does not write both {{{open}}} and {{{close}}} of section " + section + ", in this order",
                "write {{{open}}} before and {{{close}}} after all that belongs to a section"));
    }
}
