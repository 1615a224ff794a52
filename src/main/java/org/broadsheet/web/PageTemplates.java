package org.broadsheet.web;

import com.github.mustachejava.DefaultMustacheFactory;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.broadsheet.edition.Brand;
import org.broadsheet.render.Accent;
import org.jspecify.annotations.Nullable;

/** Fills the pages, which lie beside the classes. Values are texts, and every one is escaped for HTML. */
final class PageTemplates {
    private final DefaultMustacheFactory factory = new DefaultMustacheFactory("pages");
    private final Brand brand;
    private final String base;

    /** @param url where the public finds the pages, perhaps below a path; null when not configured */
    PageTemplates(Brand brand, @Nullable URI url) {
        this.brand = brand;
        String path = url == null || url.getPath() == null ? "" : url.getPath();
        base = path.replaceAll("/+$", "");
    }

    String html(String page, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.put("brand", brand.name());
        all.put("base", base);
        return fill(page + ".html", all);
    }

    String css() {
        Accent accent = Accent.of(brand.accent());
        return fill("pages.css", Map.of("onLight", accent.onLight(), "onDark", accent.onDark()));
    }

    private String fill(String template, Map<String, String> values) {
        StringWriter out = new StringWriter();
        factory.compile(template).execute(out, values);
        return out.toString();
    }
}
