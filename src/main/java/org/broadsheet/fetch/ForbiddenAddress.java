package org.broadsheet.fetch;

import java.io.IOException;

/** A connection that must not be made. */
final class ForbiddenAddress extends IOException {
    private static final long serialVersionUID = 1L;

    private final String host;

    /** @param host by which it was found */
    ForbiddenAddress(String message, String host) {
        super(message);
        this.host = host;
    }

    String host() {
        return host;
    }
}
