package org.broadsheet.cli;

import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;

/** A finding in the words that GitHub Actions shows beside the line of a pull request. */
final class CiAnnotation {
    private CiAnnotation() {}

    /** @param prefix from the root of the repository, which paths begin with there, to the workspace */
    static String of(String prefix, Problem problem) {
        String command = switch (problem.severity()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "notice";
        };
        String hint = problem.hint().isEmpty() ? "" : "; " + problem.hint();
        return "::" + command + " file=" + property(prefix + problem.at().file()) + place(problem.at()) + ",title="
                + property(problem.rule()) + "::" + data(problem.message() + hint);
    }

    private static String place(Position at) {
        String line = at.line() == 0 ? "" : ",line=" + at.line();
        return at.column() == 0 ? line : line + ",col=" + at.column();
    }

    /** What a text may hold must not begin another command. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
