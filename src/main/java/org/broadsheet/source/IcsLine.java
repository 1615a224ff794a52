package org.broadsheet.source;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A property of an iCalendar component (RFC 5545 §3.1), unfolded.
 *
 * @param name in capitals
 * @param parameters by their names in capitals, without quotes
 * @param value as written
 */
record IcsLine(String name, Map<String, String> parameters, String value) {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9-]{1,60})((?:;[^\":;]*+(?:\"[^\"]*+\"[^\":;]*+){0,20}+){0,50}+):(.*)");
    private static final Pattern PARAMETER = Pattern.compile(";([A-Za-z0-9-]{1,60})=(\"[^\"]*\"|[^;]*)");

    static Optional<IcsLine> parse(String line) {
        Matcher matcher = FORM.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(matcher.group(2));
        while (parameter.find()) {
            String value = parameter.group(2).replace("\"", "");
            parameters.putIfAbsent(parameter.group(1).toUpperCase(Locale.ROOT), value);
        }
        return Optional.of(new IcsLine(matcher.group(1).toUpperCase(Locale.ROOT), parameters, matcher.group(3)));
    }

    /** The value as text: escapes are undone (RFC 5545 §3.3.11). */
    String text() {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\\' || i + 1 == value.length()) {
                text.append(c);
                continue;
            }
            i++;
            char escaped = value.charAt(i);
            text.append(escaped == 'n' || escaped == 'N' ? '\n' : escaped);
        }
        return text.toString().strip();
    }

    String parameter(String wanted) {
        return parameters.getOrDefault(wanted, "");
    }
}
