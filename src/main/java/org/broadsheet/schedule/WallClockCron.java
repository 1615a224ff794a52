package org.broadsheet.schedule;

import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.delivery.WallTime;
import org.quartz.CronExpression;

/**
 * A Quartz cron expression read on the wall clock of a zone. Quartz itself skips a time that falls into the gap of a spring
 * night; here it runs at the first instant after the gap, and a time that an autumn night has twice runs the first time
 * only.
 */
public final class WallClockCron {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private record Range(String name, int most) {}

    /** Of the first fields. */
    private static final List<Range> RANGES =
            List.of(new Range("seconds", 59), new Range("minutes", 59), new Range("hours", 23));

    private final CronExpression expression;
    private final ZoneId zone;

    private WallClockCron(CronExpression expression, ZoneId zone) {
        this.expression = expression;
        this.zone = zone;
    }

    /** @throws IllegalArgumentException when it is not a cron expression; the message says why */
    public static WallClockCron parse(String cron, ZoneId zone) {
        try {
            refuseOutOfRange(cron);
            CronExpression expression = new CronExpression(cron);
            // The expression is asked about wall-clock times, so it must not know of any change of clocks.
            expression.setTimeZone(TimeZone.getTimeZone("UTC"));
            return new WallClockCron(expression, zone);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Quartz takes a minute of 99 and runs in another. */
    private static void refuseOutOfRange(String cron) {
        String[] fields = cron.strip().split("\\s+");
        for (int i = 0; i < Math.min(fields.length, RANGES.size()); i++) {
            Matcher number = NUMBER.matcher(fields[i]);
            while (number.find()) {
                if (number.group().length() > 2
                        || Integer.parseInt(number.group()) > RANGES.get(i).most()) {
                    throw new IllegalArgumentException(RANGES.get(i).name() + " go from 0 to "
                            + RANGES.get(i).most());
                }
            }
        }
    }

    /** The first run after an instant; empty when there is none any more. */
    public Optional<Instant> next(Instant after) {
        LocalDateTime wall = LocalDateTime.ofInstant(after, zone);
        while (true) {
            Date next = expression.getNextValidTimeAfter(Date.from(wall.toInstant(ZoneOffset.UTC)));
            if (next == null) {
                return Optional.empty();
            }
            wall = LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC);
            Instant instant = WallTime.of(wall, zone).at();
            if (instant.isAfter(after)) {
                return Optional.of(instant);
            }
        }
    }
}
