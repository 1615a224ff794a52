package org.broadsheet.check;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The reference of all rules, as Markdown: {@code docs/PREFLIGHT.md}. */
public final class RulePage {
    private static final String INTRO = """
            # The preflight

            Written by `broadsheet check --rules`, from the rules themselves; their tests run the examples.

            `broadsheet check FILE` looks at an edition before anybody gets it, `broadsheet check EDITION` at one that was
            approved, as it was frozen. Each finding is one line: file, line and column, how bad it is, what is wrong, what to do,
            and the rule in brackets. With `--json` the last line is one JSON value. The exit code is 3 when there is an error.

            - An **error** stops `approve` and `send`, unless they are given `--ignore RULE`. What was ignored is recorded with the
              edition, and `broadsheet status EDITION` shows it.
            - A **warning** is worth a look and stops nothing.
            - A **note** is for the curious.

            With `--online` each page that is linked is asked for, eight at a time, at most ten seconds each. What was reached is
            not asked for again for a day. No address is connected to that is not public, wherever a redirect leads.

            What mail programs understand is a table of facts from caniemail.com, of %s. `script/client-support` refreshes it.
            """;

    private RulePage() {}

    public static String markdown() {
        StringBuilder page =
                new StringBuilder(String.format(INTRO, ClientSupport.load().date()));
        for (Rules.Group group : Rules.GROUPS) {
            page.append("\n## ").append(group.title()).append("\n\n");
            page.append(group.intro()).append("\n");
            boolean plain =
                    group.rules().stream().allMatch(rule -> rule.text().bad().isEmpty());
            page.append(plain ? table(group.rules()) : "");
            if (!plain) {
                group.rules().forEach(rule -> page.append(entry(rule)));
            }
        }
        return page.toString();
    }

    private static String entry(Rule rule) {
        RuleText text = rule.text();
        return "\n### " + rule.id() + "\n\n**" + severity(rule) + ".** " + text.explanation() + "\n" + example(text);
    }

    private static String example(RuleText text) {
        if (text.place() == RuleText.Place.WORDS) {
            return "\nFor example: " + text.bad() + ". Better: " + text.good() + ".\n";
        }
        return "\nFound:\n\n" + fenced(text, text.bad()) + "\nBetter:\n\n" + fenced(text, text.good());
    }

    /** Examples may hold fences of their own. */
    private static String fenced(RuleText text, String example) {
        return "````" + text.place().fence() + "\n" + example + "\n````\n";
    }

    private static String table(List<Rule> rules) {
        return rules.stream()
                .map(rule -> "| `" + rule.id() + "` | " + severity(rule).toLowerCase(Locale.ROOT) + " | "
                        + rule.text().explanation().replace("\n", " ") + " |\n")
                .collect(Collectors.joining("", "\n| rule | | |\n|---|---|---|\n", ""));
    }

    private static String severity(Rule rule) {
        String name = rule.severity().name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
