package org.broadsheet.render;

import com.helger.css.decl.CSSSelector;
import com.helger.css.decl.CSSStyleRule;
import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.decl.ICSSTopLevelRule;
import com.helger.css.writer.CSSWriterSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A style sheet, sorted into what goes into {@code style} attributes and what only a mail program can decide: media queries,
 * pseudo-classes, hooks into one program's own markup.
 *
 * @param inlined by selector, in their order
 * @param kept what stays in the head, a rule a line
 */
record StyleRules(List<Rule> inlined, String kept) {
    /** One selector and what it asks for. */
    record Rule(SettledSelector selector, List<Declaration> declarations) {}

    private static final CSSWriterSettings COMPACT = new CSSWriterSettings(true);

    /** Selectors that match nothing here but what a mail program makes of the message. */
    private static final Pattern HOOK =
            Pattern.compile("\\[data-|\\[class~|\\[owa|#outlook|#MessageViewBody|\\.ExternalClass|^u *[+~]|\\.moz-");

    /** Those read last, by their text: one edition needs the same ones for each language, and a preview for each save. */
    private static final Map<String, StyleRules> READ = Collections.synchronizedMap(new LastRead());

    /**
     * @param file to name when it is wrong
     * @throws org.broadsheet.text.InputException with the first thing in it that is no CSS
     */
    static StyleRules of(String css, String file) {
        StyleRules read = READ.get(css);
        if (read == null) {
            read = sorted(Stylesheet.parse(css, file));
            READ.put(css, read);
        }
        return read;
    }

    private static StyleRules sorted(CascadingStyleSheet sheet) {
        List<Rule> inlined = new ArrayList<>();
        StringBuilder kept = new StringBuilder();
        sheet.getAllImportRules()
                .forEach(rule -> kept.append(rule.getAsCSSString(COMPACT, 0)).append('\n'));
        for (ICSSTopLevelRule rule : sheet.getAllRules()) {
            String left = rule instanceof CSSStyleRule style ? sorted(style, inlined) : rule.getAsCSSString(COMPACT, 0);
            kept.append(left).append(left.isEmpty() ? "" : "\n");
        }
        return new StyleRules(List.copyOf(inlined), kept.toString());
    }

    /** @return what has to stay in the head of the rule */
    private static String sorted(CSSStyleRule rule, List<Rule> inlined) {
        CSSStyleRule kept = new CSSStyleRule();
        List<Declaration> declarations = Declaration.of(rule.getAllDeclarations());
        for (CSSSelector selector : rule.getAllSelectors()) {
            String written = selector.getAsCSSString(COMPACT, 0);
            if (Specificity.isForLater(selector) || HOOK.matcher(written).find()) {
                kept.addSelector(selector);
            } else {
                inlined.add(new Rule(SettledSelector.of(selector, written), declarations));
            }
        }
        if (!kept.hasSelectors()) {
            return "";
        }
        rule.getAllDeclarations().forEach(kept::addDeclaration);
        return kept.getAsCSSString(COMPACT, 0);
    }

    private static final class LastRead extends LinkedHashMap<String, StyleRules> {
        private static final int MOST = 16;
        private static final long serialVersionUID = 1;

        LastRead() {
            super(MOST, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StyleRules> eldest) {
            return size() > MOST;
        }
    }
}
