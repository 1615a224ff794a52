package org.broadsheet.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How fast messages may go, in all and to each domain. Thread-safe. */
public final class Rates {

    private final Settings settings;
    private final Pace all;
    private final Map<String, Pace> domains = new HashMap<>();

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

    Rates(Settings settings) {
        this.settings = settings;
        this.all = new Pace(settings.all());
    }

    /** True when nothing is held back, so that envelopes may go ahead. */
    boolean isFree() {
        return all.isFree() && settings.domains().isEmpty();
    }

    /** Takes a turn for mail to the domain and returns 0; else returns how many nanoseconds it still is at least. */
    long tryTurn(String domain) {
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
}
