package org.broadsheet.schedule;

import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.broadsheet.delivery.WallTime;
import org.quartz.CronExpression;

/**
 * A Quartz cron expression read on the wall clock of a zone. Quartz itself skips a time that falls into the gap of a spring
 * night; here it runs at the first instant after the gap, and a time that an autumn night has twice runs the first time
 * only.
 */
public final class WallClockCron {
    private final CronExpression expression;
    private final ZoneId zone;

    private WallClockCron(CronExpression expression, ZoneId zone) {
        this.expression = expression;
        this.zone = zone;
    }

    /** @throws IllegalArgumentException when it is not a cron expression; the message says why */
    public static WallClockCron parse(String cron, ZoneId zone) {
        try {
            CronExpression expression = new CronExpression(cron);
            // The expression is asked about wall-clock times, so it must not know of any change of clocks.
            expression.setTimeZone(TimeZone.getTimeZone("UTC"));
            return new WallClockCron(expression, zone);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
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
