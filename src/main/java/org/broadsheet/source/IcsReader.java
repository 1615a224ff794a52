package org.broadsheet.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.broadsheet.fetch.FetchException;

/** Reads the form of iCalendar (RFC 5545 §3.1), and is lenient where that cannot be misunderstood. */
final class IcsReader {
    private static final int DEEPEST = 20;
    private static final int MOST_LINES = 500_000;

    private IcsReader() {}

    /** @return what stands in the file: calendars, as parts of one that has no name */
    static IcsComponent read(byte[] bytes) throws FetchException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String unfolded = (text.startsWith("\ufeff") ? text.substring(1) : text).replaceAll("(\r\n|\n|\r)[ \t]", "");
        String[] lines = unfolded.split("\r\n|\n|\r");
        if (lines.length > MOST_LINES) {
            throw new FetchException("it has more than " + MOST_LINES + " lines", false);
        }
        IcsComponent root = new IcsComponent("");
        Deque<IcsComponent> open = new ArrayDeque<>();
        open.push(root);
        for (String line : lines) {
            Optional<IcsLine> parsed = IcsLine.parse(line);
            if (parsed.isPresent()) {
                take(parsed.get(), open);
            }
        }
        if (root.parts("VCALENDAR").isEmpty()) {
            throw new FetchException("this is no calendar: it does not begin with BEGIN:VCALENDAR", false);
        }
        if (open.size() > 1) {
            throw new FetchException(
                    "this calendar ends before its " + open.getFirst().name() + " does", false);
        }
        return root;
    }

    private static void take(IcsLine line, Deque<IcsComponent> open) throws FetchException {
        String value = line.value().strip().toUpperCase(Locale.ROOT);
        if (line.name().equals("BEGIN")) {
            IcsComponent part = new IcsComponent(value);
            open.getFirst().add(part);
            open.push(part);
            if (open.size() > DEEPEST) {
                throw new FetchException("it nests deeper than any calendar", false);
            }
        } else if (line.name().equals("END")) {
            if (!open.getFirst().name().equals(value)) {
                throw new FetchException("this calendar ends a " + shown(value) + " that it did not begin", false);
            }
            open.pop();
        } else {
            open.getFirst().add(line);
        }
    }

    private static String shown(String name) {
        return name.length() > 30 ? name.substring(0, 30) + "…" : name;
    }
}
