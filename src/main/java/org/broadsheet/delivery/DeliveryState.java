package org.broadsheet.delivery;

import org.broadsheet.store.Word;

/** Where a delivery stands. There is no "delivered": a 250 proves only that the next hop took the message. */
public enum DeliveryState {
    PENDING,
    /** The intent is saved, the outcome is not known yet. */
    SENDING,
    ACCEPTED,
    /** The server said not now; another try is due at a stated time. */
    DEFERRED,
    REJECTED,
    /** The address must not be written to, or its owner has left the list since. */
    SUPPRESSED,
    /** There was nothing in the edition that this subscriber wants. */
    SKIPPED,
    /** The message may or may not have been taken: the process or the connection died before the answer was saved. */
    IN_DOUBT,
    CANCELLED;

    /** As it is stored and shown. */
    public String word() {
        return Word.of(this);
    }

    public static DeliveryState of(String word) {
        return Word.read(DeliveryState.class, word);
    }

    /** True when nothing more will be done for this delivery. */
    public boolean settled() {
        return switch (this) {
            case ACCEPTED, REJECTED, SUPPRESSED, SKIPPED, CANCELLED -> true;
            case PENDING, SENDING, DEFERRED, IN_DOUBT -> false;
        };
    }
}
