package org.broadsheet.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for shards that have work and no job: one that fell between two processes is found here. */
@DisallowConcurrentExecution
final class ReconcileJob implements Job {
    private static final Logger log = LoggerFactory.getLogger(ReconcileJob.class);

    private final Schedule schedule;

    ReconcileJob(Schedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public void execute(JobExecutionContext context) {
        try {
            schedule.reconcile();
        } catch (RuntimeException e) {
            // The next look comes in a few seconds; the ledger is as it was.
            log.warn("Shards without a job could not be looked for: {}", e.getMessage());
        }
    }
}
