package org.broadsheet;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.broadsheet.delivery.Correspondence;
import org.broadsheet.delivery.LatestEditions;
import org.broadsheet.delivery.NoticeQueue;
import org.broadsheet.delivery.ServerReplies;
import org.broadsheet.edition.Bundles;
import org.broadsheet.render.Notices;
import org.broadsheet.store.Database;
import org.broadsheet.store.Keys;
import org.broadsheet.subscriber.AddressHashes;
import org.broadsheet.subscriber.Erasure;
import org.broadsheet.subscriber.Leavings;
import org.broadsheet.subscriber.LinkRequests;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.subscriber.PersonalData;
import org.broadsheet.subscriber.Preferences;
import org.broadsheet.subscriber.ProofsOfWork;
import org.broadsheet.subscriber.SignUps;
import org.broadsheet.subscriber.Subscribers;
import org.broadsheet.subscriber.Subscriptions;
import org.broadsheet.subscriber.Suppressions;
import org.broadsheet.subscriber.UnsubscribeTokens;
import org.broadsheet.web.PublicPages;

/** Wires the pages for readers, and who answers them by mail. */
final class Reception {
    private final Database database;
    private final List<OpenList> lists;
    private final Map<String, Map<String, String>> topics;
    private final Clock clock;
    private final MailingLists numbers;
    private final Subscribers subscribers;
    private final AddressHashes hashes;
    private final SignUps signUps;
    private final LinkRequests requests;
    private final LinkTokens tokens;
    private final ProofsOfWork proofs;

    /** @param topics of every list, by its name: key to title */
    Reception(Database database, List<OpenList> lists, Map<String, Map<String, String>> topics, Clock clock) {
        this.topics = topics;
        this.database = database;
        this.lists = lists;
        this.clock = clock;
        this.numbers = new MailingLists(database);
        this.subscribers = new Subscribers(database);
        this.hashes = new AddressHashes(new Keys(database));
        this.signUps = new SignUps(database, hashes, clock);
        this.requests = new LinkRequests(database, hashes, clock);
        this.tokens = new LinkTokens(database, clock);
        this.proofs = new ProofsOfWork(database, new Keys(database), clock);
    }

    PublicPages pages(Configuration configuration, Erasure erasure) {
        String url = configuration.url();
        return new PublicPages(
                new PublicPages.People(
                        subscribers,
                        new Subscriptions(database, clock),
                        numbers,
                        signUps,
                        new Leavings(database, clock),
                        new Preferences(database, clock),
                        requests,
                        new PersonalData(database, hashes),
                        erasure,
                        new UnsubscribeTokens(new Keys(database)),
                        tokens,
                        new Suppressions(database, hashes, clock),
                        proofs),
                lists,
                topics,
                configuration.brand(),
                url == null ? null : URI.create(url),
                new Bundles(database.jdbi())::image,
                clock);
    }

    /** @param url of the pages, without a slash at the end */
    Correspondence correspondence(Notices notices, NoticeQueue queue, LatestEditions editions, String url) {
        return new Correspondence(
                new Correspondence.People(
                        signUps,
                        requests,
                        new Subscriptions(database, clock),
                        new Suppressions(database, hashes, clock),
                        subscribers,
                        new Leavings(database, clock),
                        hashes),
                new Correspondence.Tokens(tokens, new UnsubscribeTokens(new Keys(database))),
                notices,
                queue,
                editions,
                byNumber(),
                url,
                clock);
    }

    Housekeeping housekeeping(Keep keep) {
        return new Housekeeping(
                keep,
                signUps,
                requests,
                proofs,
                new Suppressions(database, hashes, clock),
                new ServerReplies(database.jdbi(), clock));
    }

    /** A list that is new gets its title with its row. */
    private Map<Long, OpenList> byNumber() {
        return lists.stream().collect(Collectors.toMap(list -> number(list).id(), list -> list));
    }

    private MailingList number(OpenList list) {
        MailingList known = numbers.findOrCreate(list.name());
        if (known.title().equals(known.name()) && !list.title().equals(list.name())) {
            numbers.rename(known, list.title());
        }
        return known;
    }
}
