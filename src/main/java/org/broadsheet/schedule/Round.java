package org.broadsheet.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that {@code serve} looks after about once a minute: reminders that are due, say. Registered in {@code App}. Of all
 * processes that share a database, one at a time goes through the rounds, in the order of their registration.
 */
public interface Round {
    /** As the log calls it. */
    String name();

    /**
     * Does what is due by now. A process may die in the middle of it, and another round may come at once: what was done must
     * be found done the next time. What it throws is logged, and keeps no other round from its turn.
     */
    void go();

    /** When it wants to be called before its regular turn, to be on time; empty for no wish. Asked after each {@link #go}. */
    default Optional<Instant> next() {
        return Optional.empty();
    }
}
