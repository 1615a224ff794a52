package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @ParameterizedTest
    @CsvSource({"200/s,200,1000", "6000/m,6000,60000", "5000/h,5000,3600000", "200/day,200,86400000", "0.5/s,1,2000"})
    void a_rate_is_written_by_the_unit(String text, int amount, long millis) {
        assertThat(Rate.parse(text)).isEqualTo(new Rate(amount, Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "0/s", "-1/s", "5", "5/w", "1e9/s", "99999999/s", "5/s/s"})
    void what_is_no_rate_is_refused(String text) {
        assertThatThrownBy(() -> Rate.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void no_stretch_of_time_has_more_than_its_rate_whatever_the_moments() {
        Pace pace = new Pace(List.of(new Rate(3, Duration.ofNanos(100)), new Rate(5, Duration.ofNanos(1000))));
        long[] went = new long[40];
        long now = Long.MAX_VALUE - 50; // nanoTime may run over
        for (int i = 0; i < went.length; i++) {
            now += pace.untilTurn(now);
            assertThat(pace.untilTurn(now)).isZero();
            pace.take(now);
            went[i] = now;
            now += i % 7;
        }
        for (int i = 0; i + 5 < went.length; i++) {
            assertThat(went[i + 3] - went[i]).isGreaterThanOrEqualTo(100);
            assertThat(went[i + 5] - went[i]).isGreaterThanOrEqualTo(1000);
        }
    }

    @Test
    void a_domain_has_its_own_rate_and_the_others_do_not_wait_for_it() {
        Rates rates = new Rates(new Rates.Settings(
                List.of(),
                Map.of("slow.example", new Rate(1, Duration.ofHours(1)), "*", new Rate(2, Duration.ofHours(1)))));
        assertThat(rates.tryTurn("slow.example")).isZero();
        assertThat(rates.tryTurn("slow.example")).isPositive();
        assertThat(rates.tryTurn("other.example")).isZero();
        assertThat(rates.tryTurn("other.example")).isZero();
        assertThat(rates.tryTurn("other.example")).isPositive();
        assertThat(rates.tryTurn("third.example")).isZero();
        assertThat(rates.isFree()).isFalse();
    }
}
