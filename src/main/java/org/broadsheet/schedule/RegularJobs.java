package org.broadsheet.schedule;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs of a scheduler that run every so many seconds, whatever the clock does. Where it was ahead for a while and is set back,
 * Quartz alone would do nothing until it is as late again. Thread-safe.
 */
final class RegularJobs implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RegularJobs.class);
    private static final long SECONDS_BETWEEN_LOOKS = 30;
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final Scheduler scheduler;
    private final List<Regular> kept = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "regular-jobs");
        thread.setDaemon(true);
        return thread;
    });

    private record Regular(JobKey key, int seconds, int priority) {
        TriggerKey trigger() {
            return new TriggerKey(key.getName(), key.getGroup());
        }

        Trigger now() {
            return TriggerBuilder.newTrigger()
                    .withIdentity(trigger())
                    .forJob(key)
                    .withPriority(priority)
                    .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever(seconds)
                            .withMisfireHandlingInstructionNextWithRemainingCount())
                    .build();
        }
    }

    RegularJobs(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Puts a job in, where it is not there yet. */
    void keep(JobKey key, Class<? extends Job> job, int seconds, int priority) throws SchedulerException {
        Regular regular = new Regular(key, seconds, priority);
        kept.add(regular);
        if (!scheduler.checkExists(key)) {
            scheduler.scheduleJobs(
                    Map.of(JobBuilder.newJob(job).withIdentity(key).build(), Set.of(regular.now())), true);
        }
    }

    /** Begins to look after them. */
    void start() throws SchedulerException {
        mend();
        // Goes by a clock that nobody sets.
        watch.scheduleWithFixedDelay(this::mendSafely, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    private void mendSafely() {
        try {
            mend();
        } catch (SchedulerException | RuntimeException e) {
            log.debug("Regular jobs could not be looked after: {}", e.getMessage());
        }
    }

    /** Has those run now that wait for a time that is too far away. */
    void mend() throws SchedulerException {
        for (Regular regular : kept) {
            Trigger trigger = scheduler.getTrigger(regular.trigger());
            Date next = trigger == null ? null : trigger.getNextFireTime();
            Trigger now = regular.now(); // Quartz itself goes by the system's clock
            long latest =
                    now.getStartTime().getTime() + SLACK.toMillis() + TimeUnit.SECONDS.toMillis(regular.seconds());
            if (next != null && next.getTime() > latest) {
                log.warn(
                        "The clock was set back: {} would have waited until {}",
                        regular.key().getName(),
                        next.toInstant());
                scheduler.rescheduleJob(regular.trigger(), now);
            }
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
