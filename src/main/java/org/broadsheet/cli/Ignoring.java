package org.broadsheet.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.broadsheet.check.Rules;
import picocli.CommandLine.Option;

/** The option by which a person overrules the preflight. */
final class Ignoring {
    @Option(
            names = "--ignore",
            paramLabel = "RULE",
            split = ",",
            description = "A rule of the preflight whose findings stop nothing; may be given more than once.")
    private List<String> rules = new ArrayList<>();

    /** @throws Failure for a word that is no rule, or one that cannot be ignored */
    Set<String> rules() {
        try {
            return new LinkedHashSet<>(Rules.ignorable(rules));
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }
}
