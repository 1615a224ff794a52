package org.broadsheet.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigestPlanTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static DigestPlan plan(String cron, String... skipped) {
        Set<String> days = Set.of(skipped);
        return new DigestPlan(cron, BERLIN, day -> days.contains(day.toString()));
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    @Test
    void days_to_skip_are_passed_over() {
        assertThat(plan("0 0 9 ? * MON", "2026-02-09").next(at("2026-02-02T08:00:00Z"), 2))
                .containsExactly(at("2026-02-16T08:00:00Z"), at("2026-02-23T08:00:00Z"));
    }

    @Test
    void a_schedule_of_days_that_are_all_to_be_skipped_ends() {
        DigestPlan plan = new DigestPlan("0/2 * * * * ?", BERLIN, day -> true);
        assertThat(plan.next(at("2026-02-02T08:00:00Z"))).isEmpty();
    }

    @Test
    void however_often_it_fires_there_is_one_a_day() {
        DigestPlan plan = plan("0/2 * * * * ?");
        assertThat(plan.next(at("2026-02-02T08:00:01Z"), 2))
                .containsExactly(at("2026-02-02T08:00:02Z"), at("2026-02-02T23:00:00Z"));
    }

    @Test
    void the_latest_of_those_missed_is_found_however_long_ago() {
        DigestPlan weekly = plan("0 0 9 ? * MON");
        assertThat(weekly.latest(at("2026-01-01T00:00:00Z"), at("2026-03-04T00:00:00Z")))
                .contains(at("2026-03-02T08:00:00Z"));
        assertThat(weekly.latest(at("2026-03-02T08:00:00Z"), at("2026-03-04T00:00:00Z")))
                .isEmpty();
        assertThat(weekly.latest(at("2026-03-02T07:59:59Z"), at("2026-03-02T08:00:00Z")))
                .contains(at("2026-03-02T08:00:00Z"));
        assertThat(plan("0 0 9 1 1 ?").latest(at("2020-06-01T00:00:00Z"), at("2025-12-31T00:00:00Z")))
                .contains(at("2025-01-01T08:00:00Z"));
        assertThat(weekly.latest(at("2026-03-09T00:00:00Z"), at("2026-03-04T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void a_day_is_that_of_its_zone() {
        assertThat(plan("0 0 0 ? * *").day(at("2026-02-02T23:30:00Z"))).isEqualTo(LocalDate.parse("2026-02-03"));
    }
}
