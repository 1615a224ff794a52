package org.broadsheet.text;

import java.util.List;
import java.util.regex.Pattern;

/** The lines of a text, without their ends; LF, CRLF and CR all end a line. */
public final class Lines {
    private static final Pattern END = Pattern.compile("\r\n|\n|\r");

    private final List<String> lines;

    private Lines(List<String> lines) {
        this.lines = lines;
    }

    public static Lines of(String text) {
        return new Lines(List.of(END.split(text, -1)));
    }

    /** At least 1: what follows the last line end counts, empty or not. */
    public int count() {
        return lines.size();
    }

    /** @param number from 1; a line that does not exist is empty */
    public String line(int number) {
        return number < 1 || number > lines.size() ? "" : lines.get(number - 1);
    }

    public List<String> list() {
        return lines;
    }
}
