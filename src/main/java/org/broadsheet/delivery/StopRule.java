package org.broadsheet.delivery;

import java.util.Locale;

/**
 * When so much is refused that something is wrong with the edition, the list or the sender, and going on would do harm.
 *
 * @param share of the answered deliveries that may be rejected for good, from 0 to 1; 1 never stops
 * @param after how many answers it takes before the share means anything
 */
public record StopRule(double share, int after) {
    public static final StopRule DEFAULT = new StopRule(0.05, 200);

    boolean isMet(int answered, int refused) {
        return answered >= after && refused > answered * share;
    }

    String words(int answered, int refused) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d were rejected (%.1f %%), more than the %.1f %% that delivery.stop allows",
                refused,
                answered,
                100.0 * refused / answered,
                100 * share);
    }
}
