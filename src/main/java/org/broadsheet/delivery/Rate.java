package org.broadsheet.delivery;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many messages in any stretch of time of this length, wherever it begins.
 *
 * @param amount at least 1
 */
public record Rate(int amount, Duration period) {
    private static final int MOST = 1_000_000;
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,3})?)\\s*/\\s*(s|m|h|day)");

    /** @throws IllegalArgumentException unless it is like {@code 200/s}, {@code 0.5/s}, {@code 6000/m}, {@code 5000/h}, {@code 200/day} */
    public static Rate parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        double wanted = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        if (wanted <= 0 || wanted > MOST) {
            throw new IllegalArgumentException(text);
        }
        // Half a message a second is one in two seconds.
        int amount = (int) Math.ceil(wanted);
        double seconds = amount / wanted * seconds(matcher.group(2));
        return new Rate(amount, Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static int seconds(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 86_400;
        };
    }
}
