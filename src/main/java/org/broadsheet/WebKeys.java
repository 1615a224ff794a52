package org.broadsheet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.delivery.Rate;
import org.broadsheet.subscriber.ProofsOfWork;
import org.broadsheet.text.YamlMap;
import org.broadsheet.web.Limits;
import org.broadsheet.web.Networks;
import org.broadsheet.web.WebSettings;

/** Reads {@code web:}. */
final class WebKeys {
    private static final Pattern LISTEN = Pattern.compile("(?:(\\[[0-9A-Fa-f:.]+\\]|[\\w.-]+):)?(\\d{1,5})");

    /** About a second for a telephone of the cheaper kind. */
    private static final int PROOF_BITS = 18;

    private static final int LEAST_PROOF_BITS = 8;

    private WebKeys() {}

    static WebSettings read(YamlMap map) {
        WebSettings listen = map.optional(
                value -> value.parsed("an address and a port such as 127.0.0.1:8025", WebKeys::listen), "listen");
        WebSettings where = listen == null ? WebSettings.DEFAULT : listen;
        for (String range : map.texts("proxies")) {
            if (!isRange(range)) {
                String message = "'" + range + "' in 'proxies' is not a range of network addresses";
                map.problems().error("bad-value", map.at("proxies"), message, "write 10.0.0.0/8, or 127.0.0.1");
            }
        }
        Networks proxies = Networks.of(
                map.texts("proxies").stream().filter(WebKeys::isRange).toList());
        Limits.Settings limits = limits(map.map("limits"));
        Integer bits = map.optional(
                value -> value.parsed("true, false, or a number of bits from 8 to 24", WebKeys::proofBits),
                "proof-of-work");
        map.refuseOthers();
        return new WebSettings(where.host(), where.port(), proxies, limits, bits == null ? 0 : bits);
    }

    private static int proofBits(String text) {
        if (text.matches("true|false")) {
            return text.equals("true") ? PROOF_BITS : 0;
        }
        int bits = Integer.parseInt(text);
        if (bits < LEAST_PROOF_BITS || bits > ProofsOfWork.MOST_BITS) {
            throw new IllegalArgumentException(text);
        }
        return bits;
    }

    private static boolean isRange(String text) {
        try {
            Networks.of(java.util.List.of(text));
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static Limits.Settings limits(YamlMap map) {
        Limits.Settings normal = Limits.Settings.DEFAULT;
        Limits.Settings limits = new Limits.Settings(
                rate(map, "network", normal.network()),
                rate(map, "list", normal.list()),
                rate(map, "address", normal.address()),
                rate(map, "without-proof", normal.withoutProof()));
        map.refuseOthers();
        return limits;
    }

    private static Rate rate(YamlMap map, String key, Rate normal) {
        Rate rate = map.optional(value -> value.parsed("a rate such as 30/h", Rate::parse), key);
        return rate == null ? normal : rate;
    }

    private static WebSettings listen(String text) {
        Matcher matcher = LISTEN.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
            throw new IllegalArgumentException(text);
        }
        String host = matcher.group(1) == null ? WebSettings.DEFAULT.host() : matcher.group(1);
        return new WebSettings(host.replaceAll("[\\[\\]]", ""), Integer.parseInt(matcher.group(2)));
    }
}
