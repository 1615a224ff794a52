package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressLinesTest {
    @Test
    void it_knows_what_a_map_knows() {
        Random random = new Random(3);
        AddressLines lines = new AddressLines();
        Map<String, Integer> map = new HashMap<>();
        for (int line = 1; line <= 20_000; line++) {
            String hash = hash(random.nextInt(12_000));
            Integer before = map.putIfAbsent(hash, line);
            assertThat(lines.putIfAbsent(hash, line)).isEqualTo(before == null ? 0 : before);
        }
        assertThat(lines.size()).isEqualTo(map.size());
        for (int i = 0; i < 13_000; i++) {
            assertThat(lines.contains(hash(i))).isEqualTo(map.containsKey(hash(i)));
        }
    }

    /** Many have the same place in the table, and all the same first half. */
    private static String hash(int i) {
        return HexFormat.of().toHexDigits(i % 7L << 40) + HexFormat.of().toHexDigits((long) i) + "0".repeat(32);
    }
}
