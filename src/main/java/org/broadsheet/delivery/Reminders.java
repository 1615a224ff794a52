package org.broadsheet.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.OpenEdition;
import org.broadsheet.edition.Owners;
import org.broadsheet.edition.Section;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reminds owners of sections that are to be done, or were to be. */
public final class Reminders {
    private static final Logger log = LoggerFactory.getLogger(Reminders.class);
    private static final int LONGEST_ID = 100;

    private final Function<Instant, List<OpenEdition>> editions;
    private final Owners owners;
    private final ReminderSettings settings;
    private final DeskNotices notices;

    /** @param editions those that are open at an instant */
    public Reminders(
            Function<Instant, List<OpenEdition>> editions,
            Owners owners,
            ReminderSettings settings,
            DeskNotices notices) {
        this.editions = editions;
        this.owners = owners;
        this.settings = settings;
        this.notices = notices;
    }

    private record Moment(Instant at, String words, boolean late) {}

    /**
     * Writes every reminder that is due and was not written. After an outage an owner gets the last one only.
     *
     * @return how many were written
     */
    public int remind(Instant now) {
        if (settings.before().isEmpty() && settings.overdue().isEmpty()) {
            return 0;
        }
        int written = 0;
        for (OpenEdition open : editions.apply(now)) {
            Edition edition = open.parsed().edition(); // of one that cannot be read nobody knows who sends it
            if (edition != null) {
                for (Section section : open.openSections()) {
                    written += remind(open, edition, section, now) ? 1 : 0;
                }
            }
        }
        return written;
    }

    private boolean remind(OpenEdition open, Edition edition, Section section, Instant now) {
        LocalDate due = section.due();
        Optional<MailAddress> owner = Optional.ofNullable(section.owner()).flatMap(owners::find);
        Optional<Moment> moment =
                due == null ? Optional.empty() : last(due, edition.front().zone(), now);
        if (due == null || owner.isEmpty() || moment.isEmpty()) {
            return false;
        }
        String title = edition.front().title() + " (" + open.file() + ")";
        Notice notice = moment.get().late()
                ? Notice.overdue(section.title(), title, due)
                : Notice.reminder(section.title(), title, due);
        String id = section.id().length() > LONGEST_ID ? section.id().substring(0, LONGEST_ID) : section.id();
        boolean told = notices.tell(
                new DeskNotices.Occasion(
                        open.slug(), id, due + " " + moment.get().words()),
                edition.front().from(),
                owner.get(),
                notice,
                edition.front().language().toLanguageTag());
        if (told) {
            log.info("{}: the owner of '{}', which is due on {}, is reminded", open.file(), section.title(), due);
        }
        return told;
    }

    /** The last moment that has come. */
    private Optional<Moment> last(LocalDate due, ZoneId zone, Instant now) {
        List<Moment> moments = new ArrayList<>();
        settings.before().forEach(days -> moments.add(moment(due.minusDays(days), zone, days + "d before", false)));
        settings.overdue().forEach(days -> moments.add(moment(due.plusDays(days), zone, days + "d after", true)));
        return moments.stream().filter(moment -> !moment.at().isAfter(now)).max(Comparator.comparing(Moment::at));
    }

    /** A time that is left out when clocks go forward is the first after it. */
    private Moment moment(LocalDate day, ZoneId zone, String words, boolean late) {
        return new Moment(day.atTime(settings.at()).atZone(zone).toInstant(), words, late);
    }
}
