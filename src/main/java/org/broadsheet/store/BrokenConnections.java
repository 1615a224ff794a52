package org.broadsheet.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Tells the pool which connections are of no use any more. It knows what the standard says of that; H2 has words of its own
 * for a connection whose other end is gone, and the pool would lend it out again and again.
 */
final class BrokenConnections implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return Opening.isBusy(failure) || Trouble.isClosedFile(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
