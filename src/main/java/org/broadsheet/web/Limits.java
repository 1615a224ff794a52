package org.broadsheet.web;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.broadsheet.delivery.Rate;

/**
 * How often strangers may set something off: for one network, one list and one address each. Each process counts by itself,
 * and remembers those that asked last. Thread-safe.
 */
public final class Limits {
    private static final int REMEMBERED = 20_000;

    private final Kind network;
    private final Kind list;
    private final Kind address;
    private final Kind unprovedNetwork;
    private final Kind unprovedList;

    /**
     * What {@code web: limits:} in {@code broadsheet.yaml} says.
     *
     * @param network of one IPv4 address or 64 bits of IPv6
     * @param list for one list, whoever asks
     * @param address for one mail address, whoever asks
     * @param withoutProof of one network, where work is asked for and was not done; all together get a tenth of what a list does
     */
    public record Settings(Rate network, Rate list, Rate address, Rate withoutProof) {
        public static final Settings DEFAULT = new Settings(
                new Rate(30, Duration.ofHours(1)),
                new Rate(1000, Duration.ofHours(1)),
                new Rate(5, Duration.ofHours(1)),
                new Rate(3, Duration.ofHours(1)));
    }

    Limits(Settings settings, Clock clock) {
        Meter meter = new Meter(clock);
        network = new Kind(settings.network(), meter);
        list = new Kind(settings.list(), meter);
        address = new Kind(settings.address(), meter);
        unprovedNetwork = new Kind(settings.withoutProof(), meter);
        Rate all = settings.list();
        unprovedList = new Kind(new Rate(Math.max(1, all.amount() / 10), all.period()), meter);
    }

    /** Counts a request; false when there were too many. */
    boolean allowsNetwork(String client) {
        return network.allows(Networks.network(client));
    }

    /** Counts a request; false when there were too many. */
    boolean allowsList(String name) {
        return list.allows(name);
    }

    /** Counts a request; false when there were too many. @param mailbox that all its addresses share */
    boolean allowsAddress(String mailbox) {
        return address.allows(mailbox);
    }

    /** Counts a request for which no work was done; false when there were too many. */
    boolean allowsUnproved(String client, String list) {
        return unprovedNetwork.allows(Networks.network(client)) && unprovedList.allows(list);
    }

    private static final class Kind {
        private final Rate rate;
        private final Meter meter;
        private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > REMEMBERED;
            }
        };

        Kind(Rate rate, Meter meter) {
            this.rate = rate;
            this.meter = meter;
        }

        synchronized boolean allows(String key) {
            return buckets.computeIfAbsent(key, k -> bucket()).tryConsume(1);
        }

        private Bucket bucket() {
            return Bucket.builder()
                    .addLimit(limit -> limit.capacity(rate.amount()).refillGreedy(rate.amount(), rate.period()))
                    .withCustomTimePrecision(meter)
                    .build();
        }
    }

    private record Meter(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
