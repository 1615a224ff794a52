package org.broadsheet.check;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.Lines;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;

/** Where a front matter names its template: what renders an edition knows the name only. */
final class TemplateKey {
    private static final Pattern KEY = Pattern.compile("(?i)template\\s*:\\s*");

    private TemplateKey() {}

    /** The same problems, with the line of the key for a template that is not there. */
    static List<Problem> locate(String file, String text, List<Problem> problems) {
        return problems.stream()
                .map(problem -> isUnknown(problem)
                        ? new Problem(
                                problem.severity(), problem.rule(), find(file, text), problem.message(), problem.hint())
                        : problem)
                .toList();
    }

    private static boolean isUnknown(Problem problem) {
        return problem.rule().equals("missing-template") && !problem.at().file().startsWith("templates/");
    }

    private static Position find(String file, String text) {
        List<String> lines = Lines.of(text).list();
        int dashes = 0;
        for (int i = 0; i < lines.size() && dashes < 2; i++) {
            Matcher key = KEY.matcher(lines.get(i));
            if (key.lookingAt()) {
                return new Position(file, i + 1, key.end() + 1);
            }
            dashes += lines.get(i).stripTrailing().equals("---") ? 1 : 0;
        }
        return Position.wholeFile(file);
    }
}
