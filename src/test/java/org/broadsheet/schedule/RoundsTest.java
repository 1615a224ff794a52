package org.broadsheet.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

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

    /** As after an hour in which the clock was a year ahead. */
    @Test
    void what_waits_for_a_time_that_only_a_wrong_clock_could_have_set_runs_now() throws Exception {
        Scheduler scheduler = JdbcQuartz.scheduler("mended", database.get(), 1);
        JobKey key = JobKey.jobKey("rounds", "housekeeping");
        TriggerKey trigger = new TriggerKey("rounds", "housekeeping");
        try (RegularJobs jobs = new RegularJobs(scheduler)) {
            jobs.keep(key, RoundsJob.class, 60, Trigger.DEFAULT_PRIORITY);
            jobs.mend();
            Instant regular = scheduler.getTrigger(trigger).getNextFireTime().toInstant();
            Date inAYear = Date.from(regular.plus(Duration.ofDays(365)));
            scheduler.rescheduleJob(
                    trigger,
                    TriggerBuilder.newTrigger()
                            .withIdentity(trigger)
                            .forJob(key)
                            .startAt(inAYear)
                            .build());
            jobs.mend();
            assertThat(scheduler.getTrigger(trigger).getNextFireTime().toInstant())
                    .isBetween(regular, Instant.now().plusSeconds(60));
        } finally {
            scheduler.shutdown();
        }
    }
}
