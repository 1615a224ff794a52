package org.broadsheet.web;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.PageWords;
import org.broadsheet.subscriber.Erasure;
import org.broadsheet.subscriber.LinkRequest;
import org.broadsheet.subscriber.LinkRequests;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.LinkTokens.Use;
import org.broadsheet.subscriber.PersonalData;

/** Where links lead that were mailed to the address itself: a new address, one's data, being erased. */
final class MailedLinkPages {
    private final LinkTokens tokens;
    private final LinkRequests requests;
    private final PersonalData data;
    private final Erasure erasure;
    private final Limits limits;
    private final Shelf shelf;
    private final PageTemplates templates;
    private final Visitor visitor;
    private final Clock clock;

    MailedLinkPages(
            PublicPages.People people,
            Limits limits,
            Shelf shelf,
            PageTemplates templates,
            Visitor visitor,
            Clock clock) {
        this.tokens = people.linkTokens();
        this.requests = people.linkRequests();
        this.data = people.personalData();
        this.erasure = people.erasure();
        this.limits = limits;
        this.shelf = shelf;
        this.templates = templates;
        this.visitor = visitor;
        this.clock = clock;
    }

    /** Shows the page whose button does what the link is for, and does nothing. */
    void ask(Context context, Use use, String page) {
        found(context, use, request -> show(context, page, request, Map.of()));
    }

    void newAddress(Context context) {
        Form form = Form.of(context);
        found(context, Use.CHANGE_ADDRESS, request -> {
            Optional<MailAddress> address = MailAddress.of(form.text("address"), "");
            if (address.isEmpty()) {
                show(
                        context.status(422),
                        "new-address",
                        request,
                        Map.of("wrong", true, "address", form.text("address")));
            } else if (!limits.allowsNetwork(visitor.address(context))
                    || !limits.allowsAddress(address.get().mailbox())) {
                show(context.status(429), "busy", request, Map.of());
            } else {
                mail(context, request, address.get());
            }
        });
    }

    /** The link stays good until somebody has moved: a slip can be mended. */
    private void mail(Context context, LinkRequest request, MailAddress address) {
        Optional<Instant> room = requests.ask(request.subscriberId(), Use.NEW_ADDRESS, address);
        if (room.isPresent()) {
            Map<String, String> hours = PreferencePages.untilThen(room.get(), clock.instant());
            templates.show(context.status(429), "enough", words(context, request), hours, Map.of());
        } else {
            show(context, "mailed-new", request, Map.of("address", address.address()));
        }
    }

    void move(Context context) {
        Form.body(context);
        found(context, Use.NEW_ADDRESS, request -> {
            switch (requests.move(request)) {
                case DONE -> show(context, "moved", request, Map.of());
                case USED -> show(context.status(410), "gone", request, Map.of());
                case TAKEN -> show(context.status(409), "move", request, Map.of("wrong", true));
            }
        });
    }

    void download(Context context) {
        Form.body(context);
        found(context, Use.DOWNLOAD, request -> {
            String json = data.json(request.subscriberId()).orElse("{}\n");
            context.header("Content-Disposition", "attachment; filename=\"my-data.json\"");
            context.contentType("application/json; charset=utf-8").result(json);
        });
    }

    void erase(Context context) {
        Form.body(context);
        found(context, Use.ERASE, request -> {
            PageWords words = words(context, request);
            erasure.erase(request.subscriberId(), "asked for by the link that was mailed");
            templates.show(context, "erased", words, Map.of(), Map.of());
        });
    }

    private void found(Context context, Use use, Consumer<LinkRequest> then) {
        Optional<LinkTokens.Link> link = tokens.parse(use, context.pathParam("token"));
        Optional<LinkRequest> request = link.flatMap(known -> requests.find(use, known.id()));
        PageWords words = visitor.words(context, null, "en");
        if (link.isEmpty()) {
            templates.show(context.status(404), "broken-link", words, Map.of(), Map.of());
        } else if (link.get().isOver(clock.instant())) {
            templates.show(context.status(410), "too-old", words, Map.of(), Map.of());
        } else if (request.isEmpty()) {
            templates.show(context.status(410), "gone", words, Map.of(), Map.of());
        } else {
            then.accept(request.get());
        }
    }

    private void show(Context context, String page, LinkRequest request, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.putIfAbsent("address", "");
        all.put("token", context.pathParam("token"));
        templates.show(context, page, words(context, request), Map.of(), all);
    }

    private PageWords words(Context context, LinkRequest request) {
        return visitor.words(context, shelf.locale(request.subscriberId()), "en");
    }
}
