package org.broadsheet.edition;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a Quartz cron expression looks like: enough to tell one from other words while a file is read. */
final class CronShape {
    private static final int DAY_OF_MONTH = 3;
    private static final int DAY_OF_WEEK = 5;
    private static final Pattern FIELD = Pattern.compile(
            "(?i)([0-9*?/,#LWC-]" + "|SUN|MON|TUE|WED|THU|FRI|SAT|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)+");

    private CronShape() {}

    static boolean matches(String text) {
        String[] fields = text.strip().split("\\s+", -1);
        return (fields.length == 6 || fields.length == 7)
                && Stream.of(fields).allMatch(field -> FIELD.matcher(field).matches())
                && fields[DAY_OF_MONTH].equals("?") != fields[DAY_OF_WEEK].equals("?");
    }
}
