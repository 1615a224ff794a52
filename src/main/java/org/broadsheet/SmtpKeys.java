package org.broadsheet;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.mail.DkimSigner;
import org.broadsheet.mail.SmtpServer;
import org.broadsheet.mail.SmtpServer.Security;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Secret;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** Reads {@code smtp:}, one server or a list of them. */
final class SmtpKeys {
    private static final Pattern HOST = Pattern.compile(
            "[\\p{L}\\p{M}\\p{N}_]([\\p{L}\\p{M}\\p{N}_.-]{0,252})|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%]*\\]?");

    private SmtpKeys() {}

    static List<SmtpServer> read(YamlMap root) {
        return root.maps("smtp").stream()
                .map(SmtpKeys::server)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static @Nullable SmtpServer server(YamlMap map) {
        String host = host(map);
        Integer port = map.optional(value -> value.number(1, 65_535), "port");
        Security security = map.optional(value -> value.oneOf(Security.class), "security");
        String username = map.optionalText("username", "user");
        Secret password = map.optional(YamlValue::secret, "password");
        String tokenCommand = map.optionalText("token-command");
        int connections = map.number("connections", 4, 1, 1000);
        int weight = map.number("weight", 1, 1, 1000);
        int messages = map.number("messages", SmtpServer.USUAL_MESSAGES, 1, 1_000_000);
        Set<String> signExcept = signExcept(map);
        map.refuseOthers();
        Security chosen = security == null ? security(host, port) : security;
        checkLogin(map, !isHere(host) && chosen == Security.NONE);
        return host.isEmpty()
                ? null
                : new SmtpServer(
                        host,
                        port == null ? port(chosen) : port,
                        chosen,
                        username,
                        password,
                        tokenCommand,
                        connections,
                        weight,
                        messages,
                        signExcept);
    }

    /** Never shown where it is wrong: whoever writes a URL there may have written a password into it. */
    private static String host(YamlMap map) {
        String host = map.text("host", "server");
        if (host.isEmpty() || HOST.matcher(host).matches()) {
            return host;
        }
        String key = map.value("host") == null ? "server" : "host";
        map.problems()
                .error(
                        "bad-value",
                        map.at(key),
                        "'" + key + "' is not the name or the address of a server",
                        "write host: mail.example.org alone; security, port, username and password have keys of their own");
        return "";
    }

    /** A name and one thing that proves it. */
    private static void checkLogin(YamlMap map, boolean inTheClear) {
        boolean named = map.value("username", "user") != null;
        boolean password = map.value("password") != null;
        boolean token = map.value("token-command") != null;
        if (password && token) {
            map.problems()
                    .error(
                            "bad-value",
                            map.at("token-command"),
                            "there is a password and a token-command",
                            "keep the one that the server wants");
        } else if (named != (password || token)) {
            map.missing(named ? "password" : "username");
        }
        if (inTheClear && (password || token)) {
            map.problems()
                    .warning(
                            "login-in-the-clear",
                            map.at(password ? "password" : "token-command"),
                            "the login goes over the network without encryption",
                            "security: starttls, or tls, unless the network is yours alone");
        }
    }

    /** Only names that would be signed: one that is not would be a slip. */
    private static Set<String> signExcept(YamlMap map) {
        Set<String> names = new HashSet<>();
        for (String given : map.texts("sign-except")) {
            DkimSigner.FIELDS.stream()
                    .filter(name -> name.equalsIgnoreCase(given) && !name.equals("From"))
                    .findFirst()
                    .ifPresentOrElse(names::add, () -> {
                        boolean from = given.equalsIgnoreCase("From");
                        String message = from ? "From is always signed" : "'" + given + "' is not signed anyway";
                        String hint = from ? "remove it" : Nearest.hint(given, DkimSigner.FIELDS);
                        map.problems().error("bad-value", map.at("sign-except"), message, hint);
                    });
        }
        return Set.copyOf(names);
    }

    /** Encrypted unless the mail does not leave this machine. */
    private static Security security(String host, @Nullable Integer port) {
        if (port != null && port == 465) {
            return Security.TLS;
        }
        return isHere(host) ? Security.NONE : Security.STARTTLS;
    }

    private static boolean isHere(String host) {
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.matches("\\[?::1\\]?");
    }

    private static int port(Security security) {
        return switch (security) {
            case NONE -> 25;
            case STARTTLS -> 587; // RFC 6409 §3.1
            case TLS -> 465; // RFC 8314 §3.3
        };
    }
}
