package org.broadsheet.render;

import com.helger.css.decl.CSSSelector;
import com.helger.css.decl.CSSStyleRule;
import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.decl.ICSSTopLevelRule;
import com.helger.css.writer.CSSWriterSettings;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Moves the rules of style sheets into {@code style} attributes, which every mail program obeys. What only a mail program
 * can decide stays in the head: media queries, pseudo-classes, hooks into one program's own markup.
 */
final class Inliner {
    private static final CSSWriterSettings COMPACT = new CSSWriterSettings(true);
    private static final Pattern CLASS = Pattern.compile("\\.([A-Za-z_][\\w-]*)");

    /** Selectors that match nothing here but what a mail program makes of the message. */
    private static final Pattern HOOK =
            Pattern.compile("\\[data-|\\[class~|\\[owa|#outlook|#MessageViewBody|\\.ExternalClass|^u *[+~]|\\.moz-");

    private final Document document;
    private final Map<Element, InlineStyle> styles = new IdentityHashMap<>();
    private final Set<String> neededClasses = new HashSet<>();

    private Inliner(Document document) {
        this.document = document;
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
        CascadingStyleSheet sheet = Stylesheet.parse(element.data(), file);
        StringBuilder kept = new StringBuilder();
        for (ICSSTopLevelRule rule : sheet.getAllRules()) {
            String left = rule instanceof CSSStyleRule style ? take(style) : rule.getAsCSSString(COMPACT, 0);
            kept.append(left).append(left.isEmpty() ? "" : "\n");
        }
        sheet.getAllImportRules().forEach(rule -> kept.insert(0, rule.getAsCSSString(COMPACT, 0) + "\n"));
        Matcher names = CLASS.matcher(kept);
        while (names.find()) {
            neededClasses.add(names.group(1));
        }
        element.empty();
        if (kept.length() == 0) {
            element.remove();
        } else {
            element.appendChild(new DataNode("\n" + kept));
        }
    }

    /** @return what has to stay in the head of the rule */
    private String take(CSSStyleRule rule) {
        CSSStyleRule kept = new CSSStyleRule();
        for (CSSSelector selector : rule.getAllSelectors()) {
            String written = selector.getAsCSSString(COMPACT, 0);
            if (Specificity.isForLater(selector) || HOOK.matcher(written).find()) {
                kept.addSelector(selector);
            } else {
                document.select(written).stream()
                        .filter(element -> element.closest("head") == null)
                        .forEach(element -> style(element).add(Specificity.of(selector), rule.getAllDeclarations()));
            }
        }
        if (!kept.hasSelectors()) {
            return "";
        }
        rule.getAllDeclarations().forEach(kept::addDeclaration);
        return kept.getAsCSSString(COMPACT, 0);
    }

    private void write() {
        styles.forEach((element, style) -> {
            Map<String, String> cascaded = style.cascaded();
            element.attr(
                    "style",
                    cascaded.entrySet().stream()
                            .map(one -> one.getKey() + ":" + one.getValue())
                            .collect(Collectors.joining(";")));
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
