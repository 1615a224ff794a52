package org.broadsheet.edition;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The day on which a section of each edition of a digest is to be done, so many days before that of the edition: {@code due=-2d}. */
final class RelativeDue {
    private static final String FORM = "-(\\d{1,3})d";
    private static final Pattern ATTRIBUTE = Pattern.compile("(?<=[{\\s])due=([\"']?)" + FORM + "\\1(?=[}\\s])");

    private RelativeDue() {}

    static boolean isOne(String value) {
        return value.matches(FORM);
    }

    /**
     * The line of a section's heading with the day itself in it.
     *
     * @param date of the edition
     */
    static String resolved(String heading, LocalDate date) {
        int attributes = heading.lastIndexOf('{');
        if (attributes < 0) {
            return heading;
        }
        Matcher due = ATTRIBUTE.matcher(heading).region(attributes, heading.length());
        due.useTransparentBounds(true);
        return due.find()
                ? heading.substring(0, due.start()) + "due=" + date.minusDays(Long.parseLong(due.group(2)))
                        + heading.substring(due.end())
                : heading;
    }
}
