package org.broadsheet;

import java.time.Clock;
import org.broadsheet.delivery.Reminders;
import org.broadsheet.schedule.Round;

/** Reminds the owners of sections that are due. */
record ReminderRound(Reminders reminders, Clock clock) implements Round {
    @Override
    public String name() {
        return "reminders";
    }

    @Override
    public void go() {
        reminders.remind(clock.instant());
    }
}
