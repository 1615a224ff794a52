package org.broadsheet.render;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Moves the rules of style sheets into {@code style} attributes, which every mail program obeys; the others stay. */
final class Inliner {
    private static final Pattern CLASS = Pattern.compile("\\.([A-Za-z_][\\w-]*)");

    private final Document document;
    private final ElementIndex index;
    private final Map<Element, InlineStyle> styles = new IdentityHashMap<>();
    private final Set<String> neededClasses = new HashSet<>();

    private Inliner(Document document) {
        this.document = document;
        this.index = new ElementIndex(document);
    }

    /** @param htmlFile to name when a style in it is wrong */
    static String inline(String html, String htmlFile) {
        Document document = Jsoup.parse(html);
        document.outputSettings().prettyPrint(false);
        Inliner inliner = new Inliner(document);
        document.select("style").forEach(style -> inliner.take(style, htmlFile));
        document.select("[style]")
                .forEach(element -> inliner.style(element)
                        .add(Specificity.INLINE, Stylesheet.declarations(element.attr("style"), htmlFile)));
        inliner.write();
        return document.outerHtml();
    }

    private InlineStyle style(Element element) {
        return styles.computeIfAbsent(element, unused -> new InlineStyle());
    }

    private void take(Element element, String file) {
        StyleRules rules = StyleRules.of(element.data(), file);
        rules.inlined()
                .forEach(rule -> rule.selector()
                        .in(index)
                        .forEach(found -> style(found).add(rule.selector().specificity(), rule.declarations())));
        Matcher names = CLASS.matcher(rules.kept());
        while (names.find()) {
            neededClasses.add(names.group(1));
        }
        element.empty();
        if (rules.kept().isEmpty()) {
            element.remove();
        } else {
            element.appendChild(new DataNode("\n" + rules.kept()));
        }
    }

    private void write() {
        styles.forEach((element, style) -> {
            Map<String, List<String>> cascaded = style.cascaded();
            StringBuilder written = new StringBuilder();
            cascaded.forEach((property, values) -> values.forEach(value -> written.append(written.isEmpty() ? "" : ";")
                    .append(property)
                    .append(':')
                    .append(value)));
            if (written.isEmpty()) {
                element.removeAttr("style");
            } else {
                element.attr("style", written.toString());
            }
            Attributes.derive(element, cascaded);
        });
        document.select("img[height=''], img[width='']").forEach(Attributes::dropEmptySizes);
        document.body().select("[class]").forEach(this::dropClasses);
        dropClasses(document.body());
    }

    private void dropClasses(Element element) {
        List<String> needed =
                element.classNames().stream().filter(neededClasses::contains).toList();
        if (needed.isEmpty()) {
            element.removeAttr("class");
        } else {
            element.attr("class", String.join(" ", needed));
        }
    }
}
