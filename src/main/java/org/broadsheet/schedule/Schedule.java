package org.broadsheet.schedule;

import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.broadsheet.delivery.Delivery;
import org.broadsheet.delivery.ShardRef;
import org.broadsheet.store.Database;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.spi.JobFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clustered Quartz scheduler that runs shards. Its jobs lie in the database: one that dies with its process is run
 * again by another, or by this one when it starts again. Thread-safe.
 */
public final class Schedule implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Schedule.class);
    static final String EDITION = "edition";
    static final String SHARD = "shard";

    private static final JobKey RECONCILE = JobKey.jobKey("reconcile", "housekeeping");
    private static final JobKey NOTICES = JobKey.jobKey("notices", "housekeeping");
    private static final int FIRST = 10; // before shards, whose priority is Quartz's 5

    private final Database database;
    private final Scheduler scheduler;
    private final RegularJobs regular;
    private final Delivery delivery;

    private Schedule(Database database, Scheduler scheduler, Delivery delivery) {
        this.database = database;
        this.scheduler = scheduler;
        this.regular = new RegularJobs(scheduler);
        this.delivery = delivery;
    }

    /**
     * Opens the scheduler without starting it: jobs may be put in, none is run.
     *
     * @param threads how many shards this process works on at once: one SMTP connection each
     */
    public static Schedule open(Database database, int threads, Delivery delivery, Clock clock) {
        try {
            Scheduler scheduler = JdbcQuartz.scheduler("delivery", database, threads);
            Schedule schedule = new Schedule(database, scheduler, delivery);
            scheduler.setJobFactory(schedule.factory(clock));
            return schedule;
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler does not start: " + e.getMessage(), e);
        }
    }

    private JobFactory factory(Clock clock) {
        return (fired, running) -> {
            Class<? extends Job> job = fired.getJobDetail().getJobClass();
            if (job == ReconcileJob.class) {
                return new ReconcileJob(this);
            }
            return job == NoticeJob.class ? new NoticeJob(delivery) : new ShardJob(delivery, clock);
        };
    }

    /** Starts running jobs; the first look for shards without one comes at once, the next every few seconds. */
    public void start() {
        quietly(() -> {
            regular.keep(RECONCILE, ReconcileJob.class, 5, FIRST);
            regular.keep(NOTICES, NoticeJob.class, 2, FIRST);
            regular.start();
            scheduler.start();
        });
    }

    /**
     * Gives every shard that has something left to do a job, if it has none, and takes away the jobs of editions that are
     * not being sent; may be called at any time.
     */
    public void reconcile() {
        delivery.tend();
        quietly(() -> {
            Set<String> sending =
                    delivery.sending().stream().map(Schedule::group).collect(Collectors.toSet());
            for (String group : scheduler.getJobGroupNames()) {
                if (group.startsWith("edition-") && !sending.contains(group)) {
                    scheduler.deleteJobs(List.copyOf(scheduler.getJobKeys(GroupMatcher.jobGroupEquals(group))));
                }
            }
            scheduleMissing();
        });
    }

    private void scheduleMissing() throws SchedulerException {
        Map<JobDetail, Set<? extends Trigger>> missing = new HashMap<>();
        for (ShardRef shard : delivery.unfinished()) {
            if (scheduler.getTriggersOfJob(key(shard)).isEmpty()) {
                missing.put(job(shard), Set.of(triggerNow(shard, "due")));
            }
        }
        if (!missing.isEmpty()) {
            log.debug("{} shards are given a job", missing.size());
            scheduler.scheduleJobs(missing, true);
        }
    }

    /** Runs the shards of an edition now, those that wait for a later time too. */
    public void wake(long editionId) {
        reconcile();
        quietly(() -> {
            for (ShardRef shard : delivery.unfinished()) {
                Trigger now = triggerNow(shard, "wake");
                if (shard.editionId() == editionId && !scheduler.checkExists(now.getKey())) {
                    scheduler.scheduleJob(now);
                }
            }
        });
    }

    /**
     * When each process that runs jobs last said so, by its own clock. Whoever lives says so about once a second: where two
     * answers some seconds apart are equal, nobody does.
     */
    public Map<String, Long> heartbeats() {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "SELECT sched_name, instance_name, last_checkin_time FROM QRTZ_SCHEDULER_STATE")
                        .map((row, context) -> Map.entry(row.getString(1) + " " + row.getString(2), row.getLong(3)))
                        .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String group(long editionId) {
        return "edition-" + editionId;
    }

    static JobKey key(ShardRef shard) {
        return JobKey.jobKey("shard-" + shard.number(), group(shard.editionId()));
    }

    static Trigger trigger(ShardRef shard, String name, Date at) {
        return trigger(shard, name).startAt(at).build();
    }

    /** Quartz itself goes by the system's clock. */
    private static Trigger triggerNow(ShardRef shard, String name) {
        return trigger(shard, name).startNow().build();
    }

    private static TriggerBuilder<Trigger> trigger(ShardRef shard, String name) {
        JobKey job = key(shard);
        return TriggerBuilder.newTrigger()
                .withIdentity(job.getName() + "-" + name, job.getGroup())
                .forJob(job);
    }

    private static JobDetail job(ShardRef shard) {
        return JobBuilder.newJob(ShardJob.class)
                .withIdentity(key(shard))
                .usingJobData(EDITION, Long.toString(shard.editionId()))
                .usingJobData(SHARD, Integer.toString(shard.number()))
                .storeDurably()
                .requestRecovery()
                .build();
    }

    private interface Action {
        void run() throws SchedulerException;
    }

    private static void quietly(Action action) {
        try {
            action.run();
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler failed: " + e.getMessage(), e);
        }
    }

    /** Lets what is in hand be finished and saved; what is left stays in the database. */
    @Override
    public void close() {
        delivery.stop();
        regular.close();
        JdbcQuartz.stop(scheduler);
    }
}
