package org.broadsheet.mail;

import java.util.Set;
import org.broadsheet.text.Secret;
import org.jspecify.annotations.Nullable;

/**
 * One server that takes our mail; an entry of {@code smtp:} in {@code broadsheet.yaml}.
 *
 * @param username null when the server asks for no login
 * @param password null without a username, and when there is a token command
 * @param tokenCommand for the system's shell; prints the access token that stands for a password (XOAUTH2), or null
 * @param connections how many at once, at least 1
 * @param weight its share of the mail beside other servers, at least 1
 * @param messages the most over one connection before a new one is made, at least 1
 * @param signExcept header fields that it alters, so that no signature may cover them
 */
public record SmtpServer(
        String host,
        int port,
        Security security,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable String tokenCommand,
        int connections,
        int weight,
        int messages,
        Set<String> signExcept) {
    /** What no usual server finds too many. */
    public static final int USUAL_MESSAGES = 500;

    public enum Security {
        NONE,
        /** Plain at first, then encrypted; without encryption no mail leaves (RFC 3207). */
        STARTTLS,
        /** Encrypted from the first byte (RFC 8314 §3.3). */
        TLS
    }

    /** One that leaves the header alone and knows no tokens. */
    public SmtpServer(
            String host,
            int port,
            Security security,
            @Nullable String username,
            @Nullable Secret password,
            int connections,
            int weight) {
        this(host, port, security, username, password, null, connections, weight, USUAL_MESSAGES, Set.of());
    }

    /** As people name it: {@code host:port}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
