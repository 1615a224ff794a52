package org.broadsheet.fetch;

import java.io.IOException;

/** A connection that must not be made. */
final class ForbiddenAddress extends IOException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddress(String message) {
        super(message);
    }
}
