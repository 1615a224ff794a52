package org.broadsheet.subscriber;

/** Words that say how we know; whatever they hold, they fit their column. */
final class Evidence {
    private static final int LONGEST = 1000;

    private Evidence() {}

    static String bounded(String text) {
        String line = OneLine.of(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
