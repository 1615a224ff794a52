package org.broadsheet.web;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a page of somebody else sends in a reader's name. The pages know readers by their links alone, never by cookies,
 * so that such a page can do nothing without a link; and with one it can do no more than show our own page.
 */
final class ForeignForms {
    /** Sign-up forms may stand on other people's pages; RFC 8058 posts come from mail programs. */
    private static final Pattern OPEN = Pattern.compile("/(api/)?subscribe/[^/]+|/unsubscribe/[^/]+");

    private static final Set<String> OURS = Set.of("same-origin", "none");

    private ForeignForms() {}

    /** Whether the request changes something and was not sent by a page of ours. */
    static boolean refuses(Context context, HostCheck hosts) {
        if (!context.req().getMethod().equals("POST")
                || OPEN.matcher(context.path()).matches()) {
            return false;
        }
        String site = context.header("Sec-Fetch-Site"); // Fetch Metadata §2.4
        return site == null ? !isOurs(context.header("Origin"), hosts) : !OURS.contains(site);
    }

    /** As our pages tell nobody where a reader comes from, browsers send "null" for them too (Fetch Standard §3.1). */
    private static boolean isOurs(@Nullable String origin, HostCheck hosts) {
        if (origin == null || origin.equals("null")) {
            return true;
        }
        try {
            return hosts.allows(URI.create(origin).getHost());
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }
}
