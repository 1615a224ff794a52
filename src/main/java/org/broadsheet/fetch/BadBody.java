package org.broadsheet.fetch;

import java.io.IOException;

/** A body that is not what its header says, or more than is taken; asking again would not change it. */
final class BadBody extends IOException {
    private static final long serialVersionUID = 1L;

    BadBody(String message) {
        super(message);
    }
}
