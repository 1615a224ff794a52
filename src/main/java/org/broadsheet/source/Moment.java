package org.broadsheet.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import org.jspecify.annotations.Nullable;

/** A day, perhaps a time of that day, perhaps in a zone. */
record Moment(
        LocalDate date, @Nullable LocalTime time, @Nullable ZoneId zone) {
    static final String FORM = "a date such as 2026-03-23, 2026-03-23T09:00 or 2026-03-23T09:00+01:00";

    private static final DateTimeFormatter READER = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[' ']")
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "+0000")
            .optionalEnd()
            .optionalStart()
            .appendLiteral('[')
            .appendZoneRegionId()
            .appendLiteral(']')
            .optionalEnd()
            .optionalStart()
            .appendZoneRegionId()
            .optionalEnd()
            .toFormatter(java.util.Locale.ROOT);

    /** @throws DateTimeException when the text is not of {@link #FORM} */
    static Moment parse(String text) {
        TemporalAccessor read = READER.parse(text);
        return new Moment(
                LocalDate.from(read), read.query(TemporalQueries.localTime()), read.query(TemporalQueries.zone()));
    }

    /** The moment with a time and a zone given apart from it; what is written with the date comes first. */
    static @Nullable Moment later(@Nullable Moment moment, @Nullable LocalTime time, @Nullable ZoneId zone) {
        if (moment == null) {
            return null;
        }
        return new Moment(
                moment.date, moment.time == null ? time : moment.time, moment.zone == null ? zone : moment.zone);
    }
}
