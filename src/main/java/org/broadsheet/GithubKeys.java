package org.broadsheet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.broadsheet.fetch.WebUrl;
import org.broadsheet.source.GithubServer;
import org.broadsheet.text.Secret;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** Reads {@code github:} of {@code sources:}, one server or a list of them. */
final class GithubKeys {
    private static final int LONGEST_TOKEN = 1000;

    private GithubKeys() {}

    static List<GithubServer> read(YamlMap sources) {
        List<GithubServer> servers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlMap map : sources.maps("github")) {
            GithubServer server = server(map);
            if (server != null && !names.add(server.name())) {
                String message = server.name() + " is already given";
                map.problems().error("duplicate-key", map.at("url"), message, "keep one of them");
            } else if (server != null) {
                servers.add(server);
            }
        }
        return List.copyOf(servers);
    }

    private static @Nullable GithubServer server(YamlMap map) {
        WebUrl url = url(map);
        Secret token = map.optional(GithubKeys::token, "token");
        map.refuseOthers();
        if (url != null && token != null && !url.isSecure() && !isHere(url)) {
            String message = "the token would go over the network without encryption";
            map.problems().error("bad-value", map.at("url"), message, "write https://" + url.host());
            return null;
        }
        return url == null ? null : new GithubServer(url, token);
    }

    /** Never shown where it is wrong: there may be a password in it. */
    private static @Nullable WebUrl url(YamlMap map) {
        YamlValue value = map.value("url");
        String text = value == null ? null : value.text();
        if (text == null) {
            return GithubServer.PUBLIC.url();
        }
        String plain = text.replaceFirst("/+$", "");
        WebUrl url = text.matches(".*[@?#\\\\].*") ? null : WebUrl.parse(plain).orElse(null);
        if (url == null) {
            String hint = "write https://api.github.com, or https://HOST/api/v3 for a server of your own";
            map.problems().error("bad-value", map.at("url"), "'url' of github must be the https URL of an API", hint);
        } else if (url.host().equals("github.com") || url.host().equals("www.github.com")) {
            map.problems()
                    .error(
                            "bad-value",
                            map.at("url"),
                            "'url' of github is that of the site, not of its API",
                            "write https://api.github.com");
            return null;
        }
        return url;
    }

    /** Null for an empty one, which is what a variable that may be missing leaves. */
    private static @Nullable Secret token(YamlValue value) {
        Secret token = value.secret();
        if (token == null || token.reveal().isEmpty()) {
            return null;
        }
        if (!token.reveal().matches("[\\x21-\\x7e]{1," + LONGEST_TOKEN + "}")) {
            value.problems()
                    .error(
                            "bad-value",
                            value.at(),
                            "'token' of github has spaces or letters in it that no token has",
                            "");
            return null;
        }
        return token;
    }

    private static boolean isHere(WebUrl url) {
        return url.host().equals("localhost")
                || url.address() != null && url.address().isLoopbackAddress();
    }
}
