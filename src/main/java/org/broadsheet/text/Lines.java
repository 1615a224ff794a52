package org.broadsheet.text;

import java.util.ArrayList;
import java.util.List;

/** The lines of a text, without their ends; LF, CRLF and CR all end a line. */
public final class Lines {
    private final List<String> lines;

    private Lines(List<String> lines) {
        this.lines = lines;
    }

    public static Lines of(String text) {
        List<String> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                lines.add(text.substring(begin, i));
                i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
                begin = i + 1;
            }
        }
        lines.add(text.substring(begin));
        return new Lines(List.copyOf(lines));
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
