package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AbreastTest {
    private static final List<Integer> MANY = IntStream.range(0, 1000).boxed().toList();

    @Test
    void what_comes_of_many_things_is_in_their_order() {
        assertThat(Abreast.each(2, MANY, i -> i * 2))
                .isEqualTo(MANY.stream().map(i -> i * 2).toList());
        assertThat(Abreast.each(2, List.of(7), i -> i * 2)).containsExactly(14);
        assertThat(Abreast.each(2, List.<Integer>of(), i -> i * 2)).isEmpty();
    }

    @Test
    void what_the_work_throws_is_thrown_on() {
        assertThatThrownBy(() -> Abreast.each(2, MANY, AbreastTest::failingAtSeven))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seven");
    }

    @Test
    void who_is_interrupted_stops_and_stays_so() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Abreast.each(2, List.of(1, 2), i -> i)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void when_one_fails_what_runs_is_waited_for_and_what_waits_never_begins() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch failed = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        Set<Integer> begun = ConcurrentHashMap.newKeySet();

        assertThatThrownBy(() -> Abreast.each(2, MANY, i -> {
                    begun.add(i);
                    if (i == 0) {
                        await(running);
                        failed.countDown();
                        throw new IllegalArgumentException("nought");
                    }
                    running.countDown();
                    await(failed);
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos()); // while the failure is on its way
                    over.set(true);
                    return i;
                }))
                .hasMessage("nought");

        assertThat(over).isTrue();
        assertThat(begun).hasSizeLessThan(MANY.size());
        int then = begun.size();
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        assertThat(begun).hasSize(then);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int failingAtSeven(int i) {
        if (i == 7) {
            throw new IllegalArgumentException("seven");
        }
        return i;
    }
}
