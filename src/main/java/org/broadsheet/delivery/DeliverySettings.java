package org.broadsheet.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast and how patiently mail is handed over; {@code delivery:} in {@code broadsheet.yaml}.
 *
 * @param rates of each process
 * @param noticeRates of the notices of each process, apart from the others
 * @param inDoubt what becomes of a message that the relay may or may not have taken when a process died
 * @param grace how late an edition may begin or go on without being asked for again
 * @param stop when an edition is paused for the server's refusals
 * @param warmUp how much may go each day, over all processes; null for as much as there is
 */
public record DeliverySettings(
        Rates.Settings rates,
        List<Rate> noticeRates,
        RetryPolicy retry,
        InDoubt inDoubt,
        Duration grace,
        Relay.Timeouts timeouts,
        StopRule stop,
        @Nullable WarmUp warmUp) {
    public static final DeliverySettings DEFAULT = new DeliverySettings(
            Rates.Settings.NONE,
            List.of(),
            RetryPolicy.DEFAULT,
            InDoubt.RESEND,
            Duration.ofHours(6),
            Relay.Timeouts.DEFAULT,
            StopRule.DEFAULT,
            null);

    public enum InDoubt {
        /** Once more, under the same Message-ID, so that most mailboxes show it once. */
        RESEND,
        HOLD
    }
}
