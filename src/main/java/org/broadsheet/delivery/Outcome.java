package org.broadsheet.delivery;

import java.time.Instant;
import org.broadsheet.mail.Reply;
import org.jspecify.annotations.Nullable;

/**
 * How a try at a delivery ended, ready to be saved.
 *
 * @param reason in words, where the state and the reply do not say it all
 * @param reply the server's, null when it gave none
 * @param nextTry when to try again, null when the state is settled or when it may be at once
 * @param costsTry whether the try counts as one of the recipient's; trouble of the server or of ours does not
 */
record Outcome(
        DeliveryState state,
        @Nullable String reason,
        @Nullable Reply reply,
        @Nullable Instant nextTry,
        boolean costsTry) {
    /** A reason may quote a server, and is cut to what the ledger holds. */
    private static final int LONGEST_REASON = 300;

    Outcome {
        reason = reason == null ? null : OneLine.clip(reason, LONGEST_REASON);
    }

    static Outcome accepted(Reply reply) {
        return new Outcome(DeliveryState.ACCEPTED, null, reply, null, true);
    }

    static Outcome deferred(Reply reply, Instant nextTry) {
        return new Outcome(DeliveryState.DEFERRED, null, reply, nextTry, true);
    }

    /** Without an answer that could be kept. */
    static Outcome postponed(String reason, Instant nextTry, boolean costsTry) {
        return new Outcome(DeliveryState.DEFERRED, reason, null, nextTry, costsTry);
    }

    static Outcome rejected(@Nullable Reply reply, @Nullable String reason) {
        return new Outcome(DeliveryState.REJECTED, reason, reply, null, true);
    }

    static Outcome inDoubt(String reason, Instant nextTry) {
        return new Outcome(DeliveryState.IN_DOUBT, reason, null, nextTry, true);
    }

    static Outcome givenBack(String reason) {
        return new Outcome(DeliveryState.PENDING, reason, null, null, false);
    }

    static Outcome suppressed(String reason) {
        return new Outcome(DeliveryState.SUPPRESSED, reason, null, null, false);
    }

    static Outcome skipped(String reason) {
        return new Outcome(DeliveryState.SKIPPED, reason, null, null, false);
    }
}
