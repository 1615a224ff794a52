package org.broadsheet.check;

import java.time.LocalDate;
import org.broadsheet.source.Item;

/** Events that are over, or whose time means something else to each reader. */
final class EventTimes implements Inspection {
    @Override
    public void inspect(Draft draft, Findings findings) {
        for (Item item : draft.matter().items()) {
            if (item instanceof Item.Event event) {
                LocalDate last = event.until() == null ? event.date() : event.until();
                if (last.isBefore(draft.day())) {
                    String message = "'" + event.title() + "' is over on " + draft.day();
                    findings.add(ContentRule.PAST_EVENT, event.at(), message, "mend its date, or leave it out");
                }
                boolean anywhere = event.zone() == null && draft.front().ownZone() == null;
                if (event.time() != null && anywhere) {
                    String message = "'" + event.title() + "' is at " + event.time() + ", in no time zone";
                    String hint = "add zone: Europe/Amsterdam to it, or to the front matter";
                    findings.add(ContentRule.EVENT_WITHOUT_ZONE, event.at(), message, hint);
                }
            }
        }
    }
}
