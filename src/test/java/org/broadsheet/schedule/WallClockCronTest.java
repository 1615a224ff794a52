package org.broadsheet.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WallClockCronTest {
    private static List<Instant> runs(String cron, String zone, String from, String until) {
        WallClockCron expression = WallClockCron.parse(cron, ZoneId.of(zone));
        List<Instant> runs = new ArrayList<>();
        Optional<Instant> next = expression.next(Instant.parse(from));
        while (next.isPresent() && next.get().isBefore(Instant.parse(until))) {
            runs.add(next.get());
            next = expression.next(next.get());
        }
        return runs;
    }

    @ParameterizedTest(name = "{1}, {2}")
    @CsvSource({
        // The gap: half past two does not exist, so it runs at three.
        "0 30 2 * * ?, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z",
        "0 30 2 * * ?, America/New_York, 2026-03-07T12:00:00Z, 2026-03-08T07:00:00Z",
        // Lord Howe turns its clocks by half an hour.
        "0 15 2 * * ?, Australia/Lord_Howe, 2026-10-03T12:00:00Z, 2026-10-03T15:30:00Z",
        // The overlap: half past two occurs twice, and the first one counts.
        "0 30 2 * * ?, Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
        "0 30 1 * * ?, America/New_York, 2026-10-31T12:00:00Z, 2026-11-01T05:30:00Z",
        "0 45 1 * * ?, Australia/Lord_Howe, 2026-04-04T12:00:00Z, 2026-04-04T14:45:00Z"
    })
    void a_night_with_a_change_of_clocks_has_one_run(String cron, String zone, String from, String expected) {
        String until = Instant.parse(from).plusSeconds(20 * 3600).toString();
        assertThat(runs(cron, zone, from, until)).containsExactly(Instant.parse(expected));
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"})
    void every_day_of_a_year_has_one_run_at_its_local_time(String zone) {
        List<Instant> runs = runs("0 0 9 ? * *", zone, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
        assertThat(runs.stream().map(run -> LocalDateTime.ofInstant(run, ZoneId.of(zone))))
                .allSatisfy(wall -> assertThat(wall.toLocalTime()).hasToString("09:00"))
                .extracting(LocalDateTime::toLocalDate)
                .doesNotHaveDuplicates()
                .hasSizeBetween(364, 366);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 99 2 ? * SUN   | minutes go from 0 to 59
            0 0/75 2 ? * SUN | minutes go from 0 to 59
            61 0 2 ? * SUN   | seconds go from 0 to 59
            0 0 8-25 ? * SUN | hours go from 0 to 23
            """)
    void a_time_that_no_clock_shows_is_refused(String cron, String reason) {
        assertThatThrownBy(() -> WallClockCron.parse(cron, ZoneId.of("UTC"))).hasMessage(reason);
    }

    @Test
    void an_hourly_run_does_not_double_after_the_gap() {
        assertThat(runs("0 0 * * * ?", "Europe/Berlin", "2026-03-28T23:30:00Z", "2026-03-29T03:30:00Z"))
                .containsExactly(
                        Instant.parse("2026-03-29T00:00:00Z"),
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-03-29T02:00:00Z"),
                        Instant.parse("2026-03-29T03:00:00Z"));
    }

    @Test
    void a_schedule_that_is_over_has_no_next_run() {
        assertThat(WallClockCron.parse("0 0 9 1 1 ? 2020", ZoneId.of("UTC"))
                        .next(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void what_is_no_cron_expression_is_refused() {
        assertThatThrownBy(() -> WallClockCron.parse("every monday", ZoneId.of("UTC")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
