package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.broadsheet.MovingClock;
import org.broadsheet.delivery.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    private static final Networks PROXIES = Networks.of(List.of("10.0.0.0/8", "127.0.0.1", "2001:db8:1::/48"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.5 | 198.51.100.1 | 203.0.113.5",
                "127.0.0.1 | '' | 127.0.0.1",
                "127.0.0.1 | 198.51.100.1 | 198.51.100.1",
                "127.0.0.1 | 6.6.6.6, 198.51.100.1 | 198.51.100.1",
                "10.1.2.3 | 6.6.6.6, 198.51.100.1, 10.9.9.9 | 198.51.100.1",
                "11.0.0.1 | 198.51.100.1 | 11.0.0.1",
                "2001:db8:1::7 | 2001:db8:2::7 | 2001:db8:2::7",
                "127.0.0.1 | evil.example | 127.0.0.1",
                "127.0.0.1 | <script> | 127.0.0.1",
                "127.0.0.1 | 198.51.100.1, unknown | 127.0.0.1",
            })
    void only_trusted_proxies_say_whence_a_request_comes(String peer, String forwarded, String client) {
        assertThat(PROXIES.client(peer, List.of(forwarded))).isEqualTo(client);
    }

    @Test
    void nobody_is_trusted_by_default() {
        assertThat(Networks.NONE.client("127.0.0.1", List.of("6.6.6.6"))).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "1.2.3", "::/129"})
    void what_is_no_range_is_refused(String text) {
        assertThatThrownBy(() -> Networks.of(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoever_has_many_addresses_has_one_network() {
        assertThat(Networks.network("2001:db8::1")).isEqualTo(Networks.network("2001:db8:0:0:ffff::2"));
        assertThat(Networks.network("2001:db8:0:1::1")).isNotEqualTo(Networks.network("2001:db8::1"));
        assertThat(Networks.network("198.51.100.1")).isNotEqualTo(Networks.network("198.51.100.2"));
    }

    @Test
    void limits_hold_for_each_by_itself_and_let_go_with_time() {
        MovingClock clock = new MovingClock();
        Rate two = new Rate(2, Duration.ofHours(1));
        Limits limits = new Limits(new Limits.Settings(two, two, two, two), clock);

        assertThat(List.of(limits.allowsNetwork("a"), limits.allowsNetwork("a"), limits.allowsNetwork("a")))
                .containsExactly(true, true, false);
        assertThat(limits.allowsNetwork("b")).isTrue();
        assertThat(limits.allowsList("a")).isTrue();
        assertThat(limits.allowsAddress("a")).isTrue();
        clock.advance(Duration.ofMinutes(31));
        assertThat(limits.allowsNetwork("a")).isTrue();
        assertThat(limits.allowsNetwork("a")).isFalse();
    }
}
