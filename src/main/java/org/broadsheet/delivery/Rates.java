package org.broadsheet.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.broadsheet.mail.Reply;
import org.jspecify.annotations.Nullable;

/**
 * How fast messages may go, in all and to each domain. A domain that asks for patience gets it: mail to it waits ten seconds,
 * then twice as long each time it asks again, up to ten minutes, until it takes a message. Thread-safe.
 */
public final class Rates {
    static final long SHORTEST_BRAKE = TimeUnit.SECONDS.toNanos(10);
    static final long LONGEST_BRAKE = TimeUnit.MINUTES.toNanos(10);
    private static final Pattern TOO_FAST = Pattern.compile(
            "rate|throttl|too (?:many|fast|much)|unusual|slow down|exceeded|deferred due to", Pattern.CASE_INSENSITIVE);

    private static final Pattern GREYLISTED = Pattern.compile("gr[ae]y-? ?list", Pattern.CASE_INSENSITIVE);

    private final Settings settings;
    private final Pace all;
    private final Map<String, Pace> domains = new HashMap<>();
    private final Map<String, Brake> brakes = new ConcurrentHashMap<>();

    /**
     * @param all hold for everything that a process sends
     * @param domains for mail to a domain; {@code *} stands for each one that is not named
     */
    public record Settings(List<Rate> all, Map<String, Rate> domains) {
        public static final Settings NONE = new Settings(List.of(), Map.of());

        public Settings {
            all = List.copyOf(all);
            domains = Map.copyOf(domains);
        }
    }

    private record Brake(long until, long length) {}

    Rates(Settings settings) {
        this.settings = settings;
        this.all = new Pace(settings.all());
    }

    /** True when nothing is held back, so that envelopes may go ahead. */
    boolean isFree() {
        return all.isFree() && settings.domains().isEmpty() && brakes.isEmpty();
    }

    /** Takes a turn for mail to the domain and returns 0; else returns how many nanoseconds it still is at least. */
    long tryTurn(String domain) {
        Brake brake = brakes.get(domain);
        long braked = brake == null ? 0 : brake.until() - System.nanoTime();
        if (braked > 0) {
            return braked;
        }
        return all.isFree() && settings.domains().isEmpty() ? 0 : turn(domain);
    }

    private synchronized long turn(String domain) {
        long now = System.nanoTime();
        Pace pace = pace(domain);
        long wait = Math.max(all.untilTurn(now), pace == null ? 0 : pace.untilTurn(now));
        if (wait == 0) {
            all.take(now);
            if (pace != null) {
                pace.take(now);
            }
        }
        return wait;
    }

    private @Nullable Pace pace(String domain) {
        Rate named = settings.domains().get(domain);
        Rate rate = named == null ? settings.domains().get("*") : named;
        return rate == null ? null : domains.computeIfAbsent(domain, key -> new Pace(List.of(rate)));
    }

    /** Takes note of how a domain answered. */
    void answered(String domain, Reply reply) {
        if (reply.verdict() == Reply.Verdict.ACCEPTED) {
            if (!brakes.isEmpty()) {
                brakes.remove(domain);
            }
        } else if (reply.verdict() == Reply.Verdict.DEFERRED && asksForPatience(reply)) {
            brakes.merge(
                    domain,
                    brake(SHORTEST_BRAKE),
                    (old, first) -> old.until() - System.nanoTime() > 0
                            ? old // of the messages that were on their way together only the first counts
                            : brake(Math.min(2 * old.length(), LONGEST_BRAKE)));
        }
    }

    private static Brake brake(long length) {
        return new Brake(System.nanoTime() + length, length);
    }

    /** RFC 3463 §3.8: 4.7.x is policy, and what is asked for then is a slower pace; others say it in words. */
    private static boolean asksForPatience(Reply reply) {
        if (GREYLISTED.matcher(reply.text()).find()) {
            return false; // which each recipient gets over alone
        }
        return reply.status() != null && reply.status().startsWith("4.7.")
                || TOO_FAST.matcher(reply.text()).find();
    }
}
