package org.broadsheet.cli;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.Segment;
import org.broadsheet.subscriber.SegmentParser;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Problem;

/** Looks whether what a segment names is there: a topic that nobody declares holds for everybody, and nobody would notice. */
final class SegmentWords {
    private SegmentWords() {}

    /**
     * @param where how whoever wrote the text knows it
     * @param text of the segment
     * @throws InputException for topics that none of the list's digests and editions declares, where they declare any
     */
    static void check(Workbench bench, MailingList list, Segment segment, String where, String text) {
        Set<String> known = bench.topics(list.name());
        List<Problem> unknown = segment.topics().stream()
                .filter(topic -> !known.isEmpty() && !known.contains(topic))
                .map(topic -> Problem.error(
                        "segment-topic",
                        SegmentParser.ofTopic(where, text, topic),
                        "the segment names the topic " + topic + ", which no digest or edition for list " + list.name()
                                + " has: it would mean everybody",
                        Nearest.hint(topic, known)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new InputException(unknown);
        }
    }

    /** Says which attributes nobody on the list has. */
    static void hints(Workbench bench, Terminal terminal, MailingList list, Segment segment) {
        Set<String> asked = segment.conditions()
                .filter(Segment.Attribute.class::isInstance)
                .map(part -> ((Segment.Attribute) part).name())
                .collect(Collectors.toCollection(TreeSet::new));
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
}
