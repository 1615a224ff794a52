package org.broadsheet.render;

import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.writer.CSSWriterSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A page with inlined styles in a form in which two of them can be compared. */
final class NormalPage {
    /** One thing that a page says. @param element its number and name, {@code head} for rules that are left. */
    record Fact(String element, String kind, String name) {
        @Override
        public String toString() {
            return element + " " + kind + " " + name;
        }
    }

    private static final CSSWriterSettings COMPACT = new CSSWriterSettings(true);

    private NormalPage() {}

    static Map<Fact, String> of(String html) {
        Map<Fact, String> facts = new LinkedHashMap<>();
        Document page = Jsoup.parse(html);
        page.select("style")
                .forEach(style -> rules(style.data()).forEach(rule -> {
                    facts.put(new Fact("head", "rule", rule), "kept");
                }));
        page.select("style").remove();
        int number = 0;
        for (Element element : page.select("html, body, body *")) {
            String name = ++number + " " + element.normalName();
            facts.put(new Fact(name, "text", ""), element.ownText());
            element.attributes().forEach(attribute -> {
                if (attribute.getKey().equals("style")) {
                    NormalStyle.of(attribute.getValue())
                            .forEach((property, value) -> facts.put(new Fact(name, "style", property), value));
                } else {
                    facts.put(new Fact(name, "attribute", attribute.getKey()), attribute.getValue());
                }
            });
        }
        return facts;
    }

    private static TreeSet<String> rules(String css) {
        TreeSet<String> rules = new TreeSet<>();
        CascadingStyleSheet sheet = Stylesheet.parse(css, "style");
        sheet.getAllImportRules().forEach(rule -> rules.add(rule.getAsCSSString(COMPACT, 0)));
        sheet.getAllRules().forEach(rule -> rules.add(rule.getAsCSSString(COMPACT, 0)));
        return rules;
    }
}
