package org.broadsheet.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** A page as it was before its styles were inlined: what in it a difference follows from. */
final class WrittenPage {
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)}");

    /** As written, comments and all. */
    record Rule(String selector, String declarations) {
        /** Whether this gives a style its value. */
        boolean says(NormalPage.Fact style, String value) {
            String plain = declarations.replaceAll("(?i)!\\s*important", "!important");
            return value.equals(NormalStyle.of(plain).get(style.name()));
        }
    }

    private final Map<NormalPage.Fact, String> facts;
    private final List<Rule> rules = new ArrayList<>();

    WrittenPage(String html) {
        this.facts = NormalPage.of(html);
        for (Element style : Jsoup.parse(html).select("style")) {
            RULE.matcher(style.data()).results().forEach(rule -> rules.add(new Rule(rule.group(1), rule.group(2))));
        }
    }

    boolean says(NormalPage.Fact fact, String value) {
        return value.equals(facts.get(fact));
    }

    /** Whether a style has its value from a rule such as this. */
    boolean hasRule(NormalPage.Fact style, String value, Predicate<Rule> such) {
        return rules.stream().anyMatch(rule -> such.test(rule) && rule.says(style, value));
    }
}
