package org.broadsheet.render;

import com.helger.css.decl.CSSSelector;
import com.helger.css.decl.CSSSelectorSimpleMember;
import com.helger.css.decl.ECSSSelectorCombinator;
import com.helger.css.decl.ICSSSelectorMember;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/**
 * A selector that the document alone decides.
 *
 * @param written as CSS
 * @param key what every element that it matches has: a class (with its dot), else a name; empty where nothing is known
 */
record SettledSelector(String written, String key, Specificity specificity) {
    static SettledSelector of(CSSSelector selector, String written) {
        String name = "";
        String type = "";
        for (ICSSSelectorMember member : selector.getAllMembers()) {
            if (member instanceof ECSSSelectorCombinator) {
                name = "";
                type = "";
            } else if (member instanceof CSSSelectorSimpleMember simple && isPlain(simple.getValue())) {
                name = simple.isClass() ? simple.getValue() : name;
                type = simple.isElementName() ? simple.getValue() : type;
            }
        }
        String key = (name.isEmpty() ? type : name).toLowerCase(Locale.ROOT);
        return new SettledSelector(written, key, Specificity.of(selector));
    }

    /** Without escapes, which would have to be read first. */
    private static boolean isPlain(String value) {
        return value.indexOf('\\') < 0 && !value.equals("*");
    }

    /** Those elements of a document that it matches. */
    Stream<Element> in(ElementIndex index) {
        List<Element> candidates = index.having(key);
        if (candidates.isEmpty()) {
            return Stream.empty();
        }
        Evaluator evaluator = Selector.evaluatorOf(written);
        return candidates.stream().filter(element -> evaluator.matches(index.document(), element));
    }
}
