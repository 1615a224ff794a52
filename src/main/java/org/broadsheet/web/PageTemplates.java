package org.broadsheet.web;

import com.github.mustachejava.DefaultMustacheFactory;
import io.javalin.http.Context;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.broadsheet.edition.Brand;
import org.broadsheet.render.Accent;
import org.broadsheet.render.PageWords;

/** Fills the pages, which lie beside the classes. Values are texts, and every one is escaped for HTML. */
final class PageTemplates {
    private final DefaultMustacheFactory factory = new DefaultMustacheFactory("pages");
    private final Brand brand;

    PageTemplates(Brand brand) {
        this.brand = brand;
    }

    /**
     * @param context of the answer, whose path says where the style lies: the public may see us below a folder
     * @param facts what the words name; {@code brand} stands among them already, and {@code list} stands in for it
     * @param values for the page, beside its words
     */
    void show(Context context, String page, PageWords words, Map<String, String> facts, Map<String, ?> values) {
        Map<String, String> named = new HashMap<>(facts);
        named.put("brand", brand.name().isEmpty() ? facts.getOrDefault("list", "") : brand.name());
        Map<String, Object> all = new HashMap<>(values);
        all.put("say", words.all(named));
        all.put("lang", words.tag());
        all.put("dir", words.dir());
        all.put("brand", brand.name());
        all.put("root", root(context));
        all.put("links", brand.links());
        all.put("has_links", !brand.links().isEmpty());
        context.header("Content-Language", words.tag());
        context.header("Vary", "Accept-Language");
        askLater(context);
        context.contentType("text/html; charset=utf-8").result(fill(page + ".html", all));
    }

    /** Where a limit has refused somebody, an hour is what the pages say (RFC 6585 §4). */
    static void askLater(Context context) {
        if (context.statusCode() == 429) {
            context.header("Retry-After", "3600");
        }
    }

    /** The way from the page that is asked for to where the pages begin. */
    static String root(Context context) {
        long depth = context.req().getRequestURI().chars().filter(c -> c == '/').count() - 1;
        return "../".repeat((int) Math.max(0, depth));
    }

    String brandName() {
        return brand.name();
    }

    String css() {
        return css("pages.css");
    }

    /** In the community's colour. */
    String css(String file) {
        Accent accent = Accent.of(brand.accent());
        return fill(file, Map.of("onLight", accent.onLight(), "onDark", accent.onDark()));
    }

    /** @param values texts, and lists of such maps */
    String fill(String template, Map<String, ?> values) {
        StringWriter out = new StringWriter();
        factory.compile(template).execute(out, values);
        return out.toString();
    }
}
