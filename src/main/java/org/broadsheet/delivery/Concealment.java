package org.broadsheet.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes a password out of what a server says to a login: some repeat the command that they refuse. */
record Concealment(List<String> secrets) {
    private static final String INSTEAD = "•••";
    private static final int SHORTEST_BASE64 = 8; // a shorter one may be a word

    static Concealment of(@Nullable String password, @Nullable String username) {
        if (password == null || password.isEmpty()) {
            return new Concealment(List.of());
        }
        String user = username == null ? "" : username;
        Set<String> secrets = new LinkedHashSet<>();
        Stream.of(
                        "\0" + user + "\0" + password, // RFC 4616
                        user + "\0" + user + "\0" + password,
                        "user=" + user + "\u0001auth=Bearer " + password + "\u0001\u0001", // XOAUTH2
                        password)
                .map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
                .filter(encoded -> encoded.length() >= SHORTEST_BASE64)
                .flatMap(encoded -> Stream.of(encoded, encoded.replaceFirst("=+$", "")))
                .forEach(secrets::add);
        secrets.add(password);
        return new Concealment(List.copyOf(secrets));
    }

    String in(String words) {
        String shown = words;
        for (String secret : secrets) {
            shown = shown.replace(secret, INSTEAD);
        }
        return shown;
    }
}
