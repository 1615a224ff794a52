package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepartureTest {
    @ParameterizedTest
    @ValueSource(strings = {"na", "off", "never", "pending", "archived", "spam", "releases"})
    void what_may_be_the_key_of_a_topic_is_no_answer(String key) {
        assertThat(Departure.answer(key)).isNull();
    }
}
