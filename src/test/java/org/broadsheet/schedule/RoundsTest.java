package org.broadsheet.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RoundsTest {
    private static final Instant SOON = Instant.parse("2026-03-01T09:00:00Z");

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    private final List<String> log = new ArrayList<>();

    private Round round(String name, Runnable work, Optional<Instant> next) {
        return new Round() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void go() {
                log.add(name);
                work.run();
            }

            @Override
            public Optional<Instant> next() {
                return next;
            }
        };
    }

    @Test
    void one_round_that_fails_keeps_no_other_from_its_turn() {
        Round failing = round(
                "failing",
                () -> {
                    throw new IllegalStateException("no");
                },
                Optional.of(SOON.minusSeconds(100)));
        Round late = round("late", () -> {}, Optional.of(SOON.plusSeconds(5)));
        Round early = round("early", () -> {}, Optional.of(SOON));
        Round without = round("without", () -> {}, Optional.empty());

        assertThat(RoundsJob.go(List.of(failing, late, early, without))).contains(SOON);
        assertThat(log).containsExactly("failing", "late", "early", "without");
    }

    /** Quartz itself. */
    @Test
    void the_scheduler_goes_through_the_rounds_at_once_and_again_when_one_of_them_wishes() {
        AtomicInteger turns = new AtomicInteger();
        Clock clock = Clock.systemUTC();
        Round eager = new Round() {
            @Override
            public String name() {
                return "eager";
            }

            @Override
            public void go() {
                turns.incrementAndGet();
            }

            @Override
            public Optional<Instant> next() {
                return Optional.of(clock.instant());
            }
        };
        try (Rounds rounds = Rounds.open(database.get(), clock, List.of(eager))) {
            rounds.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> turns.get() >= 3);
        }
    }
}
