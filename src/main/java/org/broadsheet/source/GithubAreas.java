package org.broadsheet.source;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Under which heading a change stands.
 *
 * @param byRepository that of its repository, where none of its labels has a heading
 * @param names by label, the first that fits counts; a star stands for anything, and in the name for what it stood for
 */
record GithubAreas(boolean byRepository, Map<String, String> names) {
    /** Empty for none. */
    String of(GithubEntry entry, GithubScope scope) {
        for (Map.Entry<String, String> name : names.entrySet()) {
            Pattern pattern = pattern(name.getKey());
            for (String label : entry.groups()) {
                Matcher matcher = pattern.matcher(label);
                if (matcher.matches()) {
                    return name.getValue().replace("*", matcher.groupCount() > 0 ? matcher.group(1) : "*");
                }
            }
        }
        return byRepository ? scope.title(entry.repository()) : "";
    }

    private static Pattern pattern(String label) {
        String[] parts = label.split("\\*", 2);
        String regex =
                parts.length == 1 ? Pattern.quote(label) : Pattern.quote(parts[0]) + "(.*)" + Pattern.quote(parts[1]);
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
