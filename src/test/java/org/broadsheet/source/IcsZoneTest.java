package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IcsZoneTest {
    private static IcsZone.Observance observance(String start, String rule, int hours) {
        return new IcsZone.Observance(
                LocalDateTime.parse(start),
                IcsRule.parse(rule).orElseThrow(),
                List.of(LocalDateTime.parse("1979-06-01T00:00")),
                ZoneOffset.ofHours(hours));
    }

    /** As Central Europe has had it since 1996. */
    private static IcsZone described() {
        return new IcsZone(
                null,
                List.of(
                        observance("1980-03-30T02:00", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", 2),
                        observance("1980-10-26T03:00", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", 1)),
                new Patience(Duration.ofMinutes(1)));
    }

    private static IcsZone seldom() {
        return new IcsZone(
                null,
                List.of(
                        observance("1990-01-01T00:00", "FREQ=YEARLY;INTERVAL=3", 3),
                        observance("1990-07-01T00:00", "FREQ=YEARLY;INTERVAL=2", 4)),
                new Patience(Duration.ofMinutes(1)));
    }

    @Test
    void a_zone_that_is_described_has_the_hours_of_the_one_that_is_known_in_whatever_order_it_is_asked() {
        ZoneId known = ZoneId.of("Europe/Berlin");
        LocalDateTime first = LocalDateTime.parse("1996-11-01T12:00");
        Random random = new Random(1);
        List<LocalDateTime> onward =
                Stream.iterate(first, time -> time.plusDays(13)).limit(900).toList();
        List<LocalDateTime> anyhow = Stream.generate(() -> onward.get(random.nextInt(onward.size())))
                .limit(300)
                .toList();
        for (List<LocalDateTime> times : List.of(onward, anyhow)) {
            IcsZone zone = described();
            assertThat(times)
                    .allSatisfy(time -> assertThat(zone.instant(time))
                            .isEqualTo(time.atZone(known).toInstant()));
        }
    }

    @Test
    void what_recurs_more_seldom_than_it_is_looked_back_for_says_the_same_in_whatever_order_it_is_asked() {
        IcsZone asked = seldom();
        Stream.iterate(LocalDateTime.parse("1991-01-01T00:00"), time -> time.plusDays(17))
                .limit(400)
                .forEach(time ->
                        assertThat(asked.instant(time)).as(time.toString()).isEqualTo(seldom().instant(time)));
    }
}
