package org.broadsheet.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A part of an iCalendar file between BEGIN and END, and what is in it. */
final class IcsComponent {
    private final String name;
    private final List<IcsLine> lines = new ArrayList<>();
    private final List<IcsComponent> parts = new ArrayList<>();

    IcsComponent(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(IcsLine line) {
        lines.add(line);
    }

    void add(IcsComponent part) {
        parts.add(part);
    }

    List<IcsComponent> parts(String wanted) {
        return parts.stream().filter(part -> part.name.equals(wanted)).toList();
    }

    List<IcsLine> all(String wanted) {
        return lines.stream().filter(line -> line.name().equals(wanted)).toList();
    }

    Optional<IcsLine> first(String wanted) {
        return all(wanted).stream().findFirst();
    }

    /** The text of the first line of that name; empty where there is none. */
    String text(String wanted) {
        return first(wanted).map(IcsLine::text).orElse("");
    }
}
