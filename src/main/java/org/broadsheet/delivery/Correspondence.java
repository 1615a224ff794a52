package org.broadsheet.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Notice;
import org.broadsheet.render.Notices;
import org.broadsheet.render.PageWords;
import org.broadsheet.subscriber.AddressHashes;
import org.broadsheet.subscriber.Leavings;
import org.broadsheet.subscriber.LinkRequest;
import org.broadsheet.subscriber.LinkRequests;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.subscriber.SignUp;
import org.broadsheet.subscriber.SignUps;
import org.broadsheet.subscriber.Subscriber;
import org.broadsheet.subscriber.Subscribers;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions;
import org.broadsheet.subscriber.Suppressions;
import org.broadsheet.subscriber.UnsubscribeTokens;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to those who sign up, ask for a link or leave, by notices, on a thread of its own: whoever looks at the pages cannot tell from them, nor from
 * the time they take, to whom something is written. Any number of processes may do so at once.
 */
public final class Correspondence implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Correspondence.class);
    private static final long MILLIS_BETWEEN_LOOKS = 500;
    /** Invitations come by the thousand: the others wait as rows, which are small, and leave room to who asks meanwhile. */
    static final int MOST_INVITATIONS = 100;

    private final People people;
    private final SignUps signUps;
    private final Suppressions suppressions;
    private final Subscribers subscribers;
    private final LinkTokens tokens;
    private final UnsubscribeTokens leaving;
    private final Secretary secretary;
    private final NoticeQueue queue;
    private final @Nullable LatestEditions editions;
    private final Map<Long, OpenList> lists;
    private final String url;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread made = new Thread(runnable, "correspondence");
        made.setDaemon(true);
        return made;
    });

    /** What it asks and tells. */
    public record People(
            SignUps signUps,
            LinkRequests linkRequests,
            Subscriptions subscriptions,
            Suppressions suppressions,
            Subscribers subscribers,
            Leavings leavings,
            AddressHashes hashes) {}

    /** What links carry. */
    public record Tokens(LinkTokens links, UnsubscribeTokens leaving) {}

    /**
     * @param editions null where no list gives its latest edition to newcomers
     * @param lists by their numbers in the database
     * @param url of the pages, without a slash at the end
     */
    public Correspondence(
            People people,
            Tokens tokens,
            Notices notices,
            NoticeQueue queue,
            @Nullable LatestEditions editions,
            Map<Long, OpenList> lists,
            String url,
            Clock clock) {
        this.people = people;
        this.signUps = people.signUps();
        this.suppressions = people.suppressions();
        this.subscribers = people.subscribers();
        this.tokens = tokens.links();
        this.leaving = tokens.leaving();
        this.secretary = new Secretary(notices, queue, people.hashes(), clock);
        this.queue = queue;
        this.editions = editions;
        this.lists = Map.copyOf(lists);
        this.url = url;
        this.clock = clock;
    }

    /** Goes on until closed. */
    public void start() {
        Future<?> unused = thread.scheduleWithFixedDelay(this::look, 0, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            answerAll();
        } catch (RuntimeException e) {
            // The next look comes soon; what was taken is taken again when its look has grown old.
            log.warn("Who signed up could not be answered: {}", e.getMessage());
        }
    }

    /** All that waits for an answer now. */
    public void answerAll() {
        Optional<SignUp> asked = signUps.take();
        while (asked.isPresent()) {
            answer(asked.get());
            asked = signUps.take();
        }
        signUps.confirmed().forEach(this::welcome);
        Optional<LinkRequest> request = people.linkRequests().take();
        while (request.isPresent()) {
            answer(request.get());
            request = people.linkRequests().take();
        }
        people.linkRequests().moved().forEach(this::tellOfMove);
        lists.forEach(this::remind);
        invite();
        people.leavings().farewells(wantGoodbye()).forEach(this::sayGoodbye);
    }

    private void invite() {
        SignUp.Origin origin = SignUp.Origin.invitation(queue.isSandboxed());
        for (int room = MOST_INVITATIONS - queue.waiting(NoticeQueue.INVITATION); room > 0; room--) {
            Optional<SignUp> invited = signUps.takeInvitation(origin);
            if (invited.isEmpty()) {
                return;
            }
            answer(invited.get());
        }
    }

    private void answer(SignUp signUp) {
        OpenList list = lists.get(signUp.listId());
        if (signUp.isInvitation() && signUp.origin() != SignUp.Origin.invitation(queue.isSandboxed())) {
            signUps.putBack(signUp); // whoever imported them was not asked about a real server
            return;
        }
        if (list == null || suppressions.contains(signUp.address())) {
            signUps.refuse(signUp);
            return;
        }
        if (signUp.isInvitation()) {
            invite(list, signUp);
            return;
        }
        Optional<Subscriber> member = member(signUp);
        if (member.isPresent()) {
            secretary.write(
                    "already",
                    Notice.already(list.title(), preferencesLink(member.get())),
                    to(list, signUp.address(), member.get()),
                    (handle, written) -> signUps.settle(handle, signUp, written));
            return;
        }
        if (list.single() && !signUps.hasLeft(signUp)) {
            enrol(signUp);
            return;
        }
        Notice confirmation = Notice.confirmation(list.title(), confirmLink(signUp));
        secretary.write(
                "confirmation",
                confirmation,
                to(list, signUp),
                (handle, written) -> signUps.settle(handle, signUp, written));
    }

    /** Even a list that asks nobody to confirm asks those who never asked for it. */
    private void invite(OpenList list, SignUp signUp) {
        if (!signUps.isUnanswered(signUp)) {
            signUps.refuse(signUp); // confirmed, left or taken off the list since
            return;
        }
        secretary.write(
                NoticeQueue.INVITATION,
                Notice.invitation(list.title(), confirmLink(signUp)),
                to(list, signUp),
                (handle, written) -> signUps.settle(handle, signUp, written));
    }

    /** Who is on the list already. */
    private Optional<Subscriber> member(SignUp signUp) {
        return subscribers
                .find(signUp.address())
                .filter(subscriber -> people.subscriptions()
                        .state(new SubscriptionRef(subscriber.id(), signUp.listId()))
                        .filter(Subscriptions.State.CONFIRMED::equals)
                        .isPresent());
    }

    /** Nobody is subscribed without being told so: where no room is left for that, it waits for another day. */
    private void enrol(SignUp signUp) {
        if (secretary.hasRoom(signUp.address())) {
            // What a stranger may have typed is no name to greet anybody by.
            signUps.confirm(signUp.called(""), "asked for on the page, which does not ask to confirm");
            welcome(signUp); // at once: it counts for the next one
        } else {
            signUps.refuse(signUp);
        }
    }

    private String confirmLink(SignUp signUp) {
        return url + "/confirm/" + tokens.token(LinkTokens.Use.CONFIRM, signUp.id(), clock.instant());
    }

    private void welcome(SignUp signUp) {
        OpenList list = lists.get(signUp.listId());
        Optional<Subscriber> subscriber = subscribers.find(signUp.address());
        if (list == null || subscriber.isEmpty() || suppressions.contains(signUp.address())) {
            signUps.leaveUnwelcomed(signUp);
            return;
        }
        String link = preferencesLink(subscriber.get());
        SubscriptionRef ref = new SubscriptionRef(subscriber.get().id(), signUp.listId());
        secretary.write(
                list.single() ? "subscribed" : "welcome",
                list.single()
                        ? Notice.subscribed(list.title(), link, url + "/unsubscribe/" + leaving.token(ref))
                        : Notice.welcome(list.title(), link),
                subscriber.get().locale() == null ? to(list, signUp) : to(list, signUp.address(), subscriber.get()),
                edition(list, signUp.listId(), subscriber.get()),
                (handle, written) -> signUps.welcome(handle, signUp));
    }

    private String preferencesLink(Subscriber subscriber) {
        return url + "/preferences/" + tokens.token(LinkTokens.Use.PREFERENCES, subscriber.id(), clock.instant());
    }

    private List<NoticeQueue.Mail> edition(OpenList list, long listId, Subscriber subscriber) {
        if (editions == null || !list.courtesies().latestEdition()) {
            return List.of();
        }
        try {
            return editions.of(listId, subscriber).stream().toList();
        } catch (RuntimeException e) {
            // An edition that cannot be written any more, in a newer version say, keeps nobody from being welcomed.
            log.warn("The latest edition of {} does not go with a welcome: {}", list.name(), e.getMessage());
            return List.of();
        }
    }

    /** Who has not confirmed in the time that the list gives. */
    private void remind(long listId, OpenList list) {
        Duration after = list.courtesies().remindAfter();
        if (after == null) {
            return;
        }
        for (SignUp signUp : signUps.unanswered(listId, after)) {
            NoticeQueue.Settling settling = (handle, written) -> signUps.remind(handle, signUp);
            if (suppressions.contains(signUp.address())) {
                secretary.writeNothing(settling);
            } else {
                Notice reminder = Notice.unconfirmed(list.title(), confirmLink(signUp));
                secretary.write("reminder", reminder, to(list, signUp), settling);
            }
        }
    }

    private List<Long> wantGoodbye() {
        return lists.entrySet().stream()
                .filter(list -> list.getValue().courtesies().goodbye())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void sayGoodbye(Leavings.Farewell farewell) {
        SubscriptionRef ref = farewell.ref();
        Optional<Subscriber> subscriber = subscribers.find(ref.subscriberId());
        OpenList list = lists.get(ref.listId());
        NoticeQueue.Settling settling = (handle, written) -> people.leavings().tell(handle, farewell);
        if (list == null
                || subscriber.isEmpty()
                || suppressions.contains(subscriber.get().address())) {
            secretary.writeNothing(settling);
            return;
        }
        Notice goodbye = Notice.goodbye(
                list.title(), url + "/unsubscribe/" + leaving.token(ref), url + "/subscribe/" + list.name());
        secretary.write("goodbye", goodbye, to(list, subscriber.get().address(), subscriber.get()), settling);
    }

    private void answer(LinkRequest request) {
        Optional<Subscriber> subscriber = subscribers.find(request.subscriberId());
        Optional<OpenList> list = subscriber.flatMap(this::list);
        MailAddress to = request.newAddress() != null
                ? request.newAddress()
                : subscriber.map(Subscriber::address).orElse(null);
        if (subscriber.isEmpty() || list.isEmpty() || to == null || suppressions.contains(to)) {
            people.linkRequests().refuse(request);
            return;
        }
        Secretary.Addressee addressee = to(list.get(), to, subscriber.get());
        MailedLink link = MailedLink.of(request.use());
        String token = tokens.token(request.use(), request.id(), clock.instant());
        secretary.write(
                link.kind(),
                link.notice(list.get().title(), url + "/" + link.path() + "/" + token, addressee.locale()),
                addressee,
                (handle, written) -> people.linkRequests().settle(handle, request, written));
    }

    /** To the address that somebody has moved away from: if it was not them, they learn of it. */
    private void tellOfMove(LinkRequests.Moved moved) {
        Optional<Subscriber> subscriber = subscribers.find(moved.subscriberId());
        Optional<OpenList> list = subscriber.flatMap(this::list);
        NoticeQueue.Settling settling =
                (handle, written) -> people.linkRequests().tell(handle, moved);
        if (subscriber.isEmpty() || list.isEmpty() || suppressions.contains(moved.from())) {
            secretary.writeNothing(settling);
        } else {
            Notice notice = Notice.moved(list.get().title());
            secretary.write("moved", notice, to(list.get(), moved.from(), subscriber.get()), settling);
        }
    }

    /** One that the person is on or was, to write in its name; else any. */
    private Optional<OpenList> list(Subscriber subscriber) {
        return lists.keySet().stream()
                .sorted()
                .filter(id -> people.subscriptions()
                        .state(new SubscriptionRef(subscriber.id(), id))
                        .isPresent())
                .findFirst()
                .or(() -> lists.keySet().stream().min(Long::compare))
                .map(lists::get);
    }

    private static Secretary.Addressee to(OpenList list, SignUp signUp) {
        String locale = PageWords.has(signUp.locale()) ? signUp.locale() : list.language();
        return new Secretary.Addressee(list.from(), signUp.address(), locale);
    }

    /** In the reader's language; in that of the list where none is known. */
    private static Secretary.Addressee to(OpenList list, MailAddress address, Subscriber subscriber) {
        return new Secretary.Addressee(
                list.from(), address, Objects.requireNonNullElse(subscriber.locale(), list.language()));
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
