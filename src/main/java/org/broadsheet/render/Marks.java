package org.broadsheet.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stand-ins in rendered text for what differs between recipients: a slot, the begin and end of a section. Each is one
 * word that no tool on the way alters, and holds a key that is a hash over the text of the edition: a text cannot contain
 * its own hash, so nothing in it can pose as a mark, and the same edition still gives the same bytes.
 */
final class Marks {
    /** How long a key is. */
    static final int KEY = 32;

    private static final String ANY_SLOT_AS_WIDE_AS = "xxxxxxxx"; // a first name, mostly

    private final String key;
    private final Pattern slot;
    private final List<Personal> slots = new ArrayList<>();

    /** @param key 32 hexadecimal digits */
    Marks(String key) {
        this.key = key;
        this.slot = Pattern.compile(key + "s(\\d+)z");
    }

    String slot(Personal personal) {
        slots.add(personal);
        return key + "s" + (slots.size() - 1) + "z";
    }

    Personal slot(int index) {
        return slots.get(index);
    }

    String open(int section, Medium medium) {
        return edge("o", section, medium);
    }

    String close(int section, Medium medium) {
        return edge("c", section, medium);
    }

    /** A comment is allowed wherever a section of a mail may begin, between the rows of a table too. */
    private String edge(String kind, int section, Medium medium) {
        String mark = key + kind + section + "z";
        return medium == Medium.HTML ? "<!--" + mark + "-->" : mark;
    }

    /** Put anywhere into a line of text that must stay as it is. */
    String verbatim() {
        return key + "v0z";
    }

    /**
     * Finds slots (groups 1 and 2: kind and index) and edges (groups 3 and 4) in finished text. The key stands first in it, so
     * that what is between two marks is leapt over.
     */
    Pattern pattern(Medium medium) {
        String edge = medium == Medium.HTML ? "(?<=<!--.{32})([oc])(\\d+)z-->" : "([oc])(\\d+)z\n";
        return Pattern.compile(key + "(?:(s)(\\d+)z|" + edge + ")");
    }

    /** How much of an edge stands before what the pattern finds of it. */
    static int before(Medium medium) {
        return medium == Medium.HTML ? "<!--".length() : 0;
    }

    /** Whether a line of text is the edge of a section and nothing else. */
    boolean isEdge(String line) {
        return line.length() < key.length() + 12 && line.startsWith(key) && line.matches(key + "[oc]\\d+z");
    }

    /** The text with something of usual width in place of its slots. */
    String measurable(String text) {
        if (!text.contains(key)) {
            return text;
        }
        return slot.matcher(text).replaceAll(Matcher.quoteReplacement(ANY_SLOT_AS_WIDE_AS));
    }
}
