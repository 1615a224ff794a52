package org.broadsheet.web;

import io.javalin.http.Context;
import java.util.Map;
import org.broadsheet.render.PageWords;

/** What readers are told when a page cannot be shown; programs are told it in JSON. */
final class Troubles {
    private final PageTemplates templates;
    private final Visitor visitor;

    private final boolean open;

    /** @param open whether there are lists to lead to */
    Troubles(PageTemplates templates, Visitor visitor, boolean open) {
        this.open = open;
        this.templates = templates;
        this.visitor = visitor;
    }

    void show(Context context, int status) {
        if (ApiAnswers.isAskedFor(context)) {
            ApiAnswers.trouble(context, status);
            return;
        }
        PageWords words = visitor.words(context, null, "en");
        String heading = switch (status) {
            case 404 -> "not_here";
            case 405 -> "not_so";
            case 413 -> "too_much";
            case 421 -> "other_host";
            default -> status < 500 ? "not_understood" : "trouble";
        };
        String advice = switch (status) {
            case 404 -> "no_page";
            case 421 -> "other_host_advice";
            default -> status < 500 ? "open_again" : "trouble_advice";
        };
        Map<String, Object> said = Map.of(
                "heading",
                words.say(heading, Map.of()),
                "advice",
                words.say(advice, Map.of()),
                "lists",
                open && status == 404);
        templates.show(context.status(status), "trouble", words, Map.of(), said);
    }
}
