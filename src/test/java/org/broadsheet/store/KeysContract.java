package org.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

abstract class KeysContract {
    @RegisterExtension
    final TestDatabase database;

    KeysContract(TestDatabase database) {
        this.database = database;
    }

    @Test
    void a_key_is_made_once_and_found_again() {
        byte[] first = new Keys(database.get()).get(Keys.Purpose.TOKENS);
        byte[] again = new Keys(database.get()).get(Keys.Purpose.TOKENS);

        assertThat(first).hasSize(32).isEqualTo(again);
    }

    @Test
    void each_purpose_has_its_own_key() {
        Keys keys = new Keys(database.get());

        assertThat(keys.get(Keys.Purpose.TOKENS)).isNotEqualTo(keys.get(Keys.Purpose.ADDRESS_HASHES));
    }

    @Test
    void whoever_asks_at_the_same_moment_gets_the_same_key() throws Exception {
        int askers = 8;
        CyclicBarrier together = new CyclicBarrier(askers);
        ExecutorService pool = Executors.newFixedThreadPool(askers);
        try {
            List<Future<String>> answers = IntStream.range(0, askers)
                    .mapToObj(i -> pool.submit(() -> {
                        Keys keys = new Keys(database.get());
                        together.await();
                        return java.util.HexFormat.of().formatHex(keys.get(Keys.Purpose.TOKENS));
                    }))
                    .toList();
            Set<String> distinct = new HashSet<>();
            for (Future<String> answer : answers) {
                distinct.add(answer.get());
            }
            assertThat(distinct).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }
}
