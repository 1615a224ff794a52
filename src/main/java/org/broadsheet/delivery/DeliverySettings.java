package org.broadsheet.delivery;

import java.time.Duration;

/**
 * How fast and how patiently mail is handed over; {@code delivery:} in {@code broadsheet.yaml}.
 *
 * @param perSecond messages a second of this process, written {@code 200/s}, {@code 6000/m} or {@code 5000/h}; 0 for no
 *     limit
 * @param inDoubt what becomes of a message that the relay may or may not have taken when a process died
 * @param grace how late an edition may begin or go on without being asked for again
 * @param stop when an edition is paused for the server's refusals
 */
public record DeliverySettings(
        double perSecond, RetryPolicy retry, InDoubt inDoubt, Duration grace, Relay.Timeouts timeouts, StopRule stop) {
    public static final DeliverySettings DEFAULT = new DeliverySettings(
            0, RetryPolicy.DEFAULT, InDoubt.RESEND, Duration.ofHours(6), Relay.Timeouts.DEFAULT, StopRule.DEFAULT);

    public enum InDoubt {
        /** Once more, under the same Message-ID, so that most mailboxes show it once. */
        RESEND,
        HOLD
    }
}
