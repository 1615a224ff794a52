package org.broadsheet.edition;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.Segment;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the dashes at the top of a digest or an edition.
 *
 * @param name of the digest: "Istio Recap"
 * @param list the mailing list that receives it
 * @param segment who of the list is meant; everybody when null
 * @param template the folder under {@code templates/}; {@code recap} when not given
 * @param schedule a Quartz cron expression, or null for an occasional digest
 * @param ownZone of the schedule, of dates and of events; null when not given
 * @param timing what else there is to say of the schedule
 * @param topics key to title, in the order written
 * @param subject may hold slots; the title when not given
 * @param title of the edition, shown large; the name when not given
 * @param preheader may hold slots; null when not given
 * @param language of everything in the edition; English when not given
 * @param date of the edition; null when not given (an edition's file name may say it)
 * @param archive where the edition can be read on the web, or null
 * @param attach the files that go along, in order
 * @param calendar whether readers get a calendar file for each event
 */
public record FrontMatter(
        String name,
        String list,
        MailAddress from,
        @Nullable MailAddress replyTo,
        @Nullable Segment segment,
        String template,
        @Nullable String schedule,
        @Nullable ZoneId ownZone,
        Timing timing,
        Map<String, String> topics,
        Approval approval,
        boolean skipIfEmpty,
        String subject,
        String title,
        @Nullable String preheader,
        Locale language,
        @Nullable LocalDate date,
        @Nullable String place,
        @Nullable String archive,
        List<AttachedFile> attach,
        boolean calendar) {
    private static final ZoneId UTC = ZoneId.of("UTC"); // which has a name to be shown, unlike the offset

    /** Of the schedule and of dates. */
    public ZoneId zone() {
        return ownZone == null ? UTC : ownZone;
    }

    public enum Approval {
        REQUIRED,
        AUTOMATIC
    }
}
