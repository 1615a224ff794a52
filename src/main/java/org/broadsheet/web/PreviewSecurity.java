package org.broadsheet.web;

import io.javalin.http.Context;

/** What the answers of the preview let a browser do. */
final class PreviewSecurity {
    private PreviewSecurity() {}

    /** For the page around the mail: its own style, script and frames, and nothing of anybody else. */
    static void page(Context context) {
        SecurityHeaders.set(context);
        context.header(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self';"
                        + " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
    }

    /**
     * For the mail, which may hold anything that somebody wrote: no script, no form, no request that leaves this machine. It
     * keeps its origin, so that the page around it can tell how tall it is; without scripts that is of no use to it.
     */
    static void mail(Context context, boolean images) {
        context.header(
                "Content-Security-Policy",
                "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src "
                        + (images ? "'self' data:" : "'none'")
                        + "; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'");
        context.header("X-Frame-Options", "SAMEORIGIN");
    }

    /**
     * Whether the request comes from a page of ours or from somebody who opened it themselves. Browsers that do not say so are
     * held by the other fields: what they get can be read by nobody else.
     */
    static boolean isOurs(Context context) {
        String site = context.header("Sec-Fetch-Site"); // Fetch Metadata §2.4
        String mode = context.header("Sec-Fetch-Mode");
        return site == null
                || site.equals("same-origin")
                || site.equals("none")
                || "navigate".equals(mode) && !"iframe".equals(context.header("Sec-Fetch-Dest"));
    }
}
