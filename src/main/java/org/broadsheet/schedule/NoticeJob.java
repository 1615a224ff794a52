package org.broadsheet.schedule;

import org.broadsheet.delivery.Delivery;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the notices that are due while no edition is being sent: else its connections do. */
@DisallowConcurrentExecution
final class NoticeJob implements Job {
    private static final Logger log = LoggerFactory.getLogger(NoticeJob.class);

    private final Delivery delivery;

    NoticeJob(Delivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public void execute(JobExecutionContext context) {
        try {
            delivery.handNotices();
        } catch (RuntimeException e) {
            // The next look comes in a few seconds; what was taken is taken again when its try has grown old.
            log.warn("Notices could not be sent: {}", e.getMessage());
        }
    }
}
