package org.broadsheet.edition;

import java.util.Locale;

/** Where an edition stands once it is approved; before that it is a file. */
public enum EditionState {
    APPROVED,
    SENDING,
    PAUSED,
    CANCELLED,
    /** Every delivery is settled. */
    SENT;

    /** As it is stored and shown. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static EditionState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
