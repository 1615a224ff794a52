package org.broadsheet;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.cli.Workbench;
import org.broadsheet.delivery.EditorsNews;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DigestRun;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.schedule.ApprovalRequest;
import org.broadsheet.schedule.DigestFile;
import org.broadsheet.schedule.DigestPlan;
import org.broadsheet.schedule.Round;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the schedules of all digests. Their files are read anew each time, so that what is changed, new or gone is noticed. A
 * schedule that is new or was changed counts from the moment at which that is seen: what lies before it is never made up for.
 */
final class DigestRound implements Round {
    private static final Logger log = LoggerFactory.getLogger(DigestRound.class);
    /** Those that are drafted ahead of their time, each day one. */
    private static final int MOST_AHEAD = 40;

    private static final Duration CLOCK_IS_RIGHT = Duration.ofDays(32);

    private final Workbench bench;
    private final DigestRuns runs;
    private final EditorsNews news;
    private final DigestStep step;
    private final Map<String, String> followed = new HashMap<>();
    private volatile Optional<Instant> next = Optional.empty();

    DigestRound(Workbench bench, EditorsNews news, ApprovalRequest request) {
        this.bench = bench;
        this.runs = bench.digestRuns();
        this.news = news;
        this.step = new DigestStep(bench, news, request);
    }

    @Override
    public String name() {
        return "digests";
    }

    @Override
    public void go() {
        Instant now = bench.clock().instant();
        List<DigestFile> files = bench.digestFiles().all();
        files.forEach(file -> followSafely(file, now));
        next = files.stream().flatMap(file -> next(file, now)).min(Instant::compareTo);
        sayWhatChanged(files);
    }

    @Override
    public Optional<Instant> next() {
        return next;
    }

    private void followSafely(DigestFile file, Instant now) {
        try {
            follow(file, now);
        } catch (RuntimeException e) {
            // The other digests are followed all the same; this one is tried again in a minute.
            log.error("{} could not be followed: {}", file.path(), e.getMessage(), e);
        }
    }

    private void follow(DigestFile file, Instant now) {
        FrontMatter front = file.front();
        DigestPlan plan = file.plan();
        noteTrouble(file);
        if (front == null || plan == null) {
            return;
        }
        DigestRuns.Standing standing = runs.standing(file.name());
        find(file.name(), plan, front.timing().draftAhead(), standing, now);
        for (DigestRun run : runs.open(file.name())) {
            step.take(new DigestStep.Case(file, front, plan, run, standing.pause(), now));
        }
    }

    /** A digest that cannot be read misses its time: its editors hear of it once. */
    private void noteTrouble(DigestFile file) {
        String trouble = Digests.trouble(file).collect(Collectors.joining("; "));
        boolean isKnown = !runs.noteTrouble(file.name(), trouble.isEmpty() ? null : trouble);
        if (!isKnown && !trouble.isEmpty()) {
            log.warn("{}", trouble);
            if (file.front() != null) {
                news.tell(
                        file.front().from(),
                        file.name(),
                        "cannot be followed",
                        "Nothing is drafted of it until this is mended: " + trouble + ".");
            }
        }
    }

    /** Takes in the runs that are due by now, or so soon that they are to be drafted. */
    private void find(String digest, DigestPlan plan, Duration ahead, DigestRuns.Standing standing, Instant now) {
        Instant until = standing.plannedUntil();
        boolean isNew = until == null || !plan.words().equals(standing.plan());
        Instant horizon = now.plus(ahead);
        if (dropOthers(digest, plan, now) || until == null || isNew || isTooFar(digest, until, horizon)) {
            until = now;
        }
        if (standing.pause() != null) {
            runs.follow(digest, plan.words(), later(until, now));
            return;
        }
        // Of those that were missed while nothing ran, only the last counts.
        Stream.concat(
                        plan.latest(until, now).stream(),
                        plan.next(later(until, now), MOST_AHEAD).stream().filter(due -> !due.isAfter(horizon)))
                .forEach(due -> runs.add(digest, plan.day(due) + "-" + digest, due, now));
        runs.follow(digest, plan.words(), later(until, horizon));
    }

    /**
     * Runs were found farther ahead than they are drafted: less is drafted ahead than before, or the clock was wrong for a while. To
     * look again repeats none, since each that was found has its row.
     */
    private static boolean isTooFar(String digest, Instant until, Instant horizon) {
        if (until.isAfter(horizon.plus(CLOCK_IS_RIGHT))) {
            log.warn(
                    "The digest {} was planned until {}, as if the clock had been ahead: planned afresh",
                    digest,
                    until);
        }
        return until.isAfter(horizon);
    }

    /** Forgets those to come that the schedule no longer has, or that fall on a day to skip. */
    private boolean dropOthers(String digest, DigestPlan plan, Instant now) {
        List<DigestRun> others = runs.open(digest).stream()
                .filter(run -> run.due().isAfter(now) && !plan.isDue(run.due()))
                .toList();
        for (DigestRun run : others) {
            bench.editions()
                    .find(run.edition())
                    .filter(edition -> edition.state() == EditionState.SCHEDULED
                            && run.due().equals(edition.scheduledFor()))
                    .map(ApprovedEdition::id)
                    .ifPresent(bench.control()::unschedule);
            runs.drop(run);
            log.info("{} is not due on {} any more: the schedule was changed", digest, run.due());
        }
        return !others.isEmpty();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private Stream<Instant> next(DigestFile file, Instant now) {
        DigestPlan plan = file.plan();
        FrontMatter front = file.front();
        if (plan == null || front == null) {
            return Stream.empty();
        }
        Instant until = runs.standing(file.name()).plannedUntil();
        Instant from = until == null ? now : later(until, now);
        Stream<Instant> drafted = plan.next(from).stream()
                .map(due -> later(due.minus(front.timing().draftAhead()), now));
        Stream<Instant> sent =
                runs.open(file.name()).stream().map(DigestRun::due).filter(due -> due.isAfter(now));
        return Stream.concat(drafted, sent);
    }

    private void sayWhatChanged(List<DigestFile> files) {
        Map<String, String> now = files.stream()
                .filter(file -> file.plan() != null)
                .collect(Collectors.toMap(DigestFile::name, DigestRound::words));
        now.forEach((name, words) -> {
            if (!words.equals(followed.get(name))) {
                log.info("The digest {} is followed: {}", name, words);
            }
        });
        followed.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .forEach(name -> log.info("The digest {} is not followed any more", name));
        followed.clear();
        followed.putAll(now);
    }

    private static String words(DigestFile file) {
        return file.plan() == null ? "" : file.plan().words();
    }
}
