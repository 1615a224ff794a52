package org.broadsheet.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.broadsheet.store.Database;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

/**
 * The editorial scheduler: goes through the rounds about once a minute, and besides when one of them wishes. Its job lies in
 * the database, so that of many processes one does it at a time, and another one where that one dies.
 */
public final class Rounds implements AutoCloseable {
    private static final JobKey KEY = JobKey.jobKey("rounds", "housekeeping");
    private static final int SECONDS_BETWEEN = 60;

    private final Scheduler scheduler;
    private final RegularJobs regular;
    private final Clock clock;

    private Rounds(Scheduler scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.regular = new RegularJobs(scheduler);
        this.clock = clock;
    }

    /**
     * Opens the scheduler without starting it.
     *
     * @param rounds gone through in this order
     */
    public static Rounds open(Database database, Clock clock, List<Round> rounds) {
        try {
            Scheduler scheduler = JdbcQuartz.scheduler("editorial", database, 2);
            Rounds opened = new Rounds(scheduler, clock);
            scheduler.setJobFactory((fired, running) -> new RoundsJob(rounds, opened));
            return opened;
        } catch (SchedulerException e) {
            throw new IllegalStateException("The editorial scheduler does not start: " + e.getMessage(), e);
        }
    }

    /** The first turn comes at once. */
    public void start() {
        try {
            regular.keep(KEY, RoundsJob.class, SECONDS_BETWEEN, Trigger.DEFAULT_PRIORITY);
            regular.start();
            goAgain(clock.instant());
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("The rounds could not be planned: " + e.getMessage(), e);
        }
    }

    /** Has the rounds gone through at that time too, in place of an earlier wish, though not more often than each second. */
    void goAgain(Instant wish) throws SchedulerException {
        Instant earliest = clock.instant().plusSeconds(1);
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity("rounds-wish", KEY.getGroup())
                .forJob(KEY)
                .startAt(Date.from(wish.isBefore(earliest) ? earliest : wish))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                .build();
        if (scheduler.rescheduleJob(trigger.getKey(), trigger) == null) {
            try {
                scheduler.scheduleJob(trigger);
            } catch (ObjectAlreadyExistsException another) {
                // Another process was faster, with a wish of the same rounds.
            }
        }
    }

    @Override
    public void close() {
        regular.close();
        JdbcQuartz.stop(scheduler);
    }
}
