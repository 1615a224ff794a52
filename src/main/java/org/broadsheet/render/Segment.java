package org.broadsheet.render;

import java.util.List;
import java.util.Set;
import org.broadsheet.mail.QuotedPrintable;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a part of a mailing, ready to be sent: either the same for everybody or a slot.
 *
 * @param topics that have to be wanted, all of them; mostly none or one
 * @param text what is the same for everybody; empty in a slot
 * @param encoded the text in transfer encoding
 */
record Segment(
        List<String> topics,
        String text,
        byte[] encoded,
        @Nullable Personal slot) {
    private static final byte[] NOTHING = new byte[0];

    static Segment literal(List<String> topics, String text) {
        return new Segment(topics, text, QuotedPrintable.encode(text), null);
    }

    static Segment slot(List<String> topics, Personal slot) {
        return new Segment(topics, "", NOTHING, slot);
    }

    boolean isFor(Set<String> optedOut) {
        for (String topic : topics) {
            if (optedOut.contains(topic)) {
                return false;
            }
        }
        return true;
    }

    String text(Recipient recipient, Medium medium) {
        return slot == null ? text : slot.value(recipient, medium);
    }

    byte[] encoded(Recipient recipient, Medium medium) {
        if (slot == null) {
            return encoded;
        }
        String value = slot.value(recipient, medium);
        return value.isEmpty() ? NOTHING : QuotedPrintable.encode(value);
    }
}
