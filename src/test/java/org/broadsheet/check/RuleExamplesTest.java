package org.broadsheet.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.broadsheet.text.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reference says of a rule is what the rule does. */
class RuleExamplesTest {
    static Stream<Rule> withExamples() {
        return Rules.all().filter(rule -> rule.text().place() != RuleText.Place.WORDS);
    }

    private static List<Problem> check(Rule rule, String example) {
        String prose =
                "The week in a few words, for everybody who was away. There is a new release, there are two talks"
                        + " to see, and we say thank you to all who gave their time to the project.";
        Set<Rule> alone =
                Set.of(UnfinishedRule.EMPTY_EDITION, HeaderRule.MISSING_PREHEADER, AccessibilityRule.LANGUAGE);
        return switch (rule.text().place()) {
            case BODY -> new Desk().check(alone.contains(rule) ? example : prose + "\n\n" + example);
            case FRONT -> new Desk().check(example, prose);
            case CSS -> new Desk().appended("style.css", example).check(prose);
            case HTML -> new Desk().shown(example).check(prose);
            case WORDS -> throw new AssertionError(rule);
        };
    }

    @ParameterizedTest
    @MethodSource("withExamples")
    void a_bad_example_is_found(Rule rule) {
        assertThat(check(rule, rule.text().bad()))
                .as(rule.id())
                .anyMatch(found -> found.rule().equals(rule.id()) && found.severity() == rule.severity());
    }

    @ParameterizedTest
    @MethodSource("withExamples")
    void of_a_good_example_nothing_is_said(Rule rule) {
        assertThat(check(rule, rule.text().good())).as(rule.id()).isEmpty();
    }

    @Test
    void each_rule_has_one_id_and_an_explanation() {
        Set<String> ids = new HashSet<>();
        Rules.all().forEach(rule -> {
            assertThat(ids.add(rule.id())).as(rule.id()).isTrue();
            assertThat(rule.id()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
            assertThat(rule.text().explanation()).as(rule.id()).endsWith(".").doesNotContain("\n\n");
        });
    }

    @Test
    void all_but_what_keeps_an_edition_from_being_read_have_an_example() {
        Set<Rule> reading = Set.of(ReadingRule.values());
        assertThat(Rules.all().filter(rule -> !reading.contains(rule)))
                .allSatisfy(rule -> assertThat(rule.text().bad()).as(rule.id()).isNotEmpty());
    }
}
