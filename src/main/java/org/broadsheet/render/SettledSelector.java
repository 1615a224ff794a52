package org.broadsheet.render;

import com.helger.css.decl.CSSSelector;
import com.helger.css.decl.CSSSelectorSimpleMember;
import com.helger.css.decl.ECSSSelectorCombinator;
import com.helger.css.decl.ICSSSelectorMember;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/**
 * A selector that the document alone decides.
 *
 * @param query as the library asks for it
 * @param type the name of every element that it matches; empty where it names none
 * @param classes what every element that it matches has; as they are written, since the library does not mind capitals
 */
record SettledSelector(String query, String type, Set<String> classes, Specificity specificity) {
    /** {@code [rel~="me"]}; the library takes what follows this sign for a regular expression. */
    private static final Pattern WORD = Pattern.compile("~=\"?([\\w-]+)\"?]");

    private static final String ONE_OF_ITS_WORDS = "~=(^|\\\\s)$1(\\\\s|\\$)]";

    static SettledSelector of(CSSSelector selector, String written) {
        Set<String> classes = new TreeSet<>();
        String type = "";
        for (ICSSSelectorMember member : selector.getAllMembers()) {
            if (member instanceof ECSSSelectorCombinator) {
                classes.clear();
                type = "";
            } else if (member instanceof CSSSelectorSimpleMember simple && isPlain(simple.getValue())) {
                if (simple.isClass()) {
                    classes.add(simple.getValue().substring(1));
                }
                type = simple.isElementName() ? simple.getValue().toLowerCase(Locale.ROOT) : type;
            }
        }
        return new SettledSelector(
                WORD.matcher(written).replaceAll(ONE_OF_ITS_WORDS),
                type,
                Set.copyOf(classes),
                Specificity.of(selector));
    }

    /** Without escapes, which would have to be read first. */
    private static boolean isPlain(String value) {
        return value.indexOf('\\') < 0 && !value.equals("*");
    }

    /** Those elements of a document that it matches. */
    Stream<Element> in(ElementIndex index) {
        List<Element> candidates = index.having(type, classes);
        if (candidates.isEmpty()) {
            return Stream.empty();
        }
        Evaluator evaluator = Selector.evaluatorOf(query);
        return candidates.stream().filter(element -> evaluator.matches(index.document(), element));
    }
}
