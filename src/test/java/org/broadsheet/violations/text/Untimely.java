package org.broadsheet.violations.text;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.Supplier;

/** Reads the time in every forbidden way. */
class Untimely {
    final Supplier<Instant> reference = Instant::now;
    final LocalDate zoned = LocalDate.now(ZoneOffset.UTC);
    final long millis = System.currentTimeMillis();
    final Date date = new Date();
    final Clock clock = Clock.systemUTC();
    final Instant allowed = Instant.now(clock);
}
