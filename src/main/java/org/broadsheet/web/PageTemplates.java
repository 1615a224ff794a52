package org.broadsheet.web;

import com.github.mustachejava.DefaultMustacheFactory;
import io.javalin.http.Context;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.broadsheet.edition.Brand;
import org.broadsheet.render.Accent;

/** Fills the pages, which lie beside the classes. Values are texts, and every one is escaped for HTML. */
final class PageTemplates {
    private final DefaultMustacheFactory factory = new DefaultMustacheFactory("pages");
    private final Brand brand;

    PageTemplates(Brand brand) {
        this.brand = brand;
    }

    /** @param context of the answer, whose path says where the style lies: the public may see us below a folder */
    void show(Context context, String page, Map<String, String> values) {
        long depth = context.req().getRequestURI().chars().filter(c -> c == '/').count() - 1;
        Map<String, String> all = new HashMap<>(values);
        all.put("brand", brand.name());
        all.put("root", "../".repeat((int) Math.max(0, depth)));
        context.contentType("text/html; charset=utf-8").result(fill(page + ".html", all));
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
