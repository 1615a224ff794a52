package org.broadsheet.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong while a text is read, so that its author learns of everything at once. Not for sharing. */
public final class Problems {
    private static final int MOST = 1000; // a hostile file must not be answered with a bigger one

    private final Set<Problem> found = new LinkedHashSet<>();

    public void add(Problem problem) {
        if (found.size() < MOST) {
            found.add(problem);
        }
    }

    public void addAll(Iterable<Problem> problems) {
        problems.forEach(this::add);
    }

    public void error(String rule, Position at, String message, String hint) {
        add(Problem.error(rule, at, message, hint));
    }

    public void warning(String rule, Position at, String message, String hint) {
        add(Problem.warning(rule, at, message, hint));
    }

    /** In the order found, none twice. */
    public List<Problem> list() {
        return List.copyOf(found);
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** @throws InputException with everything that was found, if an error is among it */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new InputException(list());
        }
    }
}
