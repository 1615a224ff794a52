package org.broadsheet.check;

import java.util.List;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Severity;

/** Collects what inspections find. Not for sharing. */
final class Findings {
    private final Problems problems = new Problems();

    void add(Rule rule, Position at, String message, String hint) {
        add(rule.severity(), rule, at, message, hint);
    }

    /** With less weight than the rule has in most cases. */
    void add(Severity severity, Rule rule, Position at, String message, String hint) {
        problems.add(new Problem(severity, rule.id(), at, message, hint));
    }

    List<Problem> list() {
        return problems.list();
    }
}
