package org.broadsheet.delivery;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.Editions;
import org.broadsheet.store.Database;
import org.broadsheet.store.Outage;
import org.broadsheet.subscriber.Segment;
import org.broadsheet.text.FileTrouble;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers editions: snapshots who is owed one, then works off its shards as the scheduler asks. Any number of these may
 * work on one database, in any number of processes. Thread-safe.
 */
public final class Delivery implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** A job that is made a little early starts on time. */
    private static final Duration BEFORE_ITS_HOUR = Duration.ofSeconds(15);

    private static final int LONGEST_TROUBLE = 1000;
    private static final int REFUSALS_BETWEEN_LOOKS = 10;
    private static final long NANOS_BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Editions editions;
    private final Recipients recipients;
    private final Ledger ledger;
    private final LedgerWriter writer;
    private final Control control;
    private final Allowance allowance;
    private final Relay relay;
    private final NoticeRun notices;
    private final Alarm alarm;
    private final BegunMarks marks;
    private final ShardRun.Means means;
    private final boolean rehearsing;
    private final Settings settings;
    private final Posts posts;
    private final Clock clock;
    private final ConcurrentHashMap<ShardRef, Integer> troubles = new ConcurrentHashMap<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile long lastLook = System.nanoTime();
    private volatile boolean closing;

    /**
     * @param shardSize the most deliveries in a shard
     * @param connections how many runs there may be at once, in this process
     * @param timeBox how long one run may take before it gives its thread to another shard
     * @param resendInDoubt whether what is in doubt is sent again by itself
     * @param grace how long an edition under way may be left alone, by an outage say, and still go on by itself
     * @param stop when an edition is paused for the server's refusals
     * @param warmUp how much may go each day, or null for as much as there is
     */
    public record Settings(
            int shardSize,
            int connections,
            Duration timeBox,
            RetryPolicy retry,
            boolean resendInDoubt,
            Duration grace,
            StopRule stop,
            @Nullable WarmUp warmUp) {}

    /**
     * @param rehearsing true when the relay is the sandbox. Rehearsals go to the sandbox and nothing else does: a rehearsal
     *     that was left undone must never reach people because a server was configured meanwhile
     * @param marks of editions that were begun; {@link BegunMarks#NONE} when rehearsing
     */
    Delivery(
            Jdbi jdbi,
            Runnable sync,
            Relay relay,
            boolean rehearsing,
            Settings settings,
            Function<ApprovedEdition, Post> prepare,
            NoticeQueue queue,
            Alarm alarm,
            BegunMarks marks,
            Clock clock,
            RandomGenerator random) {
        this.rehearsing = rehearsing;
        this.editions = new Editions(jdbi);
        this.recipients = new Recipients(jdbi, settings.shardSize(), settings.connections());
        this.ledger = new Ledger(jdbi, settings.resendInDoubt());
        this.writer = new LedgerWriter(jdbi, clock, sync);
        this.settings = settings;
        this.posts = new Posts(prepare);
        this.clock = clock;
        this.control = new Control(jdbi, clock);
        this.allowance = new Allowance(jdbi, settings.warmUp());
        this.relay = relay;
        this.notices = new NoticeRun(queue, new Judge(settings.retry(), clock, random));
        this.alarm = alarm;
        this.marks = marks;
        Judge judge = new Judge(settings.retry(), clock, random);
        this.means = new ShardRun.Means(ledger, writer, relay, notices, judge, new Brakes(), allowance, clock);
    }

    /**
     * For the parts of an open workspace.
     *
     * @param baseUrl of pages and links, without a slash at its end
     */
    public static Delivery open(
            Database database,
            Relay relay,
            boolean rehearsing,
            Settings settings,
            String baseUrl,
            Letterhead letterhead,
            NoticeQueue queue,
            Alarm alarm,
            BegunMarks marks,
            Clock clock) {
        return new Delivery(
                database.jdbi(),
                database::sync,
                relay,
                rehearsing,
                settings,
                new Preparation(database, baseUrl, letterhead, clock)::of,
                queue,
                alarm,
                marks,
                clock,
                new Random());
    }

    /**
     * Lets an approved edition begin: from here on it is owed to everybody who is on its list now
     * and whom its segment means.
     *
     * @param edition as it was when somebody decided that it begins
     * @return false when it is not one that waits to begin, or is not as it was any more
     */
    public boolean begin(ApprovedEdition edition) {
        return begin(edition, null);
    }

    /**
     * As {@link #begin(ApprovedEdition)}, but nobody is written to before that time of the day where they are. Who moves to
     * another zone after this gets it at the hour of the old one.
     *
     * @param hour null for at once
     */
    public boolean begin(ApprovedEdition edition, @Nullable LocalHour hour) {
        if (!isOurs(edition)) {
            throw new IllegalArgumentException("A rehearsal goes to the sandbox, and only a rehearsal does");
        }
        begunBefore(edition.slug()).ifPresent(words -> {
            throw new IllegalStateException(edition.slug() + " does not begin: " + words);
        });
        Segment segment = posts.segment(edition);
        boolean begun = Outage.outlast(() -> recipients.snapshot(edition, segment, hour, clock.instant()));
        if (begun) {
            isMarked(editions.get(edition.id()));
            recipients.count();
            ledger.finish(edition.id(), clock.instant()); // a list without anybody on it
        }
        return begun;
    }

    /**
     * That an edition was sent before, of which the database knows nothing; empty when it was not, when the database knows, and
     * for rehearsals. Such a one does not begin.
     */
    public Optional<String> begunBefore(String slug) {
        // The database is asked last: it knows before the mark is made.
        return marks.find(slug)
                .filter(mark -> editions.find(slug)
                        .filter(edition -> edition.startedAt() != null)
                        .isEmpty())
                .map(mark -> mark + " says that it was sent to readers before, and the database knows nothing of that:"
                        + " it was restored from a backup, say. Delete that file first to send it all the same");
    }

    /** Whether the mark of an edition is made; no mail leaves before that. */
    private boolean isMarked(ApprovedEdition edition) {
        try {
            marks.note(edition);
            return true;
        } catch (IOException e) {
            String words = "nothing is sent before its mark is written: " + FileTrouble.words(e);
            editions.noteTrouble(edition.id(), OneLine.clip(words, LONGEST_TROUBLE), clock.instant());
            log.error("{} waits: {}", edition.slug(), words);
            return false;
        }
    }

    /** The editions under way. */
    public List<Long> sending() {
        return editions.in(EditionState.SENDING).stream()
                .map(ApprovedEdition::id)
                .toList();
    }

    /**
     * The shards that should have a job: those of editions under way with something left to do, but for those whose hour is yet
     * to come.
     */
    public List<ShardRef> unfinished() {
        Map<Long, Boolean> ours = new HashMap<>();
        return ledger.unfinished(clock.instant().plus(BEFORE_ITS_HOUR)).stream()
                .filter(shard -> ours.computeIfAbsent(shard.editionId(), id -> isOurs(editions.get(id))))
                .toList();
    }

    private boolean isOurs(ApprovedEdition edition) {
        return edition.isRehearsal() == rehearsing;
    }

    /**
     * Works on a shard until nothing is left, its time is up, or the relay takes no more.
     *
     * @return when it wants to be run again; empty when it does not
     */
    public Optional<Instant> run(ShardRef shard) throws InterruptedException {
        ApprovedEdition edition = editions.get(shard.editionId());
        if (edition.state() != EditionState.SENDING || !isOurs(edition)) {
            return Optional.empty();
        }
        Optional<Instant> hour = ledger.notBefore(shard).filter(start -> start.isAfter(clock.instant()));
        if (hour.isPresent()) {
            return hour;
        }
        if (isLate(edition)) {
            String reason = "nothing was done for it since " + edition.tendedAt();
            if (control.hold(edition.id(), reason)) {
                alarm.stopped(edition, reason);
            }
            return Optional.empty();
        }
        if (!isMarked(edition)) {
            return Optional.of(clock.instant().plus(pause(troubles.merge(shard, 1, Integer::sum))));
        }
        Instant deadline = clock.instant().plus(settings.timeBox());
        BooleanSupplier stop = () -> closing || clock.instant().isAfter(deadline);
        ShardRun run = new ShardRun(shard, posts.of(edition), means, stop, () -> stopIfRefused(edition));
        try {
            ShardRun.End end = run.run();
            if (!closing) {
                wellAgain(edition, shard);
            }
            return end == ShardRun.End.LOST ? Optional.empty() : again(shard);
        } catch (SmtpTrouble trouble) {
            String words = OneLine.clip(String.valueOf(trouble.getMessage()), LONGEST_TROUBLE);
            editions.noteTrouble(edition.id(), words, clock.instant());
            return Optional.of(clock.instant().plus(pause(troubles.merge(shard, 1, Integer::sum))));
        }
    }

    /** After an outage, or from a restored backup, what was right to send then may be wrong to send now. */
    private boolean isLate(ApprovedEdition edition) {
        Instant tended = edition.tendedAt();
        Instant late = clock.instant().minus(settings.grace());
        // While all waited for their hour, nobody had to look after it.
        return !edition.isRehearsal()
                && tended != null
                && tended.isBefore(late)
                && ledger.hasBeenDueSince(edition.id(), late);
    }

    /** Looks at every few refusals, or at each where they are rare: the rule must not cost more than the mail. */
    private void stopIfRefused(ApprovedEdition edition) {
        long now = System.nanoTime();
        if (refusals.incrementAndGet() < REFUSALS_BETWEEN_LOOKS && now - lastLook < NANOS_BETWEEN_LOOKS) {
            return;
        }
        refusals.set(0);
        lastLook = now;
        Ledger.Answers answers = ledger.answers(edition.id());
        String reason = settings.stop().words(answers.answered(), answers.refused());
        if (settings.stop().isMet(answers.answered(), answers.refused()) && control.pause(edition.id(), reason)) {
            alarm.stopped(edition, reason);
        }
    }

    /**
     * Hands over the notices that are due, on a connection of its own. While editions are sent, their connections do that
     * before anything else, and there may be no other to be had.
     */
    public void handNotices() {
        if (!notices.mayBeDue() || closing) {
            return;
        }
        try (RelaySession session = relay.session()) {
            notices.handOver(session, () -> closing);
        } catch (SmtpTrouble trouble) {
            log.info("Notices wait: {}", trouble.getMessage());
        }
    }

    /** Keeps the editions under way from growing late while this process lives, and clears up after dead ones. */
    public void tend() {
        Instant now = clock.instant();
        ledger.tend(now, now.minus(settings.grace()));
        ledger.tidy(now);
    }

    /**
     * Puts in doubt what an edition that is paused, held or cancelled still has in the air. To be called when nobody delivers
     * any more; a run that lives all the same loses its shard, and the answer that it waits for.
     */
    public void settle(long editionId) {
        ledger.settle(editionId, clock.instant());
    }

    private Optional<Instant> again(ShardRef shard) {
        Instant now = clock.instant();
        Optional<Instant> next = ledger.nextWork(shard, now);
        if (next.isEmpty()) {
            ledger.finish(shard.editionId(), now);
        }
        return editions.get(shard.editionId()).state() == EditionState.SENDING ? next : Optional.empty();
    }

    private void wellAgain(ApprovedEdition edition, ShardRef shard) {
        if (troubles.remove(shard) != null || edition.trouble() != null) {
            editions.noteTrouble(edition.id(), null, clock.instant());
        }
    }

    private static Duration pause(int troubles) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(troubles - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** Lets each run finish the message in its hands and save how it went; runs that begin after that do nothing. */
    public void stop() {
        closing = true;
    }

    /** To be called when no run is under way any more. */
    @Override
    public void close() {
        stop();
        writer.close();
        allowance.giveBack();
    }
}
