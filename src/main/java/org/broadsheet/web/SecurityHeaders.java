package org.broadsheet.web;

import io.javalin.http.Context;

/** What every answer tells the browser: trust nothing but this page's own form, style and pictures. */
final class SecurityHeaders {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    /** Our own files of script, which may ask nobody but us; nothing that stands in a page. */
    static void allowScript(Context context) {
        context.header("Content-Security-Policy", POLICY + "; script-src 'self'; connect-src 'self'");
    }

    static void set(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        // The link is a key: it must not travel on to other sites, nor stay in caches and search engines.
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cache-Control", "no-store");
        context.header("X-Robots-Tag", "noindex");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
    }
}
