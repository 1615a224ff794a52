package org.broadsheet.source;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of block that an edition may contain; the lower-case name is the info string of its fence. */
public enum BlockKind {
    ITEMS,
    TALKS,
    PEOPLE,
    PHOTOS,
    THEMES,
    EVENTS,
    RELEASES,
    CHANGES,
    CHART;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<BlockKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
