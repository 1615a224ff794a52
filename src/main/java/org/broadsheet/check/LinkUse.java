package org.broadsheet.check;

import java.util.List;
import java.util.stream.Collectors;
import org.broadsheet.edition.Slot;
import org.broadsheet.text.Position;
import org.jspecify.annotations.Nullable;

/**
 * A link of an edition.
 *
 * @param target as written
 * @param words what a reader sees of it; null where that is not known, empty where there is nothing to see
 */
record LinkUse(Position at, String target, @Nullable String words, Origin origin) {
    enum Origin {
        PROSE,
        /** What a point of a list begins with, or its only link. */
        POINT,
        /** The URL of an entry: its parser has judged whether it is one. */
        ENTRY,
        HTML
    }

    /** With something in place of each slot, so that what stands around them can be judged. */
    String filled() {
        List<Slot.Piece> pieces = Slot.split(target);
        return pieces.stream()
                .map(piece -> piece instanceof Slot.Literal literal ? literal.text() : "slot")
                .collect(Collectors.joining());
    }

    boolean isWeb() {
        return target.regionMatches(true, 0, "http://", 0, 7) || target.regionMatches(true, 0, "https://", 0, 8);
    }
}
