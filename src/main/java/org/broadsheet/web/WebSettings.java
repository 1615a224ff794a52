package org.broadsheet.web;

/**
 * Where pages are served; {@code web:} in {@code broadsheet.yaml}.
 *
 * @param host the name or address to listen on
 * @param port 0 for any free one
 */
public record WebSettings(String host, int port) {
    public static final WebSettings DEFAULT = new WebSettings("127.0.0.1", 8025);
}
