package org.broadsheet.check;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.broadsheet.subscriber.Segment;
import org.broadsheet.text.Nearest;

/** A topic that nobody declares has no opt-outs: a slip of the fingers would change who gets the mail. */
final class SegmentTopics implements Inspection {
    @Override
    public void inspect(Draft draft, Findings findings) {
        Segment segment = draft.front().segment();
        if (segment == null || segment.topics().isEmpty()) {
            return; // the other files of the workspace are read only where it matters
        }
        String list = draft.front().list();
        Set<String> known = new TreeSet<>(draft.around().topics().apply(list));
        known.addAll(draft.front().topics().keySet());
        for (String topic : segment.topics()) {
            if (!known.isEmpty() && !known.contains(topic)) {
                findings.add(
                        ContentRule.SEGMENT_TOPIC,
                        draft.lines().within("segment", naming(topic)),
                        "the segment names the topic " + topic + ", which list " + list + " does not have",
                        Nearest.hint(topic, known));
            }
        }
    }

    /** As the language of segments writes it, whose quotes a YAML text may have to escape. */
    private static Pattern naming(String topic) {
        return Pattern.compile("(?i:topic)\\s*[:=][\\s\"\\\\]*(?<at>" + Pattern.quote(topic) + ")(?![\\w-])");
    }
}
