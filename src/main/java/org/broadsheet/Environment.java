package org.broadsheet;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.text.Expansion;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:-default}} with variables of the environment; the default also stands in for
 * an empty variable. {@code $${} is a plain {@code ${}.
 */
final class Environment implements Expansion {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$\\{|\\$\\{(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<other>:-(?<fallback>[^}]*))?\\})?");

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    @Override
    public @Nullable String expand(String text, Position at, Problems problems) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder expanded = new StringBuilder();
        boolean whole = true;
        while (matcher.find()) {
            String value = matcher.group().equals("$${") ? "${" : value(matcher, at, problems);
            whole &= value != null;
            matcher.appendReplacement(expanded, value == null ? "" : Matcher.quoteReplacement(value));
        }
        matcher.appendTail(expanded);
        return whole ? expanded.toString() : null;
    }

    private @Nullable String value(Matcher matcher, Position at, Problems problems) {
        String name = matcher.group("name");
        if (name == null) {
            String hint = "write ${NAME} or ${NAME:-default}; a plain ${ is written $${";
            problems.error("bad-variable", at, "'${' does not begin the name of a variable here", hint);
            return null;
        }
        String value = variables.get(name);
        String fallback = matcher.group("fallback");
        if (fallback != null) {
            return value == null || value.isEmpty() ? fallback : value;
        }
        if (value == null) {
            String hint = Nearest.of(name, variables.keySet())
                    .map(near -> "did you mean ${" + near + "}?")
                    .orElse("set it, or give a default: ${" + name + ":-…}");
            problems.error("undefined-variable", at, "the environment has no variable " + name, hint);
        }
        return value;
    }
}
