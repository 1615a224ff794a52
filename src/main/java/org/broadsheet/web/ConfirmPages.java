package org.broadsheet.web;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.render.PageWords;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.subscriber.SignUp;
import org.broadsheet.subscriber.SignUps;
import org.broadsheet.subscriber.Subscribers;

/** Where the link in a confirmation leads. Opening it changes nothing; its one button confirms. */
final class ConfirmPages {
    private final LinkTokens tokens;
    private final SignUps signUps;
    private final Subscribers subscribers;
    private final SignUpDesk desk;
    private final PageTemplates templates;
    private final Visitor visitor;
    private final Clock clock;

    ConfirmPages(PublicPages.People people, SignUpDesk desk, PageTemplates templates, Visitor visitor, Clock clock) {
        this.tokens = people.linkTokens();
        this.signUps = people.signUps();
        this.subscribers = people.subscribers();
        this.desk = desk;
        this.templates = templates;
        this.visitor = visitor;
        this.clock = clock;
    }

    /** What a link leads to. @param isUsed whether this link or another one did its work; @param over whether its time has passed */
    private record Found(SignUp signUp, boolean isUsed, OpenList list, boolean over) {
        /** Where the consent comes from, in words. */
        String evidence() {
            Instant asked = signUp.asked().truncatedTo(ChronoUnit.SECONDS);
            return "confirmed by the link that was mailed, " + (signUp.isInvitation() ? "invited" : "asked for")
                    + " on " + asked;
        }
    }

    void ask(Context context) {
        find(context).ifPresent(found -> {
            if (!isShownOtherwise(context, found)) {
                show(context, "confirm", found);
            }
        });
    }

    void confirm(Context context) {
        Form.body(context);
        find(context).ifPresent(found -> {
            if (isShownOtherwise(context, found)) {
                return;
            }
            if (signUps.confirm(found.signUp(), found.evidence())) {
                show(context, "confirmed", found, preferences(found.signUp()));
            } else {
                show(context, "used", found);
            }
        });
    }

    /** Who has just confirmed holds the mailbox, and may go on to choose. */
    private Map<String, String> preferences(SignUp signUp) {
        return subscribers
                .find(signUp.address())
                .map(subscriber -> Map.of(
                        "preferences", tokens.token(LinkTokens.Use.PREFERENCES, subscriber.id(), clock.instant())))
                .orElse(Map.of());
    }

    /** The answer to a link that has grown old is a new one. */
    void again(Context context) {
        Form.body(context);
        find(context).ifPresent(found -> {
            if (found.isUsed()) {
                show(context, "used", found);
            } else if (!desk.allowsAgain(visitor.address(context))) {
                show(context.status(429), "busy", found);
            } else {
                signUps.again(found.signUp().id());
                show(context, "sent-again", found);
            }
        });
    }

    private boolean isShownOtherwise(Context context, Found found) {
        if (found.isUsed()) {
            show(context, "used", found);
        } else if (found.over()) {
            show(context.status(410), "over", found);
        }
        return found.isUsed() || found.over();
    }

    private Optional<Found> find(Context context) {
        Optional<LinkTokens.Link> link = tokens.parse(LinkTokens.Use.CONFIRM, context.pathParam("token"));
        Optional<Found> found = link.flatMap(known -> signUps.find(known.id())
                .flatMap(signUp -> desk.list(signUp.listId())
                        .map(list -> new Found(signUp, isUsed(signUp), list, known.isOver(clock.instant())))));
        if (found.isEmpty()) {
            PageWords words = visitor.words(context, null, "en");
            templates.show(context.status(link.isEmpty() ? 404 : 410), "broken-link", words, Map.of(), Map.of());
        }
        return found;
    }

    private void show(Context context, String page, Found found) {
        show(context, page, found, Map.of());
    }

    private void show(Context context, String page, Found found, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("name", found.list().name());
        values.put("token", context.pathParam("token"));
        PageWords words =
                visitor.words(context, found.signUp().locale(), found.list().language());
        templates.show(context, page, words, SignUpPages.facts(found.list()), values);
    }

    /** Who was invited and has left since is not asked again. */
    private boolean isUsed(SignUp signUp) {
        return signUps.isAnswered(signUp) || signUp.isInvitation() && signUps.hasLeft(signUp);
    }
}
