package org.broadsheet.subscriber;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.broadsheet.store.Database;
import org.broadsheet.store.Word;
import org.jdbi.v3.core.Handle;

/** Who asked for which list, from the form to the subscription. Thread-safe, among processes too. */
public final class SignUps {
    /** How far one has come. */
    public enum State {
        /** Nobody has looked at it yet. */
        ASKED,
        /** Likewise, of people whom an import brought: they wait until there is room for their invitations. */
        INVITED,
        /** Somebody looks at it. */
        TAKEN,
        /** The confirmation is on its way. */
        MAILED,
        /** Not written to: suppressed, or written to too often. */
        REFUSED,
        /** The owner of the address wants it, or the list does not ask; the welcome is owed. */
        CONFIRMED,
        WELCOMED;

        String column() {
            return Word.of(this);
        }
    }

    /** Longer than looking at one may take; whoever took it before that is dead. */
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(5);
    /** Somebody who has not confirmed by then does not want to. */
    private static final Duration UNCONFIRMED = Duration.ofDays(30);
    /** A reminder that could not be written in its time comes this much later at most. */
    private static final Duration LATEST_REMINDER = Duration.ofDays(2);

    private final Database database;
    private final AddressHashes hashes;
    private final Consent consent;
    private final Clock clock;

    public SignUps(Database database, AddressHashes hashes, Clock clock) {
        this.database = database;
        this.hashes = hashes;
        this.consent = new Consent(hashes);
        this.clock = clock;
    }

    /** One row, whoever it is: nothing is looked up, so that nothing can be learnt from how long it takes. */
    public void ask(SignUp signUp) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                                INSERT INTO sign_up (list_id, address, address_hash, name, locale, opted_out, wording, network,
                                                     state, created_at, changed_at, first_name)
                                VALUES (:list, :address, :hash, :name, :locale, :out, :wording, :network, 'asked', :now, :now,
                                        :first)
                                """)
                        .bind("list", signUp.listId())
                        .bind("address", signUp.address().address())
                        .bind("hash", hashes.of(signUp.address()))
                        .bind("name", signUp.address().name())
                        .bind("first", signUp.firstName())
                        .bind("locale", signUp.locale())
                        .bind("out", String.join(";", signUp.optedOut()))
                        .bind("wording", Evidence.bounded(signUp.wording()))
                        .bind("network", signUp.network())
                        .bind("now", clock.instant())
                        .execute());
    }

    /** Takes the one that was asked first; nobody else gets it meanwhile. */
    public Optional<SignUp> take() {
        Instant dead = clock.instant().minus(LONGEST_LOOK);
        return database.jdbi()
                .inTransaction(handle ->
                        take(handle, handle.select("""
                                        SELECT id FROM sign_up WHERE state = 'asked' OR state = 'taken' AND changed_at < ?
                                        ORDER BY changed_at, id FETCH FIRST 10 ROWS ONLY
                                        """, dead).mapTo(Long.class).list(), dead));
    }

    /** Takes the invitation that has waited longest; nobody else gets it meanwhile. */
    public Optional<SignUp> takeInvitation(SignUp.Origin origin) {
        return database.jdbi()
                .inTransaction(handle -> take(
                        handle,
                        handle.select("""
                                        SELECT id FROM sign_up WHERE state = 'invited' AND origin = ?
                                        ORDER BY changed_at, id FETCH FIRST 10 ROWS ONLY
                                        """, origin.column()).mapTo(Long.class).list(),
                        Instant.EPOCH));
    }

    private Optional<SignUp> take(Handle handle, List<Long> ids, Instant dead) {
        for (long id : ids) {
            int taken = handle.execute(
                    "UPDATE sign_up SET state = 'taken', changed_at = ?"
                            + " WHERE id = ? AND (state IN ('asked', 'invited') OR state = 'taken' AND changed_at < ?)",
                    clock.instant(),
                    id,
                    dead);
            if (taken > 0) {
                return SignUpRow.find(handle, id);
            }
        }
        return Optional.empty();
    }

    /** It waits as it did; for somebody else. */
    public void putBack(SignUp invitation) {
        move(invitation.id(), State.TAKEN, State.INVITED);
    }

    /** Whether the person has been on the list since an import put them there, without having confirmed it. */
    public boolean isUnanswered(SignUp invitation) {
        return subscription(invitation)
                .filter(Subscriptions.State.UNCONFIRMED::equals)
                .isPresent();
    }

    /** Those to whom a welcome is owed; some of them, where there are many. */
    public List<SignUp> confirmed() {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT " + SignUpRow.COLUMNS
                                + " FROM sign_up WHERE state = 'confirmed' ORDER BY changed_at, id"
                                + " FETCH FIRST 10 ROWS ONLY")
                        .map((row, context) -> SignUpRow.read(row))
                        .list());
    }

    /** True for one caller, in whose transaction the welcome is written. */
    public boolean welcome(Handle handle, SignUp signUp) {
        return move(handle, signUp.id(), State.CONFIRMED, State.WELCOMED);
    }

    /** No welcome is owed after all. */
    public void leaveUnwelcomed(SignUp signUp) {
        move(signUp.id(), State.CONFIRMED, State.WELCOMED);
    }

    /**
     * What was taken has been written to, or is not to be.
     *
     * @param handle in the transaction in which it is written
     * @return false when somebody else has done so meanwhile
     */
    public boolean settle(Handle handle, SignUp signUp, boolean mailed) {
        return move(handle, signUp.id(), State.TAKEN, mailed ? State.MAILED : State.REFUSED);
    }

    /** What was taken is not written to. */
    public void refuse(SignUp signUp) {
        move(signUp.id(), State.TAKEN, State.REFUSED);
    }

    /**
     * Those who asked for the list, were written to so long ago, and neither confirmed nor were reminded. One for each
     * address, and none for who is on the list by another way, or has left it. Whom an import brought is not reminded.
     *
     * @param after since the confirmation was mailed
     */
    public List<SignUp> unanswered(long listId, Duration after) {
        Instant mailed = clock.instant().minus(after);
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "SELECT " + SignUpRow.COLUMNS + """
                                 FROM sign_up u
                                WHERE list_id = ? AND state = 'mailed' AND origin = 'page' AND reminded_at IS NULL AND changed_at <= ? AND changed_at > ?
                                  AND NOT EXISTS (SELECT 1 FROM sign_up o
                                                  WHERE o.address_hash = u.address_hash AND o.list_id = u.list_id AND o.id <> u.id
                                                    AND (o.id > u.id OR o.reminded_at IS NOT NULL OR o.state IN ('confirmed', 'welcomed')))
                                  AND NOT EXISTS (SELECT 1 FROM subscriber s JOIN subscription x ON x.subscriber_id = s.id
                                                  WHERE s.address_hash = u.address_hash AND x.list_id = u.list_id
                                                    AND x.state <> 'unconfirmed')
                                ORDER BY changed_at, id FETCH FIRST 10 ROWS ONLY
                                """, listId, mailed, mailed.minus(LATEST_REMINDER))
                        .map((row, context) -> SignUpRow.read(row))
                        .list());
    }

    /** True for one caller, in whose transaction the reminder is written. */
    public boolean remind(Handle handle, SignUp signUp) {
        return handle.execute(
                        "UPDATE sign_up SET reminded_at = ? WHERE id = ? AND state = 'mailed' AND reminded_at IS NULL",
                        clock.instant(),
                        signUp.id())
                > 0;
    }

    /** Asks anew for a link that has grown old; nothing where it was confirmed. */
    public boolean again(long id) {
        return move(id, State.MAILED, State.ASKED) || move(id, State.REFUSED, State.ASKED);
    }

    private boolean move(long id, State from, State to) {
        return database.jdbi().withHandle(handle -> move(handle, id, from, to));
    }

    private boolean move(Handle handle, long id, State from, State to) {
        return handle.execute(
                        "UPDATE sign_up SET state = ?, changed_at = ? WHERE id = ? AND state = ?",
                        to.column(),
                        clock.instant(),
                        id,
                        from.column())
                > 0;
    }

    public Optional<SignUp> find(long id) {
        return database.jdbi().withHandle(handle -> SignUpRow.find(handle, id));
    }

    public Optional<State> state(long id) {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT state FROM sign_up WHERE id = ?", id)
                        .mapTo(String.class)
                        .findOne())
                .map(column -> Word.read(State.class, column));
    }

    /**
     * Subscribes who asked, all of it or nothing; saved when this returns.
     *
     * @param how where the consent comes from, in words
     * @return false when it was confirmed before: whoever has left since is not brought back by an old link
     */
    public boolean confirm(SignUp signUp, String how) {
        Instant now = clock.instant();
        return database.jdbi().inTransaction(handle -> {
            int moved = handle.execute(
                    "UPDATE sign_up SET state = 'confirmed', changed_at = ?"
                            + " WHERE id = ? AND state NOT IN ('confirmed', 'welcomed')",
                    now,
                    signUp.id());
            if (moved > 0) {
                consent.save(handle, signUp, Evidence.bounded(how + ": " + signUp.wording()), now);
            }
            return moved > 0;
        });
    }

    /**
     * Whether nothing is left to confirm: this one was, or the same person's other one has been since it was asked, or they are on
     * the list by another way.
     */
    public boolean isAnswered(SignUp signUp) {
        String hash = hashes.of(signUp.address());
        return database.jdbi()
                        .withHandle(handle -> handle.select(
                                        """
                                SELECT (SELECT count(*) FROM sign_up
                                        WHERE address_hash = ? AND list_id = ? AND state IN ('confirmed', 'welcomed')
                                          AND (id = ? OR changed_at >= ?))
                                     + (SELECT count(*) FROM subscription x JOIN subscriber s ON s.id = x.subscriber_id
                                        WHERE s.address_hash = ? AND x.list_id = ? AND x.state = 'confirmed')
                                """, hash, signUp.listId(), signUp.id(), signUp.asked(), hash, signUp.listId())
                                .mapTo(Long.class)
                                .one())
                > 0;
    }

    /** Whether the person left this list at some time: then nobody but they themselves may bring them back. */
    public boolean hasLeft(SignUp signUp) {
        return subscription(signUp)
                .filter(Subscriptions.State.UNSUBSCRIBED::equals)
                .isPresent();
    }

    private Optional<Subscriptions.State> subscription(SignUp signUp) {
        return database.jdbi()
                .withHandle(handle -> handle.select("""
                                SELECT x.state FROM subscription x JOIN subscriber s ON s.id = x.subscriber_id
                                WHERE s.address_hash = ? AND x.list_id = ?
                                """, hashes.of(signUp.address()), signUp.listId())
                        .mapTo(String.class)
                        .findOne())
                .map(Subscriptions.State::of);
    }

    /**
     * Drops what nobody confirmed, but for invitations that still wait to be written, and network addresses whose time as evidence is over.
     *
     * @param networks how long those are kept
     */
    public void tidy(Duration networks) {
        Instant now = clock.instant();
        database.jdbi().useHandle(handle -> {
            handle.execute(
                    "DELETE FROM sign_up WHERE state NOT IN ('confirmed', 'welcomed', 'invited') AND changed_at < ?",
                    now.minus(UNCONFIRMED));
            handle.execute(
                    "UPDATE sign_up SET network = NULL WHERE network IS NOT NULL AND created_at < ?",
                    now.minus(networks));
        });
    }
}
