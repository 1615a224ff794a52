package org.broadsheet.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a run saves between two messages, all of it or nothing: how the last one ended and which one it is about to begin.
 *
 * @param epoch the run's; saved only while the shard still has it
 * @param ended the delivery that the outcome is about, null when none was begun
 * @param outcome null just when {@code ended} is
 * @param next the delivery that is about to be begun, null when the run stops here
 * @param after the delivery after that one, whose envelope would go ahead, null when none would
 */
record Step(
        ShardRef shard,
        long epoch,
        @Nullable Long ended,
        @Nullable Outcome outcome,
        @Nullable Long next,
        @Nullable Long after) {
    enum Answer {
        /** Saved; the next message may be begun, and the envelope of the one after it may go ahead. */
        GO,
        /** Saved; the next message may be begun, and nothing may go ahead. */
        ALONE,
        /** Saved, but the next delivery must not be begun now: the ledger says why. */
        HALT,
        /** Another run holds the shard: nothing was saved. */
        LOST
    }

    /** Whether the server said yes or no for good. */
    boolean isAnswered() {
        return outcome != null && (outcome.state() == DeliveryState.ACCEPTED || isRefused());
    }

    boolean isRefused() {
        return outcome != null && outcome.state() == DeliveryState.REJECTED && outcome.reply() != null;
    }
}
