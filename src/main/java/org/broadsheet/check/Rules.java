package org.broadsheet.check;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.broadsheet.text.Nearest;

/** All rules of the preflight, in the order of the reference. */
public final class Rules {
    static final List<Group> GROUPS = List.of(
            new Group("Unfinished", "What somebody still meant to write.", UnfinishedRule.values()),
            new Group("Links", "Where links lead.", LinkRule.values()),
            new Group("Accessibility", "Who can read it.", AccessibilityRule.values()),
            new Group("Mail programs", "What mail programs understand.", ClientRule.values()),
            new Group("Size", "How much there is of it.", SizeRule.values()),
            new Group(
                    "Headers",
                    "What a mailbox shows, and what the law and other servers ask for.",
                    HeaderRule.values()),
            new Group("Content", "Whether it is true.", ContentRule.values()),
            new Group("Spam", "What spam filters hold against a mail.", SpamRule.values()),
            new Group(
                    "Reading",
                    "What keeps an edition from being read or rendered. None of these errors can be ignored.",
                    ReadingRule.values()));

    /** The rule that is about what another edition says, and not about the text itself. */
    public static final String OF_OTHER_EDITIONS = UnfinishedRule.REPEATED_ITEM.id();

    private Rules() {}

    /** @param intro one sentence */
    record Group(String title, String intro, List<Rule> rules) {
        Group(String title, String intro, Rule... rules) {
            this(title, intro, List.of(rules));
        }
    }

    static Stream<Rule> all() {
        return GROUPS.stream().flatMap(group -> group.rules().stream());
    }

    static Optional<Rule> find(String id) {
        return all().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /**
     * The rules that somebody wants to ignore, each once, in the order given.
     *
     * @throws IllegalArgumentException with a message for them when there is no such rule or it cannot be ignored
     */
    public static Set<String> ignorable(Collection<String> ids) {
        for (String id : ids) {
            Rule rule = find(id).orElseThrow(() -> new IllegalArgumentException("There is no rule '" + id + "'; "
                    + Nearest.of(id, all().map(Rule::id).toList())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("docs/PREFLIGHT.md lists them")));
            if (!rule.canBeIgnored()) {
                throw new IllegalArgumentException("The rule '" + id + "' cannot be ignored: " + reason(rule));
            }
        }
        return new LinkedHashSet<>(ids);
    }

    private static String reason(Rule rule) {
        return rule == LinkRule.FORBIDDEN_LINK ? "no mail may carry such a link" : "there is no mail without it";
    }
}
