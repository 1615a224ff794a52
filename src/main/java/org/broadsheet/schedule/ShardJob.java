package org.broadsheet.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.broadsheet.delivery.Delivery;
import org.broadsheet.delivery.ShardRef;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one shard for a while, then asks to be run again when there is more to do. */
@DisallowConcurrentExecution
final class ShardJob implements Job {
    private static final Logger log = LoggerFactory.getLogger(ShardJob.class);
    private static final long PAUSE_AFTER_FAILURE_S = 5;

    private final Delivery delivery;
    private final Clock clock;

    ShardJob(Delivery delivery, Clock clock) {
        this.delivery = delivery;
        this.clock = clock;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        // A recovered run has a trigger of Quartz's own, so the shard is known by the job's data alone.
        JobDataMap data = context.getJobDetail().getJobDataMap();
        ShardRef shard = new ShardRef(
                Long.parseLong(data.getString(Schedule.EDITION)), Integer.parseInt(data.getString(Schedule.SHARD)));
        try {
            again(context, shard, run(shard));
        } catch (SchedulerException e) {
            throw new JobExecutionException("Shard " + shard + " could not be scheduled again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Instant> run(ShardRef shard) throws InterruptedException {
        try {
            return delivery.run(shard);
        } catch (RuntimeException e) {
            // Whatever happened, the ledger is whole and the shard is tried again after a pause.
            log.error("Shard {} stopped, it will be tried again", shard, e);
            return Optional.of(clock.instant().plusSeconds(PAUSE_AFTER_FAILURE_S));
        }
    }

    private static void again(JobExecutionContext context, ShardRef shard, Optional<Instant> at)
            throws SchedulerException {
        Scheduler scheduler = context.getScheduler();
        if (at.isPresent()) {
            Trigger trigger = Schedule.trigger(shard, "due", Date.from(at.get()));
            if (scheduler.checkExists(trigger.getKey())) {
                scheduler.rescheduleJob(trigger.getKey(), trigger);
            } else {
                scheduler.scheduleJob(trigger);
            }
        }
    }
}
