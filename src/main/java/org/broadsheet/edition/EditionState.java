package org.broadsheet.edition;

import org.broadsheet.store.Word;

/** Where an edition stands once it is approved; before that it is a file. */
public enum EditionState {
    APPROVED,
    /** Begins by itself at its time. */
    SCHEDULED,
    SENDING,
    /** Late beyond its grace: a person decides whether it still goes out. */
    HELD,
    PAUSED,
    CANCELLED,
    /** Every delivery is settled. */
    SENT;

    /** True when nobody is written to any more, unless a person asks for it. */
    public boolean isFinished() {
        return this == SENT || this == CANCELLED;
    }

    /** As it is stored and shown. */
    public String word() {
        return Word.of(this);
    }

    public static EditionState of(String word) {
        return Word.read(EditionState.class, word);
    }
}
