package org.broadsheet.cli;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.Segment;
import org.broadsheet.text.Nearest;

/** Looks whether what a segment names is there: a topic that nobody declares holds for everybody, and nobody would notice. */
final class SegmentWords {
    private SegmentWords() {}

    /**
     * @throws Failure for a topic that none of the list's digests and editions declares, where they declare any
     */
    static void check(Workbench bench, MailingList list, Segment segment) {
        Set<String> known = Topics.of(bench, list.name());
        each(segment, part -> {
            if (part instanceof Segment.Topic topic && !known.isEmpty() && !known.contains(topic.key())) {
                throw Failure.usage(
                        "The segment names the topic " + topic.key() + ", which no digest or edition for list "
                                + list.name() + " has: it would mean everybody; " + Nearest.hint(topic.key(), known));
            }
        });
    }

    /** Says which attributes nobody on the list has. */
    static void hints(Workbench bench, Terminal terminal, MailingList list, Segment segment) {
        Set<String> asked = new TreeSet<>();
        each(segment, part -> {
            if (part instanceof Segment.Attribute attribute) {
                asked.add(attribute.name());
            }
        });
        if (asked.isEmpty()) {
            return;
        }
        Set<String> known = bench.census().attributes(list);
        asked.removeAll(known);
        for (String name : asked) {
            terminal.complain("warning: nobody on list " + list.name() + " has an attribute " + name + "; "
                    + (known.isEmpty() ? "nobody has any" : Nearest.hint(name, known)));
        }
    }

    private static void each(Segment segment, Consumer<Segment> look) {
        look.accept(segment);
        for (Segment part : parts(segment)) {
            each(part, look);
        }
    }

    private static List<Segment> parts(Segment segment) {
        if (segment instanceof Segment.All all) {
            return all.parts();
        } else if (segment instanceof Segment.Any any) {
            return any.parts();
        }
        return segment instanceof Segment.Not not ? List.of(not.part()) : List.of();
    }
}
