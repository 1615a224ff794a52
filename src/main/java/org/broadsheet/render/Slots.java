package org.broadsheet.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.broadsheet.edition.Slot;
import org.broadsheet.edition.Slot.EditionField;

/** Settles the slots of an edition: those of the edition at once, those of the subscriber as marks. */
final class Slots {
    private final Marks marks;
    private final Map<EditionField, String> edition;

    Slots(Marks marks, Map<EditionField, String> edition) {
        this.marks = marks;
        this.edition = edition;
    }

    /** Plain text. */
    String mark(Slot slot) {
        return settle(slot, false);
    }

    /** A text that may hold slots, as plain text. */
    String markText(String text) {
        return mark(text, false);
    }

    /** The target of a link that may hold slots; each becomes a part of the URL that cannot change the rest. */
    String markUrl(String url) {
        return mark(url, true);
    }

    /** For a header field, which has no marks: it is written anew for each recipient. */
    Subject subject(String text) {
        List<Subject.Part> parts = new ArrayList<>();
        for (Slot.Piece piece : Slot.split(text)) {
            if (piece instanceof Slot.Literal literal) {
                parts.add(new Subject.Literal(literal.text()));
            } else if (piece instanceof Slot.Hole hole && hole.slot() instanceof Slot.OfSubscriber slot) {
                parts.add(new Subject.Hole(personal(slot, false)));
            } else if (piece instanceof Slot.Hole hole) {
                parts.add(new Subject.Literal(settle(hole.slot(), false)));
            }
        }
        return new Subject(List.copyOf(parts));
    }

    private String mark(String text, boolean insideUrl) {
        StringBuilder out = new StringBuilder();
        for (Slot.Piece piece : Slot.split(text)) {
            if (piece instanceof Slot.Literal literal) {
                out.append(literal.text());
            } else if (piece instanceof Slot.Hole hole) {
                out.append(settle(hole.slot(), insideUrl));
            }
        }
        return out.toString();
    }

    private String settle(Slot slot, boolean insideUrl) {
        if (slot instanceof Slot.OfEdition ofEdition) {
            String value = edition.getOrDefault(ofEdition.field(), "");
            return insideUrl ? Personal.percentEncoded(value) : value;
        }
        return marks.slot(personal((Slot.OfSubscriber) slot, insideUrl));
    }

    private static Personal personal(Slot.OfSubscriber slot, boolean insideUrl) {
        return new Personal(field(slot.field()), slot.fallback(), insideUrl);
    }

    private static Personal.Field field(Slot.SubscriberField field) {
        return switch (field) {
            case NAME -> Personal.Field.NAME;
            case FIRST_NAME -> Personal.Field.FIRST_NAME;
            case ADDRESS -> Personal.Field.ADDRESS;
        };
    }
}
