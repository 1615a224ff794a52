package org.broadsheet.web;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.render.PageWords;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.Subscribers;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions;
import org.broadsheet.subscriber.UnsubscribeTokens;

/** The way out of a list, by a link that works as long as the mail exists. */
final class UnsubscribePages {
    /** Stands in the links of messages that are shown before an edition is sent. */
    private static final String PREVIEW = "preview";

    private final UnsubscribeTokens tokens;
    private final Subscriptions subscriptions;
    private final Subscribers subscribers;
    private final MailingLists lists;
    private final PageTemplates templates;
    private final Visitor visitor;

    UnsubscribePages(
            UnsubscribeTokens tokens,
            Subscriptions subscriptions,
            Subscribers subscribers,
            MailingLists lists,
            PageTemplates templates,
            Visitor visitor) {
        this.tokens = tokens;
        this.subscriptions = subscriptions;
        this.subscribers = subscribers;
        this.lists = lists;
        this.templates = templates;
        this.visitor = visitor;
    }

    /** Asks, and changes nothing: mail filters and previews follow every link of a mail. */
    void ask(Context context) {
        Optional<SubscriptionRef> ref = ref(context);
        if (ref.isEmpty()) {
            broken(context);
            return;
        }
        boolean subscribed = subscriptions
                .state(ref.get())
                .filter(state -> state != Subscriptions.State.UNSUBSCRIBED)
                .isPresent();
        show(context, subscribed ? "unsubscribe" : "unsubscribed", ref.get());
    }

    /**
     * RFC 8058 §3.2: whoever holds the link may leave by a POST, without cookie, login or redirect. Mail providers and the
     * button of our own page send {@code List-Unsubscribe=One-Click}, and some nothing; what else stands in the body does
     * not matter. It is saved before the answer goes out.
     */
    void leave(Context context) {
        Form.body(context);
        Optional<SubscriptionRef> ref = ref(context);
        if (ref.isEmpty()) {
            broken(context);
            return;
        }
        subscriptions.unsubscribe(ref.get(), "asked for by the unsubscribe link");
        show(context, "unsubscribed", ref.get());
    }

    private Optional<SubscriptionRef> ref(Context context) {
        return tokens.parse(context.pathParam("token"));
    }

    private void show(Context context, String page, SubscriptionRef ref) {
        templates.show(context, page, words(context, ref), facts(ref), Map.of());
    }

    private PageWords words(Context context, SubscriptionRef ref) {
        String known = subscribers
                .find(ref.subscriberId())
                .flatMap(subscriber -> Optional.ofNullable(subscriber.locale()))
                .orElse(null);
        return visitor.words(context, known, "en");
    }

    private Map<String, String> facts(SubscriptionRef ref) {
        String brand = templates.brandName();
        Optional<MailingList> list = lists.find(ref.listId());
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
