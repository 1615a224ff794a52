package org.broadsheet.subscriber;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.broadsheet.store.Database;
import org.broadsheet.store.KeyRing;

/**
 * What stands in links that are good for one use and some time: 43 characters that fit a URL as they are and tell nothing to
 * whoever reads them. One for one use is refused for every other. Thread-safe.
 */
public final class LinkTokens {
    /** What a link is good for, and for how long. */
    public enum Use {
        /** Confirms a sign-up. */
        CONFIRM(Duration.ofDays(7)),
        /** Shows and changes what is sent; stands in mails, which are kept. */
        PREFERENCES(Duration.ofDays(400)),
        /** Mailed to the old address: where the new one is named. */
        CHANGE_ADDRESS(Duration.ofHours(1)),
        /** Mailed to the new address: moves there. */
        NEW_ADDRESS(Duration.ofHours(1)),
        /** Gives all that is kept of a person. */
        DOWNLOAD(Duration.ofHours(1)),
        /** Forgets a person. */
        ERASE(Duration.ofHours(1));

        private final Duration good;

        Use(Duration good) {
            this.good = good;
        }

        /** @param word as stored */
        static Use of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What a token of ours says.
     *
     * @param id of what it is about: a sign-up, a request or a subscriber, as its use has it
     * @param until from then on it is good for nothing but kind words
     */
    public record Link(long id, Instant until) {
        public boolean isOver(Instant now) {
            return !now.isBefore(until);
        }
    }

    private static final Duration TURN = Duration.ofDays(90);
    private static final Duration KEPT = Duration.ofDays(800);

    private final KeyRing keys;
    private final Map<String, Seal> seals = new ConcurrentHashMap<>();

    public LinkTokens(Database database, Clock clock) {
        this(new KeyRing(database, "links", clock, TURN, KEPT));
    }

    LinkTokens(KeyRing keys) {
        this.keys = keys;
    }

    /** @param at when it is given out; the same moment gives the same token */
    public String token(Use use, long id, Instant at) {
        Instant until = at.plus(use.good);
        return seal(keys.at(at), use).seal(id, until.getEpochSecond());
    }

    /** Empty for whatever this workspace did not make itself, for this use. Says nothing about whether its time is over. */
    public Optional<Link> parse(Use use, String token) {
        Optional<Link> known = parse(use, token, keys.all());
        return known.isPresent() ? known : parse(use, token, keys.lookAgain());
    }

    private Optional<Link> parse(Use use, String token, List<KeyRing.Key> among) {
        return among.stream()
                .flatMap(key -> seal(key, use).open(token).stream())
                .map(pair -> new Link(pair.first(), Instant.ofEpochSecond(pair.second())))
                .findFirst();
    }

    private Seal seal(KeyRing.Key key, Use use) {
        return seals.computeIfAbsent(
                key.number() + " " + use.word(), ignored -> new Seal(key.secret(), "link " + use.word()));
    }
}
