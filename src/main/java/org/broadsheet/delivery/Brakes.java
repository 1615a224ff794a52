package org.broadsheet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.broadsheet.mail.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Domains that asked for patience get it: after three such answers in a row mail to the domain rests for a minute, and for
 * twice as long each time it asks again, up to half an hour, until it takes a message. Thread-safe.
 */
final class Brakes {
    private static final int IN_A_ROW = 3;
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Pattern TOO_FAST = Pattern.compile(
            "throttl|too (?:many|fast|much)|unusual rate|rate[- ]limit|slow(?:ing)? down|temporarily deferred due to",
            Pattern.CASE_INSENSITIVE);
    /** Which each recipient gets over alone, by asking again. */
    private static final Pattern GREYLISTED = Pattern.compile("gr[ae]y-? ?list", Pattern.CASE_INSENSITIVE);

    private final Map<String, Brake> brakes = new ConcurrentHashMap<>();

    /**
     * @param asked how often in a row
     * @param until when mail rests; in the past while it does not
     * @param rests how many there were since it last took a message
     */
    private record Brake(int asked, Instant until, int rests) {
        Brake askedAgain(Instant now) {
            if (now.isBefore(until)) {
                return this; // of what was on its way together only the first counts
            }
            if (rests == 0 && asked + 1 < IN_A_ROW) {
                return new Brake(asked + 1, until, 0);
            }
            Duration rest = FIRST.multipliedBy(1L << Math.min(rests, 10));
            return new Brake(0, now.plus(rest.compareTo(LONGEST) > 0 ? LONGEST : rest), rests + 1);
        }
    }

    /** Takes note of how a domain answered. */
    void answered(String domain, Reply reply, Instant now) {
        if (reply.verdict() == Reply.Verdict.ACCEPTED) {
            if (!brakes.isEmpty()) {
                brakes.computeIfPresent(domain, (key, brake) -> now.isBefore(brake.until()) ? brake : null);
            }
        } else if (reply.verdict() == Reply.Verdict.DEFERRED && asksForPatience(reply)) {
            brakes.compute(
                    domain, (key, brake) -> (brake == null ? new Brake(0, Instant.MIN, 0) : brake).askedAgain(now));
        }
    }

    /** Whether nobody asked for anything, which is how it is nearly always. */
    boolean isFree() {
        return brakes.isEmpty();
    }

    /** Until when mail to the domain rests, or null. */
    @Nullable
    Instant until(String domain, Instant now) {
        if (brakes.isEmpty()) {
            return null;
        }
        Brake brake = brakes.get(domain);
        return brake != null && now.isBefore(brake.until()) ? brake.until() : null;
    }

    /** RFC 3463 §3.8: 4.7.x is policy, and what is asked for then is a slower pace; others say it in words. */
    private static boolean asksForPatience(Reply reply) {
        boolean policy = reply.status() != null && reply.status().startsWith("4.7.");
        return (policy || TOO_FAST.matcher(reply.text()).find())
                && !GREYLISTED.matcher(reply.text()).find();
    }
}
