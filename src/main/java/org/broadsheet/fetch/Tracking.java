package org.broadsheet.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parameters that count and follow readers. */
public final class Tracking {
    private static final Pattern NAME = Pattern.compile("(?i)utm_\\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid"
            + "|twclid|ttclid|li_fat_id|igshid|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|__hstc|__hsfp|vero_id|oly_enc_id"
            + "|oly_anon_id|rb_clickid|s_cid|wickedid|_openstat|ml_subscriber|ml_subscriber_hash|at_medium"
            + "|at_campaign|trk|trackingId|lipi");
    private static final Pattern QUERY = Pattern.compile("([^?#]*)\\?([^#]*)(#.*)?", Pattern.DOTALL);

    private Tracking() {}

    public static List<String> names(String url) {
        Matcher query = QUERY.matcher(url);
        return query.matches()
                ? parameters(query.group(2))
                        .map(Tracking::name)
                        .filter(name -> NAME.matcher(name).matches())
                        .distinct()
                        .toList()
                : List.of();
    }

    public static String without(String url) {
        Matcher query = QUERY.matcher(url);
        if (!query.matches()) {
            return url;
        }
        List<String> kept = new ArrayList<>();
        parameters(query.group(2))
                .filter(one -> !NAME.matcher(name(one)).matches())
                .forEach(kept::add);
        String fragment = query.group(3) == null ? "" : query.group(3);
        return query.group(1) + (kept.isEmpty() ? "" : "?" + String.join("&", kept)) + fragment;
    }

    private static Stream<String> parameters(String query) {
        return Stream.of(query.replace("&amp;", "&").split("&"));
    }

    private static String name(String parameter) {
        return parameter.split("=", 2)[0];
    }
}
