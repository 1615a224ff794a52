package org.broadsheet.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
    @Test
    void one_of_a_thing_is_not_more_of_it() {
        assertThat(Counted.of(0, "row")).isEqualTo("0 rows");
        assertThat(Counted.of(1, "row")).isEqualTo("1 row");
        assertThat(Counted.of(12_345, "person", "people")).isEqualTo("12,345 people");
        assertThat(Counted.form(1, "waits", "wait")).isEqualTo("waits");
        assertThat(Counted.form(0, "waits", "wait")).isEqualTo("wait");
    }
}
