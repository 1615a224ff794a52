package org.broadsheet.web;

/**
 * Where pages are served, and to whom; {@code web:} in {@code broadsheet.yaml}.
 *
 * @param host the name or address to listen on
 * @param port 0 for any free one
 * @param proxies who passes requests on, and is believed when they say for whom
 * @param limits how often strangers may set mail off
 * @param proofBits how much work is asked of whoever signs up, as {@code subscriber.ProofsOfWork} has it; 0 for none
 */
public record WebSettings(String host, int port, Networks proxies, Limits.Settings limits, int proofBits) {
    public static final WebSettings DEFAULT = new WebSettings("127.0.0.1", 8025);

    public WebSettings(String host, int port) {
        this(host, port, Networks.NONE, Limits.Settings.DEFAULT, 0);
    }

    /** Elsewhere, with the rest as it is. */
    public WebSettings at(String newHost, int newPort) {
        return new WebSettings(newHost, newPort, proxies, limits, proofBits);
    }

    /** The same, which asks for so much work. */
    public WebSettings proving(int bits) {
        return new WebSettings(host, port, proxies, limits, bits);
    }
}
