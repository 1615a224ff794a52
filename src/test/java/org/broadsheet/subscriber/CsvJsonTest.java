package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1E+400", "1.10", "12345678901234567890.123456789012345678901", "7", "-0"})
    void a_number_stays_what_is_written(String number) {
        assertThat(CsvJson.members("{\"plan\": " + number + ", \"in\": { \"a\": [ " + number + ", \"\u00e9\" ] }}"))
                .contains(Map.of("plan", number, "in", "{\"a\":[" + number + ",\"\u00e9\"]}"));
    }

    @Test
    void members_are_text_and_null_is_none() {
        assertThat(CsvJson.members("{\"First Name\": \"A\\nb\", \"on\": true, \"off\": null, \"none\": [], \"e\": {}}"))
                .contains(Map.of("first_name", "A b", "on", "true", "none", "[]", "e", "{}"));
        assertThat(CsvJson.members("{}")).contains(Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "[1]", "1", "null", "{", "{\"a\":1} x", "{\"a\":[1}", "{\"a\":NaN}", "{\"a\":{\"b\":1"})
    void all_else_is_no_object(String text) {
        assertThat(CsvJson.members(text)).isEmpty();
    }
}
