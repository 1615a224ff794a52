package org.broadsheet.delivery;

import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When owners are reminded of sections that are not done; {@code reminders:} in {@code broadsheet.yaml}.
 *
 * @param before so many days before the section is due, each once
 * @param overdue so many days after it was, each once
 * @param at on the clock of the edition's zone
 */
public record ReminderSettings(List<Integer> before, List<Integer> overdue, LocalTime at) {
    public static final LocalTime USUAL = LocalTime.of(9, 0);

    /** Nobody is reminded. */
    public static final ReminderSettings NONE = new ReminderSettings(List.of(), List.of(), USUAL);

    public ReminderSettings {
        before = List.copyOf(before);
        overdue = List.copyOf(overdue);
    }

    public static ReminderSettings of(List<Integer> before, List<Integer> overdue, @Nullable LocalTime at) {
        return new ReminderSettings(before, overdue, at == null ? USUAL : at);
    }
}
