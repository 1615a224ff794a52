package org.broadsheet.schedule;

import java.time.Instant;
import java.time.ZoneId;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans the next run of a digest, then does the one that is due. */
@DisallowConcurrentExecution
final class DigestJob implements Job {
    private static final Logger log = LoggerFactory.getLogger(DigestJob.class);

    private final DigestSchedule schedule;
    private final DigestRun run;

    DigestJob(DigestSchedule schedule, DigestRun run) {
        this.schedule = schedule;
        this.run = run;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        JobDataMap data = context.getMergedJobDataMap();
        String digest = data.getString(DigestSchedule.DIGEST);
        Instant due = Instant.parse(data.getString(DigestSchedule.DUE));
        DigestPlan plan = new DigestPlan(
                digest, data.getString(DigestSchedule.CRON), ZoneId.of(data.getString(DigestSchedule.ZONE)));
        try {
            schedule.planAfter(plan, due);
        } catch (SchedulerException e) {
            throw new JobExecutionException("The next run of " + digest + " could not be planned", e);
        }
        try {
            run.run(digest, due);
        } catch (RuntimeException e) {
            // The next run is planned already; what failed is said, and waits for a person.
            log.error("The digest {} that was due at {} failed: {}", digest, due, e.getMessage());
        }
    }
}
