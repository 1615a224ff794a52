package org.broadsheet.web;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.broadsheet.render.PageWords;
import org.broadsheet.subscriber.Leavings;
import org.broadsheet.subscriber.LinkRequests;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.Preferences;
import org.broadsheet.subscriber.Subscriber;
import org.broadsheet.subscriber.Subscribers;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions;
import org.broadsheet.subscriber.Suppressions;
import org.jspecify.annotations.Nullable;

/** Where somebody chooses what comes, and in which language. The link stands in mails, so it gives no more than that. */
final class PreferencePages {
    /** By what the buttons send. */
    private static final Map<String, LinkTokens.Use> MAILED = Map.of(
            "change-address", LinkTokens.Use.CHANGE_ADDRESS,
            "download", LinkTokens.Use.DOWNLOAD,
            "erase", LinkTokens.Use.ERASE);

    private final LinkTokens tokens;
    private final Subscribers subscribers;
    private final Subscriptions subscriptions;
    private final Leavings leavings;
    private final Preferences preferences;
    private final LinkRequests requests;
    private final Suppressions suppressions;
    private final Shelf shelf;
    private final Limits limits;
    private final boolean mails;
    private final PageTemplates templates;
    private final Visitor visitor;
    private final Clock clock;

    /** @param mails whether links can be mailed */
    PreferencePages(
            PublicPages.People people,
            Shelf shelf,
            Limits limits,
            boolean mails,
            PageTemplates templates,
            Visitor visitor,
            Clock clock) {
        this.limits = limits;
        this.mails = mails;
        this.requests = people.linkRequests();
        this.suppressions = people.suppressions();
        this.tokens = people.linkTokens();
        this.subscribers = people.subscribers();
        this.subscriptions = people.subscriptions();
        this.leavings = people.leavings();
        this.preferences = people.preferences();
        this.shelf = shelf;
        this.templates = templates;
        this.visitor = visitor;
        this.clock = clock;
    }

    void ask(Context context) {
        found(context, subscriber -> show(context, subscriber, Map.of()));
    }

    void save(Context context) {
        Form form = Form.of(context);
        found(context, subscriber -> {
            String written = form.text("zone").strip();
            Optional<ZoneId> zone = Preferences.zone(written);
            boolean wrong = zone.isEmpty() && !written.isEmpty();
            describe(subscriber, form, wrong || !form.has("zone") ? subscriber.zone() : zone.orElse(null));
            // Whatever else is wrong, nobody is kept from leaving.
            leavings.remaining(subscriber.id()).forEach(list -> choose(subscriber, list, form));
            Map<String, Object> said = wrong ? Map.of("wrong", true, "zone", written) : Map.of("saved", true);
            found(context, saved -> show(context.status(wrong ? 422 : 200), saved, said));
        });
    }

    /** What the form does not bring along stays as it is; what it brings along empty is forgotten. */
    private void describe(Subscriber subscriber, Form form, @Nullable ZoneId zone) {
        String first = form.has("first_name") ? form.text("first_name") : subscriber.firstName();
        String name =
                form.has("name") ? form.text("name") : subscriber.address().name();
        preferences.describe(
                subscriber.id(),
                name.isBlank() ? first : name,
                first,
                form.has("locale") ? locale(subscriber, form) : subscriber.locale(),
                zone);
    }

    /** Brings back to a list that was just left. */
    void undo(Context context) {
        Form form = Form.of(context);
        found(context, subscriber -> {
            boolean back = leavings.returnable(subscriber.id()).stream()
                    .filter(list -> list.name().equals(form.text("list")))
                    .map(list -> new SubscriptionRef(subscriber.id(), list.id()))
                    .anyMatch(leavings::undo);
            show(context, subscriber, Map.of(back ? "undone" : "undo_late", true));
        });
    }

    /** Mails a link for what this page must not give, since it may have been passed on. */
    void mail(Context context) {
        Form form = Form.of(context);
        found(context, subscriber -> {
            LinkTokens.Use use = MAILED.get(form.text("what"));
            PageWords words = visitor.words(context, subscriber.locale(), "en");
            if (use == null || !mails) {
                throw new BadRequestResponse();
            }
            if (!limits.allowsNetwork(visitor.address(context))) {
                templates.show(context.status(429), "busy", words, Map.of(), Map.of());
                return;
            }
            if (suppressions.contains(subscriber.address())) {
                templates.show(context.status(409), "unwritable", words, Map.of(), Map.of());
                return;
            }
            Optional<Instant> room = requests.ask(subscriber.id(), use, null);
            if (room.isPresent()) {
                templates.show(context.status(429), "enough", words, untilThen(room.get(), clock.instant()), Map.of());
            } else {
                templates.show(context, "mailed", words, Map.of(), Map.of());
            }
        });
    }

    /** What the page says where enough links were mailed. @param then when there is room again */
    static Map<String, String> untilThen(Instant then, Instant now) {
        long hours = Duration.between(now, then).plusMinutes(59).toHours();
        return Map.of("hours", String.valueOf(Math.max(1, hours)));
    }

    /** Who leaves the choice as it was keeps what it does not offer, {@code pt-BR} or {@code fi}. */
    private static @Nullable String locale(Subscriber subscriber, Form form) {
        String sent = form.text("locale");
        if (sent.equals(shown(subscriber))) {
            return subscriber.locale();
        }
        return PageWords.has(sent) ? sent : null;
    }

    /** The tag of the language that stands for the person's own; empty where none does. */
    private static String shown(Subscriber subscriber) {
        String locale = subscriber.locale();
        return locale == null || !PageWords.has(locale)
                ? ""
                : PageWords.of(List.of(locale)).tag();
    }

    /** Only lists that the page has shown: one that was joined meanwhile, elsewhere, stays as it is. */
    private void choose(Subscriber subscriber, MailingList list, Form form) {
        SubscriptionRef ref = new SubscriptionRef(subscriber.id(), list.id());
        if (!form.all("shown").contains(list.name())) {
            return;
        }
        if (!form.all("list").contains(list.name())) {
            leavings.leave(ref, "asked for on the preferences page");
            return;
        }
        preferences.choose(ref, shelf.topics(list.id()).keySet(), form.all("topic-" + list.name()));
    }

    private void found(Context context, Consumer<Subscriber> then) {
        Optional<LinkTokens.Link> link = tokens.parse(LinkTokens.Use.PREFERENCES, context.pathParam("token"));
        Optional<Subscriber> subscriber = link.flatMap(known -> subscribers.find(known.id()));
        PageWords words = visitor.words(context, null, "en");
        if (link.isEmpty()) {
            templates.show(context.status(404), "broken-link", words, Map.of(), Map.of());
        } else if (subscriber.isEmpty()) {
            templates.show(context.status(410), "gone", words, Map.of(), Map.of());
        } else if (link.get().isOver(clock.instant())) {
            templates.show(context.status(410), "too-old", words, Map.of(), Map.of());
        } else {
            then.accept(subscriber.get());
        }
    }

    private void show(Context context, Subscriber subscriber, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>();
        values.put("token", context.pathParam("token"));
        values.put("person", subscriber.address().name());
        values.put("first_name", subscriber.firstName());
        values.put("zone", subscriber.zone() == null ? "" : subscriber.zone().getId());
        values.put("mails", mails);
        values.put("languages", languages(subscriber));
        List<Map<String, Object>> lists = leavings.remaining(subscriber.id()).stream()
                .map(list -> list(subscriber, list))
                .toList();
        values.put("subscriptions", lists);
        values.put("has_subscriptions", !lists.isEmpty());
        PageWords words = visitor.words(context, subscriber.locale(), "en");
        List<Map<String, String>> left = leavings.returnable(subscriber.id()).stream()
                .map(list -> Map.of("name", list.name(), "said", words.say("left_list", Map.of("list", list.title()))))
                .toList();
        values.put("left", left);
        values.put("nothing", lists.isEmpty());
        values.put("zones", Preferences.zones());
        values.putAll(more);
        templates.show(context, "preferences", words, Map.of(), values);
    }

    private Map<String, Object> list(Subscriber subscriber, MailingList list) {
        Map<String, String> topics = shelf.topics(list.id());
        Set<String> on = new TreeSet<>(topics.keySet());
        on.removeAll(subscriptions.optedOut(new SubscriptionRef(subscriber.id(), list.id())));
        return Map.of("name", list.name(), "title", list.title(), "topics", Shelf.choices(topics, on));
    }

    private static List<Map<String, Object>> languages(Subscriber subscriber) {
        List<Map<String, Object>> languages = new ArrayList<>();
        String chosen = shown(subscriber);
        PageWords.languages()
                .forEach((tag, name) ->
                        languages.add(Map.of("tag", tag, "own_name", name, "chosen", tag.equals(chosen))));
        return languages;
    }
}
