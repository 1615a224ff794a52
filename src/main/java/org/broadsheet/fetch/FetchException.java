package org.broadsheet.fetch;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Something could not be had. The message says why, in one line without a full stop. */
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean temporary;

    /** @param temporary whether it may go better soon */
    public FetchException(String message, boolean temporary) {
        super(message);
        this.temporary = temporary;
    }

    static FetchException of(IOException trouble) {
        boolean forGood = trouble instanceof ForbiddenAddress || trouble instanceof BadBody;
        return new FetchException(words(trouble), !forGood);
    }

    public boolean isTemporary() {
        return temporary;
    }

    /** What went wrong on the way to another machine, as a person would say it. */
    public static String words(IOException e) {
        if (e instanceof UnknownHostException) {
            return "there is no host " + e.getMessage();
        }
        if (e instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (e instanceof SSLException) {
            return "its TLS cannot be trusted: " + e.getMessage();
        }
        String message = e.getMessage();
        return message == null ? "no connection" : message.toLowerCase(Locale.ROOT);
    }
}
