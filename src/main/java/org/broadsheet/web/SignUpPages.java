package org.broadsheet.web;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.broadsheet.render.PageWords;
import org.broadsheet.subscriber.OpenList;
import org.jspecify.annotations.Nullable;

/** The form on which people ask for a list, and what it answers. */
final class SignUpPages {
    private final SignUpDesk desk;
    private final PageTemplates templates;
    private final Visitor visitor;
    private final Supplier<String> url;
    private final ProofDesk proofs;

    /** @param url of the pages, without a slash at the end; for forms on other people's pages */
    SignUpPages(SignUpDesk desk, ProofDesk proofs, PageTemplates templates, Visitor visitor, Supplier<String> url) {
        this.proofs = proofs;
        this.desk = desk;
        this.templates = templates;
        this.visitor = visitor;
        this.url = url;
    }

    /** What {@code serve} prints leads to the lists. */
    void front(Context context) {
        if (desk.lists().isEmpty()) {
            throw new NotFoundResponse();
        }
        context.status(302).header("Location", "subscribe"); // from here: the public may see us below a folder
    }

    /** Which lists there are. */
    void index(Context context) {
        PageWords words = visitor.words(context, null, "en");
        List<Map<String, Object>> lists = desk.lists().stream()
                .map(list -> Map.<String, Object>of("name", list.name(), "title", list.title()))
                .toList();
        if (lists.isEmpty()) {
            throw new NotFoundResponse();
        }
        templates.show(context, "lists", words, Map.of(), Map.of("lists", lists));
    }

    void form(Context context) {
        OpenList list = list(context);
        show(context, list, words(context, list), new Filled("", "", "", null), false);
    }

    /** A form to be put into other people's pages. */
    void snippet(Context context) {
        OpenList list = list(context);
        PageWords words = words(context, list);
        Map<String, Object> values = values(list, words, new Filled("", "", "", null));
        values.put("action", url.get() + "/subscribe/" + list.name());
        values.put("lang", words.tag());
        values.put("dir", words.dir());
        values.put("say", words.all(facts(list)));
        if (proofs.isAsked()) {
            values.put("proof", url.get() + "/api/subscribe/" + list.name() + "/challenge");
            values.put("script", url.get() + "/proof.js");
        }
        String snippet = templates.fill("snippet.html", values);
        templates.show(context, "embed", words, facts(list), Map.of("snippet", snippet, "name", list.name()));
    }

    void ask(Context context) {
        OpenList list = list(context);
        Form form = Form.of(context);
        PageWords words = words(context, list, form.text("lang"));
        List<String> wanted = form.has("topics") ? form.all("topic") : null;
        Filled filled = new Filled(form.text("address"), form.text("name"), form.text("first_name"), wanted);
        SignUpDesk.Entry entry = new SignUpDesk.Entry(
                filled.address(),
                filled.name(),
                filled.firstName(),
                wanted,
                form.text("website"),
                form.text("proof"),
                visitor.address(context));
        switch (desk.take(list, entry, words, SignUpDesk.wording(list, words))) {
            case TAKEN ->
                templates.show(
                        context,
                        list.single() ? "asked-single" : "asked",
                        words,
                        facts(list),
                        proving(context, list, values(list, words, filled)));
            case TOO_OFTEN -> templates.show(context.status(429), "busy", words, facts(list), Map.of());
            case NO_PROOF -> {
                Map<String, Object> values = Map.of("unproved", true);
                templates.show(context.status(429), "busy", words, facts(list), values);
            }
            case NO_ADDRESS -> show(context.status(422), list, words, filled, true);
        }
    }

    /** What is filled in. @param wanted topics; null for all */
    private record Filled(
            String address,
            String name,
            String firstName,
            @Nullable List<String> wanted) {}

    private void show(Context context, OpenList list, PageWords words, Filled filled, boolean wrong) {
        Map<String, Object> values = proving(context, list, values(list, words, filled));
        values.put("wrong", wrong);
        templates.show(context, "subscribe", words, facts(list), values);
    }

    private Map<String, Object> values(OpenList list, PageWords words, Filled filled) {
        Map<String, Object> values = new HashMap<>();
        values.put("name", list.name());
        values.put("address", filled.address());
        values.put("person", filled.name());
        values.put("first_name", filled.firstName());
        values.put("consent", SignUpDesk.wording(list, words));
        values.put("double", !list.single());
        Set<String> on = filled.wanted() == null ? list.topics().keySet() : new HashSet<>(filled.wanted());
        values.put("topics", Shelf.choices(list.topics(), on));
        values.put("has_topics", !list.topics().isEmpty());
        return values;
    }

    private Map<String, Object> proving(Context context, OpenList list, Map<String, Object> values) {
        proofs.let(context, values, PageTemplates.root(context) + "api/subscribe/" + list.name() + "/challenge");
        return values;
    }

    static Map<String, String> facts(OpenList list) {
        return Map.of("list", list.title());
    }

    private PageWords words(Context context, OpenList list) {
        return words(context, list, "");
    }

    private PageWords words(Context context, OpenList list, String sent) {
        return visitor.words(context, PageWords.has(sent) ? sent : null, list.language());
    }

    private OpenList list(Context context) {
        return desk.list(context.pathParam("list")).orElseThrow(NotFoundResponse::new);
    }
}
