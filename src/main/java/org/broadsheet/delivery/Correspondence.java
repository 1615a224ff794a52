package org.broadsheet.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Notice;
import org.broadsheet.render.Notices;
import org.broadsheet.render.PageWords;
import org.broadsheet.subscriber.AddressHashes;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers those who sign up or ask for a link, by notices, on a thread of its own: whoever looks at the pages cannot tell from them, nor from
 * the time they take, to whom something is written. Any number of processes may do so at once.
 */
public final class Correspondence implements AutoCloseable {
    /** To one address, by whoever asks for it. */
    public static final int MOST_A_DAY = 3;

    private static final Logger log = LoggerFactory.getLogger(Correspondence.class);
    private static final Duration DAY = Duration.ofHours(24);
    private static final long MILLIS_BETWEEN_LOOKS = 500;

    private final People people;
    private final SignUps signUps;
    private final Suppressions suppressions;
    private final Subscribers subscribers;
    private final AddressHashes hashes;
    private final LinkTokens tokens;
    private final Notices notices;
    private final NoticeQueue queue;
    private final Map<Long, OpenList> lists;
    private final String url;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread made = new Thread(runnable, "correspondence");
        made.setDaemon(true);
        return made;
    });

    private volatile Instant nextTidy = Instant.MIN;

    /** What it asks and tells. */
    public record People(
            SignUps signUps,
            LinkRequests linkRequests,
            Subscriptions subscriptions,
            Suppressions suppressions,
            Subscribers subscribers,
            AddressHashes hashes) {}

    /**
     * @param lists by their numbers in the database
     * @param url of the pages, without a slash at the end
     */
    public Correspondence(
            People people,
            LinkTokens tokens,
            Notices notices,
            NoticeQueue queue,
            Map<Long, OpenList> lists,
            String url,
            Clock clock) {
        this.people = people;
        this.signUps = people.signUps();
        this.suppressions = people.suppressions();
        this.subscribers = people.subscribers();
        this.hashes = people.hashes();
        this.tokens = tokens;
        this.notices = notices;
        this.queue = queue;
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
            people.linkRequests().settle(request.get(), answer(request.get()));
            request = people.linkRequests().take();
        }
        if (clock.instant().isAfter(nextTidy)) {
            nextTidy = clock.instant().plus(DAY);
            signUps.tidy();
            people.linkRequests().tidy();
        }
    }

    private void answer(SignUp signUp) {
        OpenList list = lists.get(signUp.listId());
        if (list == null || suppressions.contains(signUp.address())) {
            signUps.refuse(signUp);
            return;
        }
        if (list.single() && !signUps.hasLeft(signUp)) {
            signUps.confirm(signUp, "asked for on the page, which does not ask to confirm");
            return;
        }
        Instant now = clock.instant();
        String link = url + "/confirm/" + tokens.token(LinkTokens.Use.CONFIRM, signUp.id(), now);
        if (write("confirmation", Notice.confirmation(list.title(), link), list, signUp)) {
            signUps.mailed(signUp);
        } else {
            signUps.refuse(signUp);
        }
    }

    private void welcome(SignUp signUp) {
        OpenList list = lists.get(signUp.listId());
        if (!signUps.welcome(signUp) || list == null) {
            return;
        }
        subscribers.find(signUp.address()).ifPresent(subscriber -> {
            String link =
                    url + "/preferences/" + tokens.token(LinkTokens.Use.PREFERENCES, subscriber.id(), clock.instant());
            write("welcome", Notice.welcome(list.title(), link), list, signUp);
        });
    }

    /** Whether the link is on its way. */
    private boolean answer(LinkRequest request) {
        Optional<Subscriber> subscriber = subscribers.find(request.subscriberId());
        Optional<OpenList> list = subscriber.flatMap(this::list);
        if (subscriber.isEmpty() || list.isEmpty()) {
            return false;
        }
        MailAddress to = Objects.requireNonNullElse(
                request.newAddress(), subscriber.get().address());
        if (suppressions.contains(to)) {
            return false;
        }
        String locale =
                Objects.requireNonNullElse(subscriber.get().locale(), list.get().language());
        Page page = page(request.use());
        String what = PageWords.of(List.of(locale)).say(page.words(), Map.of());
        String link = url + "/" + page.path() + "/" + tokens.token(request.use(), request.id(), clock.instant());
        return write("link", Notice.link(what, link), list.get(), to, locale);
    }

    /** Where a link leads, and which words of the pages say what it is for. */
    private record Page(String path, String words) {}

    private static Page page(LinkTokens.Use use) {
        return switch (use) {
            case CHANGE_ADDRESS -> new Page("address", "change_address");
            case NEW_ADDRESS -> new Page("move", "new_address");
            case DOWNLOAD -> new Page("data", "download");
            case ERASE -> new Page("erase", "erase");
            case CONFIRM, PREFERENCES -> throw new IllegalArgumentException(use + " is not asked for");
        };
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

    private boolean write(String kind, Notice notice, OpenList list, SignUp signUp) {
        return write(kind, notice, list, signUp.address(), signUp.locale());
    }

    /** False when the address was written to often enough for a day. */
    private boolean write(String kind, Notice notice, OpenList list, MailAddress address, String locale) {
        MailAddress from = list.from();
        String messageId = UUID.randomUUID() + "@" + from.asciiDomain();
        // The name was typed by whoever asked, and that may be anybody: a stranger's words do not go out in our mail.
        Notices.Addressee reader = new Notices.Addressee(new MailAddress(address.address(), ""), "", locale);
        byte[] message =
                notices.write(notice, from, reader, clock.instant(), messageId).message();
        return queue.addSparingly(
                kind, from, reader.to(), message, new NoticeQueue.Sparing(hashes.of(reader.to()), MOST_A_DAY, DAY));
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
