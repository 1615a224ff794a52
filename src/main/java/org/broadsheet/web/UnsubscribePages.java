package org.broadsheet.web;

import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.broadsheet.render.PageWords;
import org.broadsheet.subscriber.Leavings;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions;
import org.broadsheet.subscriber.UnsubscribeTokens;

/** The way out of a list, by a link that works as long as the mail exists; and for a day, the way back or half-way. */
final class UnsubscribePages {
    /** Stands in the links of messages that are shown before an edition is sent. */
    private static final String PREVIEW = "preview";

    private final UnsubscribeTokens tokens;
    private final Subscriptions subscriptions;
    private final Leavings leavings;
    private final Shelf shelf;
    private final PageTemplates templates;
    private final Visitor visitor;

    UnsubscribePages(PublicPages.People people, Shelf shelf, PageTemplates templates, Visitor visitor) {
        this.tokens = people.unsubscribeTokens();
        this.subscriptions = people.subscriptions();
        this.leavings = people.leavings();
        this.shelf = shelf;
        this.templates = templates;
        this.visitor = visitor;
    }

    /** Asks, and changes nothing: mail filters and previews follow every link of a mail. */
    void ask(Context context) {
        found(context, (ref, form) -> {
            boolean subscribed = subscriptions
                    .state(ref)
                    .filter(state -> state != Subscriptions.State.UNSUBSCRIBED)
                    .isPresent();
            if (subscribed) {
                show(context, "unsubscribe", ref, Map.of());
            } else {
                left(context, ref);
            }
        });
    }

    /**
     * RFC 8058 §3.2: whoever holds the link may leave by a POST, without cookie, login or redirect. Mail providers and the
     * button of our own page send {@code List-Unsubscribe=One-Click}, and some nothing; what else stands in the body does
     * not matter. It is saved before the answer goes out.
     */
    void leave(Context context) {
        found(context, (ref, form) -> {
            leavings.leave(ref, "asked for by the unsubscribe link");
            left(context, ref);
        });
    }

    /** Whoever presses twice is back as well. */
    void undo(Context context) {
        found(context, (ref, form) -> {
            boolean back = leavings.undo(ref) || isOn(ref);
            show(context, back ? "undone" : "undo-late", ref, Map.of());
        });
    }

    /** The person stays, for some topics. Whoever presses twice has stayed, for those that were ticked last. */
    void less(Context context) {
        found(context, (ref, form) -> {
            Set<String> topics = shelf.topics(ref.listId()).keySet();
            boolean none = topics.stream().noneMatch(form.all("topic")::contains);
            if (none && leavings.mayReturn(ref)) {
                left(context.status(422), ref, Map.of("none", true));
            } else if (none && isOn(ref)) {
                show(context, "unsubscribe", ref, Map.of()); // nothing at all is what its button is for
            } else {
                boolean back = leavings.stay(ref, topics, form.all("topic"));
                show(context, back ? "less" : "undo-late", ref, Map.of());
            }
        });
    }

    void reason(Context context) {
        found(context, (ref, form) -> {
            leavings.reason(ref, form.text("reason"));
            show(context, "reason", ref, Map.of("fresh", leavings.mayReturn(ref)));
        });
    }

    /** Leaves one of the person's other lists too. Only who has just left may: the link may have been passed on. */
    void other(Context context) {
        found(context, (ref, form) -> {
            if (leavings.mayReturn(ref)) {
                leavings.remaining(ref.subscriberId()).stream()
                        .filter(list -> list.name().equals(form.text("list")))
                        .map(list -> new SubscriptionRef(ref.subscriberId(), list.id()))
                        .forEach(other -> leavings.leave(other, "asked for on the page after another list was left"));
            }
            left(context, ref);
        });
    }

    private boolean isOn(SubscriptionRef ref) {
        return subscriptions.state(ref).equals(Optional.of(Subscriptions.State.CONFIRMED));
    }

    private void found(Context context, BiConsumer<SubscriptionRef, Form> then) {
        Form form = Form.of(context);
        Optional<SubscriptionRef> ref = tokens.parse(context.pathParam("token"));
        if (ref.isPresent()) {
            then.accept(ref.get(), form);
        } else {
            broken(context);
        }
    }

    private void left(Context context, SubscriptionRef ref) {
        left(context, ref, Map.of());
    }

    private void left(Context context, SubscriptionRef ref, Map<String, Object> more) {
        boolean fresh = leavings.mayReturn(ref);
        Map<String, Object> values = new HashMap<>(more);
        values.put("fresh", fresh);
        if (fresh) {
            PageWords words = words(context, ref);
            List<Map<String, Object>> topics = Shelf.choices(shelf.topics(ref.listId()), Set.of());
            values.put("topics", topics);
            values.put("has_topics", !topics.isEmpty());
            List<Map<String, String>> others = leavings.remaining(ref.subscriberId()).stream()
                    .map(list ->
                            Map.of("name", list.name(), "leave", words.say("leave_one", Map.of("list", list.title()))))
                    .toList();
            values.put("others", others);
            values.put("has_others", !others.isEmpty());
        }
        show(context, "unsubscribed", ref, values);
    }

    private void show(Context context, String page, SubscriptionRef ref, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("token", context.pathParam("token"));
        templates.show(context, page, words(context, ref), facts(ref), all);
    }

    private PageWords words(Context context, SubscriptionRef ref) {
        return visitor.words(context, shelf.locale(ref.subscriberId()), "en");
    }

    private Map<String, String> facts(SubscriptionRef ref) {
        String brand = templates.brandName();
        Optional<MailingList> list = shelf.list(ref.listId());
        String title = list.map(MailingList::title).orElse(brand);
        boolean hasTitle =
                list.filter(named -> !named.title().equals(named.name())).isPresent();
        return Map.of("list", title, "named", hasTitle || brand.isEmpty() ? title : brand);
    }

    private void broken(Context context) {
        PageWords words = visitor.words(context, null, "en");
        if (context.pathParam("token").equals(PREVIEW)) {
            templates.show(context, "preview-link", words, Map.of(), Map.of());
            return;
        }
        templates.show(context.status(404), "broken-link", words, Map.of(), Map.of());
    }
}
