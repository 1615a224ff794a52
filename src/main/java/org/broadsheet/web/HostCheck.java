package org.broadsheet.web;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names under which the pages may be asked for. A stranger's name that points to this machine is refused, so that a
 * page elsewhere cannot use a reader's browser to talk to it (DNS rebinding).
 */
final class HostCheck {
    private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "::1"));

    /**
     * @param url where the public finds the pages; null when not configured
     * @param listen the address that the server listens on
     */
    HostCheck(@Nullable URI url, String listen) {
        names.add(normal(listen));
        if (url != null && url.getHost() != null) {
            names.add(normal(url.getHost()));
        }
    }

    /** @param host without the port */
    boolean allows(@Nullable String host) {
        return host != null && names.contains(normal(host));
    }

    private static String normal(String host) {
        return host.toLowerCase(Locale.ROOT).replaceAll("^\\[|\\]$|\\.$", "");
    }
}
