package org.broadsheet.edition;

import org.broadsheet.store.Word;

/** For what an edition waits that is held. */
public enum Hold {
    /** Somebody decides whether it still goes out. */
    PERSON,
    /** Its digest is paused, is gone, or has no schedule any more: where that is over within its grace, it goes out. */
    DIGEST;

    /** As it is stored and shown. */
    public String word() {
        return Word.of(this);
    }

    static Hold of(String word) {
        return Word.read(Hold.class, word);
    }
}
