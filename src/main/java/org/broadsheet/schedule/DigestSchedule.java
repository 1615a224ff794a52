package org.broadsheet.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.broadsheet.store.Database;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * The scheduler of digests. Each has one trigger, for its next run, which is computed on its own wall clock; a run that
 * was missed while no process was there is made up for at the next start.
 */
public final class DigestSchedule implements AutoCloseable {
    static final String DIGEST = "digest";
    static final String CRON = "cron";
    static final String ZONE = "zone";
    static final String DUE = "due";
    private static final String GROUP = "digests";
    private static final JobKey ROUNDS = JobKey.jobKey("rounds", "housekeeping");
    private static final int SECONDS_BETWEEN_ROUNDS = 60;

    private final Scheduler scheduler;
    private final Clock clock;

    private DigestSchedule(Scheduler scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /**
     * Opens the scheduler without starting it.
     *
     * @param rounds gone through about once a minute, in this order
     */
    public static DigestSchedule open(Database database, Clock clock, DigestRun run, List<Round> rounds) {
        try {
            Scheduler scheduler = JdbcQuartz.scheduler("editorial", database, 2);
            DigestSchedule schedule = new DigestSchedule(scheduler, clock);
            scheduler.setJobFactory((fired, running) -> fired.getJobDetail().getJobClass() == RoundsJob.class
                    ? new RoundsJob(rounds, schedule)
                    : new DigestJob(schedule, run));
            return schedule;
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler of digests does not start: " + e.getMessage(), e);
        }
    }

    /**
     * Takes these plans in place of all earlier ones, and starts. A plan that did not change keeps its next run.
     *
     * @return the next run of each digest, by its name; digests that never run again are left out
     */
    public Map<String, Instant> start(Collection<DigestPlan> plans) {
        try {
            Set<JobKey> wanted = plans.stream().map(plan -> key(plan.digest())).collect(Collectors.toSet());
            for (JobKey key : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
                if (!wanted.contains(key)) {
                    scheduler.deleteJob(key);
                }
            }
            Map<String, Instant> next = new LinkedHashMap<>();
            for (DigestPlan plan : plans) {
                plan(plan).ifPresent(instant -> next.put(plan.digest(), instant));
            }
            keepRounds();
            scheduler.start();
            return next;
        } catch (SchedulerException e) {
            throw new IllegalStateException("The digests could not be planned: " + e.getMessage(), e);
        }
    }

    private void keepRounds() throws SchedulerException {
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(ROUNDS.getName(), ROUNDS.getGroup())
                .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever(SECONDS_BETWEEN_ROUNDS)
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
        JobDetail job = JobBuilder.newJob(RoundsJob.class).withIdentity(ROUNDS).build();
        if (!scheduler.checkExists(ROUNDS)) {
            scheduler.scheduleJobs(Map.of(job, Set.of(trigger)), true);
        }
        goAgain(clock.instant());
    }

    /** Has the rounds gone through at that time too, in place of an earlier wish, though not more often than each second. */
    void goAgain(Instant wish) throws SchedulerException {
        Instant earliest = clock.instant().plusSeconds(1);
        Instant at = wish.isBefore(earliest) ? earliest : wish;
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity("rounds-soon", ROUNDS.getGroup())
                .forJob(ROUNDS)
                .startAt(Date.from(at))
                .build();
        if (scheduler.rescheduleJob(trigger.getKey(), trigger) == null) {
            scheduler.scheduleJob(trigger);
        }
    }

    private Optional<Instant> plan(DigestPlan plan) throws SchedulerException {
        JobDetail known = scheduler.getJobDetail(key(plan.digest()));
        if (known != null && planOf(known.getJobDataMap()).equals(plan)) {
            Optional<Instant> due = scheduler.getTriggersOfJob(known.getKey()).stream()
                    .map(trigger -> Instant.parse(trigger.getJobDataMap().getString(DUE)))
                    .findFirst();
            if (due.isPresent()) {
                return due;
            }
        }
        scheduler.deleteJob(key(plan.digest()));
        return planAfter(plan, clock.instant());
    }

    /** Plans the first run after an instant, in place of whatever was planned. */
    Optional<Instant> planAfter(DigestPlan plan, Instant after) throws SchedulerException {
        // After an outage the runs that were missed are one run: the next one lies in the future.
        Instant from = after.isBefore(clock.instant()) ? clock.instant() : after;
        Optional<Instant> next = WallClockCron.parse(plan.cron(), plan.zone()).next(from);
        if (next.isPresent()) {
            scheduler.scheduleJob(job(plan), Set.of(trigger(plan, next.get())), true);
        }
        return next;
    }

    private static JobDetail job(DigestPlan plan) {
        return JobBuilder.newJob(DigestJob.class)
                .withIdentity(key(plan.digest()))
                .usingJobData(DIGEST, plan.digest())
                .usingJobData(CRON, plan.cron())
                .usingJobData(ZONE, plan.zone().getId())
                .storeDurably()
                .requestRecovery()
                .build();
    }

    private static Trigger trigger(DigestPlan plan, Instant due) {
        return TriggerBuilder.newTrigger()
                .withIdentity(plan.digest() + "-" + due, GROUP)
                .forJob(key(plan.digest()))
                .usingJobData(DUE, due.toString())
                .startAt(Date.from(due))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                .build();
    }

    private static DigestPlan planOf(JobDataMap data) {
        return new DigestPlan(data.getString(DIGEST), data.getString(CRON), ZoneId.of(data.getString(ZONE)));
    }

    private static JobKey key(String digest) {
        return JobKey.jobKey(digest, GROUP);
    }

    @Override
    public void close() {
        JdbcQuartz.stop(scheduler);
    }
}
