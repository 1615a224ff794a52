package org.broadsheet.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plan for a sender whom nobody knows yet: so many messages on the first day on which mail goes out, and twice as many on
 * each next one, but only after a day on which at least half of what was allowed went.
 *
 * @param first at least 1
 */
public record WarmUp(int first) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,7})\\s*/\\s*day,?\\s+doubling");

    /** @throws IllegalArgumentException unless it is like {@code 200/day doubling} */
    public static WarmUp parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        int first = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        if (first < 1) {
            throw new IllegalArgumentException(text);
        }
        return new WarmUp(first);
    }

    /**
     * What is allowed on a day.
     *
     * @param before what was allowed on the last day on which mail went out
     * @param went how much of it went
     */
    int after(int before, int went) {
        return went * 2L >= before ? (int) Math.min(2L * before, Integer.MAX_VALUE) : before;
    }
}
