package org.broadsheet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.delivery.DeliverySettings;
import org.broadsheet.delivery.Rate;
import org.broadsheet.delivery.Rates;
import org.broadsheet.delivery.Relay;
import org.broadsheet.delivery.RetryPolicy;
import org.broadsheet.delivery.StopRule;
import org.broadsheet.delivery.WarmUp;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;

/** Reads {@code delivery:}. */
final class DeliveryKeys {
    private static final String RATE = "a rate such as 200/s, 5000/h or 2000/day";

    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?)\\s*%");

    private DeliveryKeys() {}

    static DeliverySettings read(YamlMap root) {
        DeliverySettings normal = DeliverySettings.DEFAULT;
        YamlMap map = root.map("delivery");
        Rates.Settings rates = new Rates.Settings(rates(map, "rate"), domains(map.map("domains")));
        DeliverySettings settings = new DeliverySettings(
                rates,
                rates(map, "notice-rate"),
                retry(map.map("retry")),
                map.oneOf("in-doubt", normal.inDoubt()),
                map.duration("grace", normal.grace()),
                timeouts(map.map("timeouts")),
                stop(map.map("stop")),
                map.optional(value -> value.parsed("a plan such as 200/day doubling", WarmUp::parse), "warmup"));
        map.refuseOthers();
        return settings;
    }

    private static List<Rate> rates(YamlMap map, String key) {
        YamlValue rate = map.value(key);
        return rate == null
                ? List.of()
                : rate.list().stream()
                        .map(value -> value.parsed(RATE, Rate::parse))
                        .flatMap(Stream::ofNullable)
                        .toList();
    }

    private static Map<String, Rate> domains(YamlMap map) {
        Map<String, Rate> rates = new LinkedHashMap<>();
        for (String domain : map.keys()) {
            Rate rate = map.optional(value -> value.parsed(RATE, Rate::parse), domain);
            if (rate != null) {
                rates.put(domain.toLowerCase(Locale.ROOT), rate);
            }
        }
        map.refuseOthers();
        return rates;
    }

    private static RetryPolicy retry(YamlMap map) {
        RetryPolicy normal = RetryPolicy.DEFAULT;
        RetryPolicy retry = new RetryPolicy(
                map.duration("first", normal.first()),
                map.duration("max", normal.max()),
                map.duration("give-up", normal.giveUp()));
        map.refuseOthers();
        if (retry.first().isZero() || retry.first().compareTo(retry.max()) > 0) {
            String message = "'first' must be more than nothing and no more than 'max'";
            map.problems().error("bad-value", map.at("first"), message, "for example first: 1m, max: 8h");
        }
        return retry;
    }

    private static StopRule stop(YamlMap map) {
        StopRule normal = StopRule.DEFAULT;
        Double share = map.optional(value -> value.parsed("a share such as 5%", DeliveryKeys::share), "rejected");
        Integer after = map.optional(value -> value.parsed("a count such as 200", DeliveryKeys::count), "after");
        map.refuseOthers();
        return new StopRule(share == null ? normal.share() : share, after == null ? normal.after() : after);
    }

    private static double share(String text) {
        Matcher matcher = SHARE.matcher(text);
        double share = matcher.matches() ? Double.parseDouble(matcher.group(1)) / 100 : -1;
        if (share <= 0 || share > 1) {
            throw new IllegalArgumentException(text);
        }
        return share;
    }

    private static int count(String text) {
        int count = Integer.parseInt(text);
        if (count < 1) {
            throw new IllegalArgumentException(text);
        }
        return count;
    }

    private static Relay.Timeouts timeouts(YamlMap map) {
        Relay.Timeouts normal = Relay.Timeouts.DEFAULT;
        Relay.Timeouts timeouts = new Relay.Timeouts(
                map.duration("connect", normal.connect()),
                map.duration("read", normal.read()),
                map.duration("write", normal.write()));
        map.refuseOthers();
        for (String key : new String[] {"connect", "read", "write"}) {
            if (map.duration(key, normal.read()).isZero()) {
                String message = "'" + key + "' must be more than nothing";
                map.problems().error("bad-value", map.at(key), message, "for example " + key + ": 60s");
            }
        }
        return timeouts;
    }
}
