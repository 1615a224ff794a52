package org.broadsheet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.broadsheet.delivery.LocalHour;
import org.broadsheet.delivery.WallTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SendTimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-03-20T07:00:00Z"); // 08:00 in Berlin

    private static SendTime options(String... arguments) {
        SendTime options = new SendTime();
        new CommandLine(options).parseArgs(arguments);
        options.check();
        return options;
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-30T09:00,          2026-03-30T07:00:00Z, PLAIN",
        "2026-03-30 09:00,          2026-03-30T07:00:00Z, PLAIN",
        "2026-03-30T09:00:30,       2026-03-30T07:00:30Z, PLAIN",
        "2026-03-30T09:00+05:30,    2026-03-30T03:30:00Z, PLAIN",
        "2026-03-30T09:00Z,         2026-03-30T09:00:00Z, PLAIN",
        "2026-03-29T02:30,          2026-03-29T01:00:00Z, SKIPPED",
        "2026-10-25T02:30,          2026-10-25T00:30:00Z, TWICE",
        "2026-10-25T02:30+01:00,    2026-10-25T01:30:00Z, PLAIN"
    })
    void a_time_is_of_the_zone_of_the_edition_or_of_its_own_offset(String text, Instant expected, WallTime.Kind kind) {
        assertThat(options("--at", text).at(BERLIN, NOW)).contains(new WallTime(expected, kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-20T07:59",
                "2026-03-20T08:00",
                "2027-06-01T09:00",
                "tomorrow",
                "09:00",
                "2026-02-30T09:00",
                "2026-03-30T25:00",
                "2026-03-30T09:00[Europe/Berlin]",
                "",
                "2026-03-30T09:00; rm"
            })
    void what_is_past_or_far_away_or_no_time_is_refused(String text) {
        assertThatThrownBy(() -> options("--at", text).at(BERLIN, NOW))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("--at");
    }

    @Test
    void the_next_day_that_reaches_the_hour_is_meant_where_none_is_named() {
        assertThat(options("--at-local", "09:00")
                        .local(BERLIN, NOW)
                        .orElseThrow()
                        .on())
                .isEqualTo("2026-03-20");
        assertThat(options("--at-local", "07:30")
                        .local(BERLIN, NOW)
                        .orElseThrow()
                        .on())
                .isEqualTo("2026-03-21");
        assertThat(options("--at-local", "07:30", "--on", "2026-03-20")
                        .local(BERLIN, NOW)
                        .orElseThrow()
                        .on())
                .isEqualTo("2026-03-20");
    }

    @ParameterizedTest
    @CsvSource({"25:00, 2026-03-21", "9, 2026-03-21", "09:00, 2026-03-18", "09:00, monday", "09:00, 2029-01-01"})
    void a_day_that_is_over_everywhere_and_what_is_none_is_refused(String time, String on) {
        assertThatThrownBy(() -> options("--at-local", time, "--on", on).local(BERLIN, NOW))
                .isInstanceOf(Failure.class);
    }

    @Test
    void options_that_contradict_each_other_are_refused() {
        assertThatThrownBy(() -> options("--at", "2026-03-30T09:00", "--at-local", "09:00"))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> options("--on", "2026-03-30")).isInstanceOf(Failure.class);
    }

    @Test
    void what_the_clocks_do_to_a_time_is_said() {
        WallTime skipped = new WallTime(Instant.parse("2026-03-29T01:00:00Z"), WallTime.Kind.SKIPPED);
        assertThat(SendTime.note(skipped, BERLIN)).contains("skip that time", "Sun 2026-03-29 03:00 Europe/Berlin");
    }

    @Test
    void the_forecast_counts_those_where_it_is_past_and_adds_up_zones_with_the_same_hour() {
        LocalHour hour = new LocalHour(java.time.LocalTime.of(9, 0), LocalDate.parse("2026-03-20"), BERLIN);
        HourForecast forecast = HourForecast.of(
                Map.of("Asia/Tokyo", 5L, "Europe/Paris", 3L, "", 2L, "Nowhere/At_All", 1L, "America/New_York", 7L),
                hour,
                NOW);
        assertThat(forecast.atOnce()).isEqualTo(5);
        assertThat(forecast.later())
                .isEqualTo(
                        Map.of(Instant.parse("2026-03-20T08:00:00Z"), 6L, Instant.parse("2026-03-20T13:00:00Z"), 7L));
        assertThat(forecast.words()).contains("at 09:00 on 2026-03-20", "5 of them at once");
    }
}
