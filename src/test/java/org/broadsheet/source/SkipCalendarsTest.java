package org.broadsheet.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.broadsheet.fetch.FetchException;
import org.junit.jupiter.api.Test;

class SkipCalendarsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-01");
    private static final Set<LocalDate> DAYS = Set.of(DAY);

    private final SkipCalendars calendars = new SkipCalendars();
    private int worked;

    private Set<LocalDate> ask(String file, ZoneId zone, LocalDate today) throws FetchException {
        return calendars.days(file.getBytes(UTF_8), zone, today, () -> {
            worked++;
            return DAYS;
        });
    }

    @Test
    void a_calendar_is_worked_out_once_until_it_the_zone_or_the_day_is_another() throws Exception {
        for (int round = 0; round < 5; round++) {
            assertThat(ask("a", ZoneOffset.UTC, DAY)).isEqualTo(DAYS);
        }
        assertThat(worked).isEqualTo(1);
        ask("b", ZoneOffset.UTC, DAY);
        ask("a", ZoneId.of("Europe/Berlin"), DAY);
        ask("a", ZoneOffset.UTC, DAY.plusDays(1));
        assertThat(worked).isEqualTo(4);
        ask("a", ZoneOffset.UTC, DAY);
        assertThat(worked).isEqualTo(4);
    }

    @Test
    void days_that_are_over_are_forgotten() throws Exception {
        ask("a", ZoneOffset.UTC, DAY);
        ask("a", ZoneOffset.UTC, DAY.plusDays(2));
        ask("a", ZoneOffset.UTC, DAY);
        assertThat(worked).isEqualTo(3);
    }

    @Test
    void one_that_takes_too_long_is_not_tried_again_in_each_round() {
        byte[] slow = "slow".getBytes(UTF_8);
        for (int round = 0; round < 5; round++) {
            assertThatThrownBy(() -> calendars.days(slow, ZoneOffset.UTC, DAY, () -> {
                        worked++;
                        new Patience(Duration.ofHours(1), 0).check();
                        return DAYS;
                    }))
                    .isInstanceOf(Patience.Lost.class);
        }
        assertThat(worked).isEqualTo(1);
    }

    @Test
    void what_is_no_calendar_is_read_anew() {
        byte[] broken = "x".getBytes(UTF_8);
        for (int round = 0; round < 2; round++) {
            assertThatThrownBy(() -> calendars.days(broken, ZoneOffset.UTC, DAY, () -> {
                        worked++;
                        throw new FetchException("this is no calendar", false);
                    }))
                    .hasMessage("this is no calendar");
        }
        assertThat(worked).isEqualTo(2);
    }

    @Test
    void only_so_many_are_kept() throws Exception {
        for (int i = 0; i < 150; i++) {
            ask("file " + i, ZoneOffset.UTC, DAY);
        }
        ask("file 149", ZoneOffset.UTC, DAY);
        assertThat(worked).isEqualTo(150);
        ask("file 0", ZoneOffset.UTC, DAY);
        assertThat(worked).isEqualTo(151);
    }

    @Test
    void patience_ends_with_its_steps_however_much_time_is_left() {
        Patience patience = new Patience(Duration.ofHours(1), 3);
        for (int step = 0; step < 3; step++) {
            patience.check();
        }
        assertThatThrownBy(patience::check).isInstanceOf(Patience.Lost.class);
    }
}
