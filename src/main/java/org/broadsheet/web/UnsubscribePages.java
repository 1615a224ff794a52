package org.broadsheet.web;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions;
import org.broadsheet.subscriber.UnsubscribeTokens;

/** The way out of a list, by a link that works as long as the mail exists. */
final class UnsubscribePages {
    /** Stands in the links of messages that are shown before an edition is sent. */
    private static final String PREVIEW = "preview";

    private final UnsubscribeTokens tokens;
    private final Subscriptions subscriptions;
    private final MailingLists lists;
    private final PageTemplates templates;

    UnsubscribePages(
            UnsubscribeTokens tokens, Subscriptions subscriptions, MailingLists lists, PageTemplates templates) {
        this.tokens = tokens;
        this.subscriptions = subscriptions;
        this.lists = lists;
        this.templates = templates;
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
        Map<String, String> words = lists.find(ref.listId())
                .map(list -> Map.of("list", list.title(), "named", list.title().equals(list.name()) ? "" : "yes"))
                .orElse(Map.of());
        templates.show(context, page, words);
    }

    private void broken(Context context) {
        if (context.pathParam("token").equals(PREVIEW)) {
            templates.show(context, "preview-link", Map.of());
            return;
        }
        templates.show(context.status(404), "broken-link", Map.of());
    }
}
