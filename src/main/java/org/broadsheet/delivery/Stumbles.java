package org.broadsheet.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers at whom the server hung up, so that one at whom it always does keeps nobody behind him from theirs. The first
 * time says nothing about him. Thread-safe.
 */
final class Stumbles {
    private static final int MOST = 10;

    /** Whose fault it seems to be that a message did not change hands. */
    enum Blame {
        /** The server's, as far as can be told: he is tried again at once, with those behind him. */
        SERVER,
        /** It happens at him again and again: those behind him go first. */
        PERHAPS_HIS,
        /** Others were accepted meanwhile: it costs him a try. */
        HIS
    }

    private record Stumble(int times, long acceptedBefore) {}

    private final Map<Long, Stumble> stumbles = new ConcurrentHashMap<>();
    private final AtomicLong accepted = new AtomicLong();

    /** Another message was taken: the server works. */
    void noteAccepted() {
        accepted.incrementAndGet();
    }

    Blame at(long delivery) {
        long now = accepted.get();
        Stumble stumble = stumbles.merge(
                delivery, new Stumble(1, now), (was, first) -> new Stumble(was.times() + 1, was.acceptedBefore()));
        if (stumble.times() == 1) {
            return Blame.SERVER;
        }
        return now > stumble.acceptedBefore() || stumble.times() > MOST ? Blame.HIS : Blame.PERHAPS_HIS;
    }
}
