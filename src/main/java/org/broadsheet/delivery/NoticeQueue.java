package org.broadsheet.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.mail.Envelope;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.text.Counted;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Mail to one person about one thing, waiting to be sent: apart from editions, so that neither a paused edition nor a long
 * one keeps it back. Each is in the database until a server has answered for it, and keeps its message, and so its
 * Message-ID, over all tries. Thread-safe; any number of processes may take from it.
 */
public final class NoticeQueue {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    /** Longer than a server may take to answer the end of a message; whoever took it before that is dead. */
    private static final Duration LONGEST_TRY = Duration.ofMinutes(15);

    /** What goes along with a welcome, and does not count as one more. */
    static final String ENCLOSURE = "edition";

    /** Goes behind the others, who asked for theirs. */
    static final String INVITATION = "invitation";

    static final int MOST_DOUBTS = 3;
    private static final int LONGEST_REASON = 600;

    private final Jdbi jdbi;
    private final Letterhead letterhead;
    private final boolean sandboxed;
    private final Clock clock;
    private final long nanosBetweenLooks;
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());
    private final Pace pace;

    /**
     * @param rates of this process, apart from those of editions; none for as fast as the relay takes them
     * @param sandboxed true when the relay is the sandbox: its notices stay in it, and no others go there
     */
    public NoticeQueue(Jdbi jdbi, Letterhead letterhead, boolean sandboxed, List<Rate> rates, Clock clock) {
        this(jdbi, letterhead, sandboxed, rates, clock, BETWEEN_LOOKS);
    }

    /** @param sandboxed true when the relay is the sandbox: its notices stay in it, and no others go there */
    public NoticeQueue(Jdbi jdbi, Letterhead letterhead, boolean sandboxed, Clock clock) {
        this(jdbi, letterhead, sandboxed, List.of(), clock, BETWEEN_LOOKS);
    }

    NoticeQueue(
            Jdbi jdbi, Letterhead letterhead, boolean sandboxed, List<Rate> rates, Clock clock, Duration betweenLooks) {
        this.pace = new Pace(rates);
        this.nanosBetweenLooks = betweenLooks.toNanos();
        this.jdbi = jdbi;
        this.letterhead = letterhead;
        this.sandboxed = sandboxed;
        this.clock = clock;
    }

    /**
     * @param kind what it is about, in a word
     * @param message complete, unsigned
     */
    public void add(String kind, MailAddress from, MailAddress to, byte[] message) {
        byte[] signed = letterhead.signer().signed(message);
        jdbi.useHandle(handle -> insert(handle, kind, from, to, signed, null));
        nextLook.set(System.nanoTime());
    }

    /**
     * So many to one mailbox in any stretch of time of this length.
     *
     * @param addressHash of {@code subscriber.AddressHashes}
     * @param mailboxHash of the same, by which is counted
     * @param kinds that are counted together; none for as many as come
     */
    record Sparing(String addressHash, String mailboxHash, Set<String> kinds, int most, Duration within) {}

    /**
     * One notice.
     *
     * @param kind what it is about, in a word
     * @param message complete, unsigned
     */
    record Mail(String kind, MailAddress from, byte[] message) {}

    /** Saves what a notice is the answer to. */
    interface Settling {
        /**
         * @param handle in the transaction in which the notice is added
         * @param written whether it is; not when the address has got enough
         * @return false when somebody else has answered meanwhile: nothing is added
         */
        boolean settle(Handle handle, boolean written);
    }

    /**
     * Adds a notice unless the address has got enough of them, for what strangers can set off, and saves in the same
     * transaction that it was: whoever dies on the way has done both or neither.
     *
     * @param more what goes with it, and is not counted
     * @return whether it was added
     */
    boolean addSparingly(MailAddress to, Mail mail, List<Mail> more, Sparing sparing, Settling settling) {
        List<Mail> signed = Stream.concat(Stream.of(mail), more.stream())
                .map(each ->
                        new Mail(each.kind(), each.from(), letterhead.signer().signed(each.message())))
                .toList();
        boolean added = jdbi.inTransaction(handle -> {
            // One at a time, over all processes: two who count at once would both find room for the last one.
            handle.select("SELECT name FROM key_material WHERE name = 'address-hashes' FOR UPDATE")
                    .mapTo(String.class)
                    .list();
            boolean room = hasRoom(handle, sparing);
            boolean ours = settling.settle(handle, room) && room;
            if (ours) {
                signed.forEach(each -> insert(handle, each.kind(), each.from(), to, each.message(), sparing));
            }
            return ours;
        });
        nextLook.set(System.nanoTime());
        return added;
    }

    /** Whether one more may be added now; another process may be faster. */
    boolean hasRoom(Sparing sparing) {
        return jdbi.withHandle(handle -> hasRoom(handle, sparing));
    }

    private boolean hasRoom(Handle handle, Sparing sparing) {
        return sparing.kinds().isEmpty()
                || handle.createQuery("""
                        SELECT count(*) FROM notice
                        WHERE mailbox_hash = :mailbox AND created_at > :since AND kind IN (<kinds>)
                        """)
                                .bind("mailbox", sparing.mailboxHash())
                                .bind("since", clock.instant().minus(sparing.within()))
                                .bindList("kinds", List.copyOf(sparing.kinds()))
                                .mapTo(Integer.class)
                                .one()
                        < sparing.most();
    }

    /** Puts in what says that a notice was written. */
    interface Once {
        /**
         * @param handle in the transaction in which the notice is added
         * @return false when somebody else has done it: nothing is added
         */
        boolean take(Handle handle);
    }

    /** Adds a notice together with what says so: whoever dies on the way has done both or neither. */
    boolean addOnce(MailAddress to, Mail mail, Once once) {
        byte[] signed = letterhead.signer().signed(mail.message());
        boolean added = jdbi.inTransaction(handle -> {
            boolean ours = once.take(handle);
            if (ours) {
                insert(handle, mail.kind(), mail.from(), to, signed, null);
            }
            return ours;
        });
        nextLook.set(System.nanoTime());
        return added;
    }

    /** Saves that no notice is to be added. */
    void settle(Settling settling) {
        jdbi.useTransaction(handle -> settling.settle(handle, false));
    }

    private void insert(
            Handle handle, String kind, MailAddress from, MailAddress to, byte[] signed, @Nullable Sparing sparing) {
        Instant now = clock.instant();
        handle.execute(
                """
                INSERT INTO notice (kind, sandboxed, sender, recipient, message, state, tries, doubts,
                                    created_at, next_try_at, changed_at, address_hash, mailbox_hash)
                VALUES (?, ?, ?, ?, ?, 'pending', 0, 0, ?, ?, ?, ?, ?)
                """,
                kind,
                sandboxed,
                letterhead.returnPaths().sender(from),
                to.local() + "@" + to.asciiDomain(),
                signed,
                now,
                now,
                now,
                sparing == null ? null : sparing.addressHash(),
                sparing == null ? null : sparing.mailboxHash());
    }

    /** Whether the rates allow one more now; if so, it counts. */
    synchronized boolean tryTurn() {
        long now = System.nanoTime();
        boolean free = pace.untilTurn(now) == 0;
        if (free) {
            pace.take(now);
        }
        return free;
    }

    /** One that was taken, by whoever holds it. */
    record Due(long id, Letter letter, int tries, int doubts, Instant firstTry) {
        Judge.Tried tried() {
            return new Judge.Tried(id, tries, firstTry);
        }
    }

    /** Whether one may be due; asks the database once a second at most, so that it may be asked before each message. */
    boolean mayBeDue() {
        long look = nextLook.get();
        long now = System.nanoTime();
        if (now - look < 0 || !nextLook.compareAndSet(look, now + nanosBetweenLooks)) {
            return false;
        }
        boolean due = isDue();
        if (due) {
            nextLook.compareAndSet(now + nanosBetweenLooks, now); // others may help, and there may be more
        }
        return due;
    }

    /** Whether one is due now; asks the database. */
    boolean isDue() {
        return jdbi.withHandle(handle -> !ids(handle, 1).isEmpty());
    }

    private List<Long> ids(Handle handle, int most) {
        Instant now = clock.instant();
        return handle.select("""
                        SELECT id FROM notice
                        WHERE sandboxed = ? AND (state = 'pending' AND next_try_at <= ? OR state = 'sending' AND changed_at < ?)
                        ORDER BY CASE WHEN kind = ? THEN 1 ELSE 0 END, next_try_at, id FETCH FIRST ? ROWS ONLY
                        """, sandboxed, now, now.minus(LONGEST_TRY), INVITATION, most)
                .mapTo(Long.class)
                .list();
    }

    /** How many of a kind could go now. */
    int waiting(String kind) {
        return jdbi.withHandle(handle -> handle.select("""
                        SELECT count(*) FROM notice
                        WHERE sandboxed = ? AND kind = ? AND state = 'pending' AND next_try_at <= ?
                        """, sandboxed, kind, clock.instant())
                .mapTo(Integer.class)
                .one());
    }

    boolean isSandboxed() {
        return sandboxed;
    }

    /** Takes the one that has waited longest; nobody else gets it meanwhile. */
    Optional<Due> take() {
        return jdbi.inTransaction(handle -> {
            for (long id : ids(handle, 10)) {
                if (claim(handle, id)) {
                    return Optional.of(read(handle, id));
                }
            }
            return Optional.empty();
        });
    }

    private boolean claim(Handle handle, long id) {
        Instant now = clock.instant();
        return handle.execute("""
                        UPDATE notice
                        SET doubts = doubts + CASE WHEN state = 'sending' THEN 1 ELSE 0 END, state = 'sending',
                            first_try_at = coalesce(first_try_at, ?), next_try_at = ?, changed_at = ?
                        WHERE id = ? AND (state = 'pending' AND next_try_at <= ? OR state = 'sending' AND changed_at < ?)
                        """, now, now, now, id, now, now.minus(LONGEST_TRY)) > 0;
    }

    private static Due read(Handle handle, long id) {
        return handle.select(
                        "SELECT sender, recipient, message, tries, doubts, first_try_at FROM notice WHERE id = ?", id)
                .map((row, context) -> new Due(
                        id,
                        new Letter(new Envelope(row.getString(1), row.getString(2)), row.getBytes(3)),
                        row.getInt(4),
                        row.getInt(5),
                        row.getTimestamp(6).toInstant()))
                .one();
    }

    /** How a try ended, by whoever took it. */
    void save(Due due, Outcome outcome) {
        String reason = Stream.of(Optional.ofNullable(outcome.reason()), Optional.ofNullable(outcome.reply()))
                .flatMap(Optional::stream)
                .map(Object::toString)
                .collect(Collectors.joining(": "));
        int doubts = due.doubts() + (outcome.state() == DeliveryState.IN_DOUBT ? 1 : 0);
        int tries = due.tries() + (outcome.costsTry() ? 1 : 0);
        boolean settled = outcome.state() == DeliveryState.ACCEPTED
                || outcome.state() == DeliveryState.REJECTED
                || doubts >= MOST_DOUBTS;
        if (settled) {
            settle(due, outcome.state().word(), reason, tries, doubts);
            return;
        }
        Instant now = clock.instant();
        jdbi.useHandle(handle -> handle.execute(
                """
                UPDATE notice SET state = 'pending', reason = ?, tries = ?, doubts = ?, next_try_at = ?, changed_at = ?
                WHERE id = ? AND state = 'sending'
                """,
                OneLine.clip(reason, LONGEST_REASON),
                tries,
                doubts,
                outcome.nextTry() == null ? now.plus(AFTER_TROUBLE) : outcome.nextTry(),
                now,
                due.id()));
    }

    /** It may have been taken too often already. */
    void leaveInDoubt(Due due) {
        String reason = "its answer was lost " + Counted.of(due.doubts(), "time");
        settle(due, DeliveryState.IN_DOUBT.word(), reason, due.tries(), due.doubts());
    }

    private void settle(Due due, String state, String reason, int tries, int doubts) {
        jdbi.useHandle(handle -> handle.execute(
                """
                UPDATE notice SET state = ?, reason = ?, tries = ?, doubts = ?, message = NULL, next_try_at = NULL, changed_at = ?
                WHERE id = ? AND state = 'sending'
                """, state, OneLine.clip(reason, LONGEST_REASON), tries, doubts, clock.instant(), due.id()));
    }
}
