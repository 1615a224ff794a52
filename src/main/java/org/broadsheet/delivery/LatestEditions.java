package org.broadsheet.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Editions;
import org.broadsheet.store.Database;
import org.broadsheet.subscriber.Subscriber;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions;
import org.jdbi.v3.core.Jdbi;

/**
 * The edition that newcomers of a list get with their welcome: the last one that has gone out to all of the list, as it was
 * frozen, written for the newcomer. Thread-safe.
 */
public final class LatestEditions {
    /** So many that are for a segment are passed over; newcomers may not be meant. */
    private static final int LOOKED_AT = 10;

    private static final int KEPT = 8;

    private final Jdbi jdbi;
    private final Editions editions;
    private final Subscriptions subscriptions;
    private final Preparation preparation;
    private final boolean rehearsing;
    private final Clock clock;
    private final Map<Long, MailingPost> ready = new ConcurrentHashMap<>();

    /**
     * @param baseUrl of pages and links, without a slash at its end
     * @param rehearsing true when mail goes to the sandbox: there, rehearsals count as sent
     */
    public LatestEditions(Database database, String baseUrl, Letterhead letterhead, boolean rehearsing, Clock clock) {
        this.jdbi = database.jdbi();
        this.editions = new Editions(jdbi);
        this.subscriptions = new Subscriptions(database, clock);
        this.preparation = new Preparation(database, baseUrl, letterhead, clock);
        this.rehearsing = rehearsing;
        this.clock = clock;
    }

    /** Empty when there is none yet, when nothing of it is left for the topics wanted, or when the person has got it. */
    Optional<NoticeQueue.Mail> of(long listId, Subscriber subscriber) {
        Optional<MailingPost> latest = latest(listId);
        Set<String> optedOut = subscriptions.optedOut(new SubscriptionRef(subscriber.id(), listId));
        if (latest.isEmpty()
                || latest.get().isEmptyFor(optedOut)
                || isKnownTo(latest.get().edition(), subscriber)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Candidate candidate = new Candidate(
                0,
                subscriber.id(),
                subscriber.address(),
                subscriber.firstName(),
                subscriber.locale(),
                optedOut,
                0,
                null,
                null);
        return Optional.of(new NoticeQueue.Mail(
                NoticeQueue.ENCLOSURE, latest.get().from(), latest.get().forNewcomer(candidate, now)));
    }

    private Optional<MailingPost> latest(long listId) {
        for (long id : sent(listId)) {
            MailingPost post = post(id);
            if (post.segment() == null) {
                return Optional.of(post);
            }
        }
        return Optional.empty();
    }

    private List<Long> sent(long listId) {
        return jdbi.withHandle(handle -> handle.select("""
                        SELECT id FROM edition WHERE list_id = ? AND state = 'sent' AND (rehearsal = 0 OR ?)
                        ORDER BY started_at DESC, id DESC FETCH FIRST ? ROWS ONLY
                        """, listId, rehearsing, LOOKED_AT)
                .mapTo(Long.class)
                .list());
    }

    /** An edition that was sent stays as it is. */
    private MailingPost post(long editionId) {
        if (ready.size() > KEPT) {
            ready.clear();
        }
        return ready.computeIfAbsent(editionId, id -> preparation.of(editions.get(id)));
    }

    private boolean isKnownTo(ApprovedEdition edition, Subscriber subscriber) {
        return jdbi.withHandle(handle -> handle.select("""
                                SELECT count(*) FROM delivery
                                WHERE edition_id = ? AND subscriber_id = ? AND state IN ('accepted', 'in_doubt')
                                """, edition.id(), subscriber.id())
                        .mapTo(Integer.class)
                        .one()
                > 0);
    }
}
