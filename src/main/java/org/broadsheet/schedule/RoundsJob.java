package org.broadsheet.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through all rounds once, then asks to be run again as soon as one of them wishes. */
@DisallowConcurrentExecution
final class RoundsJob implements Job {
    private static final Logger log = LoggerFactory.getLogger(RoundsJob.class);

    private final List<Round> rounds;
    private final Rounds scheduler;

    RoundsJob(List<Round> rounds, Rounds scheduler) {
        this.rounds = rounds;
        this.scheduler = scheduler;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        Optional<Instant> next = go(rounds);
        try {
            if (next.isPresent()) {
                scheduler.goAgain(next.get());
            }
        } catch (SchedulerException e) {
            throw new JobExecutionException("The next rounds could not be planned", e);
        }
    }

    /** @return the earliest wish for the next turn */
    static Optional<Instant> go(List<Round> rounds) {
        return rounds.stream().flatMap(RoundsJob::go).min(Instant::compareTo);
    }

    private static Stream<Instant> go(Round round) {
        try {
            round.go();
            return round.next().stream();
        } catch (RuntimeException e) {
            // The others have their turn all the same; this one has its next in a minute.
            log.error("The round of {} failed and comes again: {}", round.name(), e.getMessage(), e);
            return Stream.empty();
        }
    }
}
