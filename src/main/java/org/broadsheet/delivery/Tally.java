package org.broadsheet.delivery;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many deliveries of an edition stand in each state. Thread-safe.
 *
 * @param counts only of states that occur
 * @param doubted deliveries that were in doubt at some time, whatever became of them
 */
public record Tally(Map<DeliveryState, Integer> counts, int doubted) {
    public Tally {
        Map<DeliveryState, Integer> copy = new EnumMap<>(DeliveryState.class);
        copy.putAll(counts);
        counts = Collections.unmodifiableMap(copy);
    }

    public int of(DeliveryState state) {
        return counts.getOrDefault(state, 0);
    }

    /** All that the edition is owed to: the sum of every state. */
    public int intended() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int settled() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().settled())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    public int unsettled() {
        return intended() - settled();
    }

    /** What could be done at once: not settled, and not waiting for its next try. */
    public int underWay() {
        return of(DeliveryState.PENDING) + of(DeliveryState.SENDING);
    }
}
