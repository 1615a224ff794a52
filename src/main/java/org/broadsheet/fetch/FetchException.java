package org.broadsheet.fetch;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Something could not be had. The message says why, in one line without a full stop. */
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean temporary;
    private final @Nullable String refused;

    /** @param temporary whether it may go better soon */
    public FetchException(String message, boolean temporary) {
        this(message, temporary, null);
    }

    private FetchException(String message, boolean temporary, @Nullable String refused) {
        super(message);
        this.temporary = temporary;
        this.refused = refused;
    }

    /** The same in other words. */
    public FetchException saying(String message) {
        return new FetchException(message, temporary, refused);
    }

    static FetchException of(IOException trouble) {
        boolean forGood = trouble instanceof ForbiddenAddress || trouble instanceof BadBody;
        String refused = trouble instanceof ForbiddenAddress forbidden ? forbidden.host() : null;
        return new FetchException(words(trouble), !forGood, refused);
    }

    /** The host that must not be asked; empty where something else went wrong. */
    public Optional<String> refused() {
        return Optional.ofNullable(refused);
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
        return message == null || message.isEmpty()
                ? "no connection"
                : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
